//! The properties of an object that have no field of their own.
//!
//! `#[serde(flatten)]` passes them on in a form that has lost the text of numbers, so here they are
//! passed on as the JSON text of each value.

use std::{collections::BTreeMap, fmt};

use serde::{
    Deserialize, Deserializer,
    de::{DeserializeOwned, DeserializeSeed, IgnoredAny, IntoDeserializer, MapAccess, Visitor},
    forward_to_deserialize_any,
};
use serde_json::value::RawValue;

use super::{
    decode::decode,
    exact::{Exact, Own},
};
use crate::DecodeError;

/// Reads an object whose field with `#[serde(flatten)]` is read with [`rest`].
pub struct WithRest<D> {
    inner: D,
    known: &'static [&'static str],
    ignored: &'static [&'static str],
}

impl<D> WithRest<D> {
    /// Wraps a deserializer. The properties `known` have a field, and `ignored` are no part of the
    /// object: a tag is a part of its union.
    pub fn new(inner: D, known: &'static [&'static str], ignored: &'static [&'static str]) -> Self {
        Self {
            inner,
            known,
            ignored,
        }
    }
}

/// Reads the values of a field with `#[serde(flatten)]` below [`WithRest`].
///
/// # Errors
///
/// Fails if a value does not match `T`.
pub fn rest<'de, T, D>(deserializer: D) -> Result<BTreeMap<String, T>, D::Error>
where
    T: DeserializeOwned,
    D: Deserializer<'de>,
{
    let texts = BTreeMap::<String, String>::deserialize(deserializer)?;
    let values = texts.into_iter().map(|(name, text)| {
        let value =
            decode(text.as_bytes()).map_err(|error: DecodeError| error.under(&name).into_serde());
        value.map(|value| (name, value))
    });
    values.collect()
}

/// The same for exact numbers, for `#[serde(flatten, with = "nomos_client_runtime::exact_rest")]`.
pub mod exact_rest {
    use super::{BTreeMap, Deserializer, Exact, Own, rest};
    pub use crate::exact::serialize;

    /// Reads the values of a field with `#[serde(flatten)]`.
    ///
    /// # Errors
    ///
    /// Fails if a value is not an exact number.
    pub fn deserialize<'de, T, D>(deserializer: D) -> Result<BTreeMap<String, T>, D::Error>
    where
        T: Exact,
        D: Deserializer<'de>,
    {
        let numbers: BTreeMap<String, Own<T>> = rest(deserializer)?;
        Ok(numbers
            .into_iter()
            .map(|(name, own)| (name, own.0))
            .collect())
    }
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for WithRest<D> {
    type Error = D::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.inner.deserialize_map(Sorting {
            visitor,
            known: self.known,
            ignored: self.ignored,
        })
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option
        unit unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier
        ignored_any
    }
}

struct Sorting<V> {
    visitor: V,
    known: &'static [&'static str],
    ignored: &'static [&'static str],
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Sorting<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.visitor.expecting(f)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<V::Value, A::Error> {
        self.visitor.visit_map(SortedMap {
            map,
            known: self.known,
            ignored: self.ignored,
            is_known: false,
        })
    }
}

struct SortedMap<A> {
    map: A,
    known: &'static [&'static str],
    ignored: &'static [&'static str],
    /// Whether the current property has a field.
    is_known: bool,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for SortedMap<A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, A::Error> {
        while let Some(key) = self.map.next_key::<String>()? {
            if self.ignored.contains(&key.as_str()) {
                self.map.next_value::<IgnoredAny>()?;
                continue;
            }
            self.is_known = self.known.contains(&key.as_str());
            return seed.deserialize(key.into_deserializer()).map(Some);
        }
        Ok(None)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, A::Error> {
        if self.is_known {
            return self.map.next_value_seed(seed);
        }
        let text: Box<RawValue> = self.map.next_value()?;
        seed.deserialize(text.get().to_owned().into_deserializer())
    }
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;
    use serde::Serialize;
    use serde_json::Value;

    use super::*;

    #[derive(Debug, Serialize, Deserialize)]
    #[serde(remote = "Self")]
    struct Prices {
        #[serde(with = "crate::exact")]
        least: Decimal,
        #[serde(flatten, with = "crate::exact_rest")]
        rest: BTreeMap<String, Decimal>,
    }

    impl<'de> Deserialize<'de> for Prices {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            Self::deserialize(WithRest::new(deserializer, &["least"], &["kind"]))
        }
    }

    #[derive(Debug, Deserialize)]
    #[serde(remote = "Self")]
    struct Lists {
        #[serde(flatten, deserialize_with = "crate::rest")]
        rest: BTreeMap<String, Vec<Value>>,
    }

    impl<'de> Deserialize<'de> for Lists {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            Self::deserialize(WithRest::new(deserializer, &[], &[]))
        }
    }

    #[test]
    fn numbers_are_exact() {
        let json = br#"{"a":0.10,"kind":"x","least":0.1,"b":12345678901234567.89}"#;
        let prices: Prices = decode(json).unwrap();
        assert_eq!(prices.least.to_string(), "0.1");
        assert_eq!(prices.rest["a"].to_string(), "0.10");
        let mut written = Vec::new();
        Prices::serialize(&prices, &mut serde_json::Serializer::new(&mut written)).unwrap();
        let written = String::from_utf8(written).unwrap();
        assert_eq!(
            written,
            r#"{"least":0.1,"a":0.10,"b":12345678901234567.89}"#
        );
    }

    #[test]
    fn any_value_can_follow() {
        let lists: Lists = decode(br#"{"a":[1,{"b":null}],"c":[]}"#).unwrap();
        assert_eq!(
            lists.rest["a"],
            [Value::from(1), serde_json::json!({"b": null})]
        );
        let error = decode::<Lists>(br#"{"a":[],"b":[[],1],"c":2}"#).unwrap_err();
        assert_eq!(
            error.to_string(),
            "c: invalid type: integer, expected a sequence"
        );
    }
}
