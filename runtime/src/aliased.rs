//! Fields with several names.

use std::fmt;

use serde::{
    Deserializer,
    de::{
        self, DeserializeSeed, IgnoredAny, IntoDeserializer, MapAccess, Visitor,
        value::StrDeserializer,
    },
    forward_to_deserialize_any,
};

/// Reads an object in which several names stand for one field: the first one counts.
///
/// Serde's `alias` alone refuses an object that has the field under two of its names, so that an
/// addition on the server would break reading it.
pub struct Aliased<D> {
    inner: D,
    fields: &'static [&'static [&'static str]],
}

impl<D> Aliased<D> {
    /// `fields` are the names of each such field.
    pub fn new(inner: D, fields: &'static [&'static [&'static str]]) -> Self {
        Self { inner, fields }
    }
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Aliased<D> {
    type Error = D::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        let fields = self.fields;
        self.inner.deserialize_map(Once { visitor, fields })
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option
        unit unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
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
            seen: 0,
        })
    }
}

struct OnceMap<A> {
    map: A,
    fields: &'static [&'static [&'static str]],
    /// A bit for each field that has been seen.
    seen: u64,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for OnceMap<A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        mut seed: K,
    ) -> Result<Option<K::Value>, A::Error> {
        let Self { map, fields, seen } = self;
        loop {
            let key = Key { seed, fields, seen };
            match map.next_key_seed(key)? {
                None => return Ok(None),
                Some(First::Value(value)) => return Ok(Some(value)),
                Some(First::Repeated(unused)) => seed = unused,
            }
            map.next_value::<IgnoredAny>()?;
        }
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, A::Error> {
        self.map.next_value_seed(seed)
    }
}

/// A key on its way to `seed`, unless its field has been seen under another name.
struct Key<'a, K> {
    seed: K,
    fields: &'static [&'static [&'static str]],
    seen: &'a mut u64,
}

/// Either the key, or the seed that was not used for it.
enum First<V, K> {
    Value(V),
    Repeated(K),
}

impl<'de, K: DeserializeSeed<'de>> DeserializeSeed<'de> for Key<'_, K> {
    type Value = First<K::Value, K>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de, K: DeserializeSeed<'de>> Visitor<'de> for Key<'_, K> {
    type Value = First<K::Value, K>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    // Borrowed as far as possible: this is called for every field of every item of a list.
    fn visit_str<E: de::Error>(self, key: &str) -> Result<Self::Value, E> {
        if let Some(field) = self.fields.iter().position(|names| names.contains(&key)) {
            // No object has more than 64 such fields; serde would refuse repetitions of the others.
            let bit = 1_u64.checked_shl(field as u32).unwrap_or(0);
            if *self.seen & bit != 0 {
                return Ok(First::Repeated(self.seed));
            }
            *self.seen |= bit;
        }
        let key: StrDeserializer<'_, E> = key.into_deserializer();
        self.seed.deserialize(key).map(First::Value)
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
