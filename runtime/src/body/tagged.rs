//! Unions with a discriminator.

use std::{borrow::Cow, fmt};

use serde::{
    Deserializer, Serialize, Serializer,
    de::{DeserializeOwned, DeserializeSeed, Error as _, IgnoredAny, MapAccess, Visitor},
};
use serde_json::{Value, value::RawValue};

use super::{decode::decode, reading};
use crate::DecodeError;

/// An object whose tag has been read but which has not been decoded yet.
///
/// The `Deserialize` of a generated union reads the tag, picks a variant and decodes the object
/// exactly once. (serde's `untagged` would try the variants in turn, and take a wrong one that
/// happens to fit.) Works with JSON only.
pub struct Tagged<'de> {
    tag: String,
    raw: Cow<'de, RawValue>,
}

impl<'de> Tagged<'de> {
    /// Reads an object and its field `field`; `default` is used if that is absent.
    ///
    /// # Errors
    ///
    /// Fails if the value is not an object, the field is not a string, or it is absent and has no
    /// default.
    pub fn read<D: Deserializer<'de>>(
        deserializer: D,
        field: &'static str,
        default: Option<&str>,
    ) -> Result<Self, D::Error> {
        let raw = reading::raw(deserializer)?;
        let tag = find(&raw, field).map_err(DecodeError::into_serde)?;
        let tag = match tag.as_deref().or(default) {
            Some(tag) => tag.to_owned(),
            None => return Err(D::Error::missing_field(field)),
        };
        Ok(Self { tag, raw })
    }

    /// The tag, or the default if it is absent.
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// Decodes the whole object, including the tag.
    ///
    /// # Errors
    ///
    /// Fails if the object does not match `T`. [`decode`] reports the full path.
    pub fn decode<T: DeserializeOwned, E: serde::de::Error>(self) -> Result<T, E> {
        decode(self.raw.get().as_bytes()).map_err(DecodeError::into_serde)
    }

    /// Keeps the object without decoding it.
    pub fn into_unknown(self) -> UnknownVariant {
        let raw = self.raw.get();
        // The text is JSON; only a number that no f64 holds is beyond `Value`.
        let value = serde_json::from_str(raw).unwrap_or_else(|_| Value::String(raw.to_owned()));
        UnknownVariant {
            tag: self.tag,
            value,
        }
    }
}

impl fmt::Debug for Tagged<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tagged")
            .field("tag", &self.tag)
            .finish_non_exhaustive()
    }
}

fn find(raw: &RawValue, field: &'static str) -> Result<Option<String>, DecodeError> {
    let tag = serde_json::Deserializer::from_str(raw.get())
        .deserialize_map(Find(field))
        .map_err(|error| DecodeError::from_json(&error))?;
    tag.map(|tag| decode(tag.get().as_bytes()).map_err(|error| error.under(field)))
        .transpose()
}

/// Finds one field of an object.
struct Find(&'static str);

impl<'de> Visitor<'de> for Find {
    type Value = Option<&'de RawValue>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut found = None;
        while let Some(is_wanted) = map.next_key_seed(Is(self.0))? {
            if !is_wanted {
                map.next_value::<IgnoredAny>()?;
            } else if found.replace(map.next_value()?).is_some() {
                return Err(A::Error::duplicate_field(self.0));
            }
        }
        Ok(found)
    }
}

/// Whether a text is this one; without a copy, because most are not.
struct Is(&'static str);

impl<'de> DeserializeSeed<'de> for Is {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Is {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E>(self, text: &str) -> Result<bool, E> {
        Ok(text == self.0)
    }
}

/// A variant of a union that this version of the crate does not know.
///
/// Keeps the JSON, so that it can be inspected and sent back. `Debug` shows only the tag, because
/// the rest may be personal data.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct UnknownVariant {
    tag: String,
    value: Value,
}

impl UnknownVariant {
    /// The tag, such as `person`.
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// The whole object, including the tag.
    pub fn value(&self) -> &Value {
        &self.value
    }
}

impl fmt::Debug for UnknownVariant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UnknownVariant")
            .field("tag", &self.tag)
            .finish_non_exhaustive()
    }
}

impl Serialize for UnknownVariant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;
    use serde::Deserialize;

    use super::*;

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
    struct Person {
        name: String,
        address: Option<Address>,
    }

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
    struct Address {
        zip: u32,
        #[serde(with = "crate::exact")]
        share: Decimal,
    }

    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[serde(tag = "type")]
    enum Customer {
        #[serde(rename = "person")]
        Person(Person),
        #[serde(rename = "group")]
        Group(Group),
        #[serde(untagged)]
        Unknown(UnknownVariant),
    }

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
    struct Group {
        members: Vec<Customer>,
    }

    impl<'de> Deserialize<'de> for Customer {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            let tagged = Tagged::read(deserializer, "type", Some("person"))?;
            match tagged.tag() {
                "person" => tagged.decode().map(Self::Person),
                "group" => tagged.decode().map(Self::Group),
                _ => Ok(Self::Unknown(tagged.into_unknown())),
            }
        }
    }

    #[derive(Debug)]
    struct Strict;

    impl<'de> Deserialize<'de> for Strict {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            Tagged::read(deserializer, "type", None).map(|_| Self)
        }
    }

    fn customer(json: &str) -> Result<Customer, DecodeError> {
        decode(json.as_bytes())
    }

    fn john() -> Customer {
        Customer::Person(Person {
            name: "John".into(),
            address: None,
        })
    }

    #[test]
    fn the_tag_may_come_last() {
        assert_eq!(
            customer(r#"{"name":"John","type":"person"}"#).unwrap(),
            john()
        );
    }

    #[test]
    fn an_absent_tag_takes_the_default() {
        assert_eq!(customer(r#"{"name":"John"}"#).unwrap(), john());
    }

    #[test]
    fn an_absent_tag_without_default_is_a_missing_field() {
        let error = decode::<Vec<Strict>>(b"[{}]").unwrap_err();
        assert_eq!(error.to_string(), "[0]: missing field `type`");
    }

    #[test]
    fn an_unknown_tag_keeps_the_json() {
        let json = r#"{"name":"John","type":"robot","size":1.5}"#;
        let Customer::Unknown(unknown) = customer(json).unwrap() else {
            panic!("known")
        };
        assert_eq!(unknown.tag(), "robot");
        assert_eq!(unknown.value()["size"], 1.5);
        assert_eq!(
            serde_json::to_string(&Customer::Unknown(unknown)).unwrap(),
            json
        );
    }

    #[test]
    fn a_tag_that_is_no_string_is_an_error_at_its_place() {
        for (tag, found) in [("4711", "integer"), ("null", "null"), ("[]", "sequence")] {
            let error = customer(&format!(r#"{{"type":{tag}}}"#)).unwrap_err();
            assert_eq!(
                error.to_string(),
                format!("type: invalid type: {found}, expected a string")
            );
        }
    }

    #[test]
    fn a_tag_may_hold_escapes_but_not_stand_twice() {
        assert!(matches!(
            customer(r#"{"type":"p\u0065rson","name":""}"#),
            Ok(Customer::Person(_))
        ));
        let error = customer(r#"{"type":"person","type":"robot"}"#).unwrap_err();
        assert_eq!(error.to_string(), "duplicate field `type`");
    }

    #[test]
    fn null_and_other_non_objects_are_errors() {
        let error = customer("null").unwrap_err();
        assert_eq!(error.to_string(), "invalid type: null, expected an object");
        assert!(customer("[1]").is_err());
        assert_eq!(decode::<Option<Customer>>(b"null").unwrap(), None);
    }

    #[test]
    fn errors_carry_the_full_path_through_nested_unions() {
        let json =
            r#"[{"type":"group","members":[{"name":"a"},{"name":"b","address":{"zip":"x"}}]}]"#;
        let error = decode::<Vec<Customer>>(json.as_bytes()).unwrap_err();
        assert_eq!(error.path(), "[0].members[1].address.zip");
        assert_eq!(error.message(), "invalid type: string, expected u32");
    }

    #[test]
    fn exact_numbers_stay_exact_in_a_union() {
        let json =
            r#"{"type":"person","name":"J","address":{"zip":1,"share":12345678901234567.89}}"#;
        assert_eq!(
            serde_json::to_string(&customer(json).unwrap()).unwrap(),
            json
        );
    }

    #[test]
    fn debug_shows_the_tag_alone() {
        let unknown = customer(r#"{"type":"robot","name":"John"}"#).unwrap();
        assert_eq!(
            format!("{unknown:?}"),
            r#"Unknown(UnknownVariant { tag: "robot", .. })"#
        );
    }

    #[test]
    fn numbers_beyond_f64_are_kept_as_text() {
        let unknown = customer(r#"{"type":"robot","size":1e999}"#).unwrap();
        let Customer::Unknown(unknown) = unknown else {
            panic!("known")
        };
        assert!(unknown.value().as_str().unwrap().contains("1e999"));
    }
}
