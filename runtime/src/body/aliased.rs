//! Fields that are read under several names.

use std::fmt;

use serde::{
    Deserializer,
    de::{DeserializeSeed, IgnoredAny, IntoDeserializer, MapAccess, Visitor},
    forward_to_deserialize_any,
};

use crate::body::reading::Reading;

/// Reads an object in which one field has several names: the first occurrence wins.
///
/// Serde's `alias` alone rejects an object that has the field under two of its names, so an
/// addition on the server would break decoding. Checking every name costs time, so
/// [`decode`](crate::decode()) does it only when decoding without it has failed.
pub struct Aliased<D> {
    inner: D,
    fields: &'static [&'static [&'static str]],
}

impl<D> Aliased<D> {
    /// Wraps a deserializer; `fields` lists the names of each such field.
    pub fn new(inner: D, fields: &'static [&'static [&'static str]]) -> Self {
        Self { inner, fields }
    }
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Aliased<D> {
    type Error = D::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        let fields = self.fields;
        if Reading::current() == Reading::Thorough {
            self.inner.deserialize_map(Once { visitor, fields })
        } else {
            self.inner.deserialize_map(visitor)
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        if Reading::current() == Reading::Thorough {
            self.deserialize_any(visitor)
        } else {
            self.inner.deserialize_struct(name, fields, visitor)
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option
        unit unit_struct newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

struct Once<V> {
    visitor: V,
    fields: &'static [&'static [&'static str]],
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Once<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.visitor.expecting(f)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<V::Value, A::Error> {
        self.visitor.visit_map(OnceMap {
            map,
            fields: self.fields,
            seen: vec![false; self.fields.len()],
        })
    }
}

struct OnceMap<A> {
    map: A,
    fields: &'static [&'static [&'static str]],
    seen: Vec<bool>,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for OnceMap<A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, A::Error> {
        while let Some(key) = self.map.next_key::<String>()? {
            let mut fields = self.fields.iter().zip(&mut self.seen);
            let again = fields
                .find(|(names, _)| names.contains(&key.as_str()))
                .is_some_and(|(_, seen)| std::mem::replace(seen, true));
            if !again {
                return seed.deserialize(key.into_deserializer()).map(Some);
            }
            self.map.next_value::<IgnoredAny>()?;
        }
        Ok(None)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, A::Error> {
        self.map.next_value_seed(seed)
    }
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;
    use serde::{Deserialize, Deserializer};

    use super::*;
    use crate::decode;

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(remote = "Self")]
    struct Plan {
        #[serde(rename = "type", alias = "direction")]
        kind: String,
        #[serde(with = "crate::exact")]
        price: Decimal,
    }

    impl<'de> Deserialize<'de> for Plan {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            Self::deserialize(Aliased::new(deserializer, &[&["type", "direction"]]))
        }
    }

    fn plan(json: &str) -> Plan {
        decode(json.as_bytes()).unwrap()
    }

    #[test]
    fn each_name_is_read_and_both_are_no_error() {
        let expected = Plan {
            kind: "a".into(),
            price: "0.1".parse().unwrap(),
        };
        assert_eq!(plan(r#"{"type":"a","price":0.1}"#), expected);
        assert_eq!(plan(r#"{"price":0.1,"direction":"a"}"#), expected);
        assert_eq!(
            plan(r#"{"type":"a","price":0.1,"direction":"b"}"#),
            expected
        );
    }

    #[test]
    fn another_field_twice_and_a_missing_one_are_errors() {
        let error = |json: &str| {
            decode::<Vec<Plan>>(json.as_bytes())
                .unwrap_err()
                .to_string()
        };
        assert_eq!(error(r#"[{"price":0.1}]"#), "[0]: missing field `type`");
        assert_eq!(
            error(r#"[{"type":1,"price":1}]"#),
            "[0].type: invalid type: integer, expected a string"
        );
        assert!(error(r#"[{"type":"a","price":1,"price":2}]"#).contains("duplicate field `price`"));
        assert!(error("[[]]").contains("invalid type: sequence"));
    }
}
