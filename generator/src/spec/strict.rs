//! Reads YAML or JSON text into one ordered tree and rejects duplicate keys, which both parsers
//! accept otherwise.

use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};
use std::fmt;

/// What is wrong with a text, and where parsing stopped.
pub struct SyntaxError {
    pub message: String,
    pub kind: Kind,
    pub line: usize,
    pub column: usize,
}

/// What kind of mistake it is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Neither YAML nor JSON.
    Syntax,
    /// A duplicate key; the positions of a source contain the pointer.
    Duplicate,
    /// A value that JSON cannot represent.
    Value,
}

/// Reads `text` as JSON if it starts like an object, else as YAML.
pub fn parse(text: &str) -> Result<Value, SyntaxError> {
    if text.trim().is_empty() {
        return Ok(Value::Null);
    }
    let error = |message: String, line, column| {
        // Both readers append " at line … column …", which the diagnostic shows separately, and
        // prepend a path.
        let message = message.split(" at line ").next().unwrap_or_default();
        let (kind, message) = match message.split_once(OURS) {
            Some((_, message)) if message.starts_with(DUPLICATE) => (Kind::Duplicate, message),
            Some((_, message)) => (Kind::Value, message),
            None => (Kind::Syntax, message),
        };
        SyntaxError {
            message: message.to_owned(),
            kind,
            line,
            column,
        }
    };
    if is_json(text) {
        serde_json::from_str(text)
            .map(|Strict(value)| value)
            .map_err(|found| error(found.to_string(), found.line(), found.column()))
    } else {
        serde_yaml::from_str(text)
            .map(|Strict(value)| value)
            .map_err(|found| {
                let (line, column) = found
                    .location()
                    .map_or((1, 1), |place| (place.line(), place.column()));
                error(found.to_string(), line, column)
            })
    }
}

/// Whether `text` is to be read as JSON.
pub fn is_json(text: &str) -> bool {
    // Any other Unicode space starts a plain scalar in YAML.
    text.trim_start_matches([' ', '\t', '\r', '\n'])
        .starts_with('{')
}

/// Marks errors created here, to distinguish them from parser errors.
const OURS: char = '\u{1}';

/// What the error of a duplicate key begins with.
const DUPLICATE: &str = "duplicate key";

struct Strict(Value);

impl<'de> Deserialize<'de> for Strict {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(StrictVisitor).map(Self)
    }
}

/// A mapping key; YAML allows `200:` for `"200":`.
struct Key(String);

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Strict::deserialize(deserializer)?.0 {
            Value::String(key) => Ok(Self(key)),
            Value::Null => Ok(Self("null".into())),
            key @ (Value::Bool(_) | Value::Number(_)) => Ok(Self(key.to_string())),
            Value::Array(_) | Value::Object(_) => Err(de::Error::custom(format!(
                "{OURS}a mapping key must be a scalar"
            ))),
        }
    }
}

struct StrictVisitor;

impl<'de> Visitor<'de> for StrictVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E: de::Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    // Integers beyond 64 bits become what JSON makes of them.
    fn visit_i128<E: de::Error>(self, value: i128) -> Result<Value, E> {
        self.visit_f64(value as f64)
    }

    fn visit_u128<E: de::Error>(self, value: u128) -> Result<Value, E> {
        self.visit_f64(value as f64)
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Value, E> {
        Number::from_f64(value)
            .map(Value::Number)
            .ok_or_else(|| E::custom(format!("{OURS}a number must be finite")))
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(Strict(item)) = seq.next_element()? {
            items.push(item);
        }
        Ok(Value::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut members = Map::new();
        let mut merged = Vec::new();
        while let Some(Key(key)) = map.next_key()? {
            if members.contains_key(&key) {
                return Err(de::Error::custom(format!("{OURS}{DUPLICATE} `{key}`")));
            }
            let Strict(value) = map.next_value()?;
            match value {
                Value::Object(_) | Value::Array(_) if key == MERGE => merged.push(value),
                value => {
                    members.insert(key, value);
                }
            }
        }
        for value in merged {
            merge(&mut members, value);
        }
        Ok(Value::Object(members))
    }
}

/// The key under which YAML puts the members of other mappings into one.
const MERGE: &str = "<<";

/// Adds the members of a mapping, or of several, that are not there yet.
fn merge(members: &mut Map<String, Value>, value: Value) {
    match value {
        Value::Object(more) => {
            for (key, value) in more {
                members.entry(key).or_insert(value);
            }
        }
        Value::Array(items) => items.into_iter().for_each(|item| merge(members, item)),
        _ => {}
    }
}
