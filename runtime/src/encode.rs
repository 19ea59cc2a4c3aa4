//! Text into URLs and form bodies.

use std::fmt;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, PercentEncode, utf8_percent_encode};
use serde::{
    Deserializer, Serialize,
    de::{MapAccess, Visitor},
};
use serde_json::value::RawValue;

/// Everything but the unreserved characters of RFC 3986.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// The same without what a query may hold, as long as it separates neither pairs nor names from
/// values, and does not stand for a space.
const NOT_IN_QUERY: &AsciiSet = &RESERVED
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b',')
    .remove(b';')
    .remove(b'=');

/// A value of the query with its reserved characters.
pub(crate) fn reserved(text: &str) -> PercentEncode<'_> {
    utf8_percent_encode(text, NOT_IN_QUERY)
}

pub(crate) fn percent(text: &str) -> PercentEncode<'_> {
    utf8_percent_encode(text, RESERVED)
}

/// `name=value` pairs, joined with `&`. Spaces become `%20`, which every form parser reads too.
pub(crate) fn pairs<N: AsRef<str>, V: AsRef<str>>(
    pairs: impl IntoIterator<Item = (N, V)>,
) -> String {
    let mut text = String::new();
    for (name, value) in pairs {
        if !text.is_empty() {
            text.push('&');
        }
        text.extend(percent(name.as_ref()));
        text.push('=');
        text.extend(percent(value.as_ref()));
    }
    text
}

/// A flat struct as `application/x-www-form-urlencoded`. Fields that are `None` are omitted.
pub(crate) fn form(body: &(impl Serialize + ?Sized)) -> Result<String, serde_json::Error> {
    // By way of JSON text, so that exact decimals stay exact.
    let json = serde_json::to_string(body)?;
    let mut fields = Vec::new();
    for (name, raw) in members(&json)? {
        let value = match raw.get().as_bytes().first() {
            Some(b'n') => continue,
            Some(b'"') => serde_json::from_str(raw.get())?,
            Some(b'{' | b'[') => {
                return Err(serde::de::Error::custom("a form field cannot be nested"));
            }
            _ => raw.get().to_owned(),
        };
        fields.push((name, value));
    }
    Ok(pairs(fields))
}

/// The members of a JSON object, in order.
pub(crate) fn members(json: &str) -> serde_json::Result<Vec<(String, &RawValue)>> {
    serde_json::Deserializer::from_str(json).deserialize_map(Members)
}

struct Members;

impl<'de> Visitor<'de> for Members {
    type Value = Vec<(String, &'de RawValue)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(members)
    }
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::*;

    #[test]
    fn everything_but_unreserved_characters_is_encoded() {
        assert_eq!(percent("aZ0-._~").to_string(), "aZ0-._~");
        assert_eq!(
            percent("a b+c&d=e/f?g#h%i").to_string(),
            "a%20b%2Bc%26d%3De%2Ff%3Fg%23h%25i"
        );
        assert_eq!(percent("ü€").to_string(), "%C3%BC%E2%82%AC");
    }

    #[test]
    fn an_already_encoded_text_is_encoded_again() {
        assert_eq!(percent("%2e%2E").to_string(), "%252e%252E");
    }

    #[derive(Serialize)]
    struct Form {
        grant_type: &'static str,
        code: Option<&'static str>,
        count: u8,
        flag: bool,
        #[serde(with = "crate::exact")]
        amount: Decimal,
    }

    #[test]
    fn a_form_keeps_order_and_skips_none() {
        let form = form(&Form {
            grant_type: "a b&c",
            code: None,
            count: 3,
            flag: true,
            amount: "12345678901234567.89".parse().unwrap(),
        });
        assert_eq!(
            form.unwrap(),
            "grant_type=a%20b%26c&count=3&flag=true&amount=12345678901234567.89"
        );
    }

    #[test]
    fn a_form_cannot_hold_nested_values() {
        #[derive(Serialize)]
        struct Nested {
            list: Vec<u8>,
        }
        assert!(form(&Nested { list: vec![1] }).is_err());
        assert!(form(&[1, 2]).is_err());
        assert!(form(&"text").is_err());
    }
}
