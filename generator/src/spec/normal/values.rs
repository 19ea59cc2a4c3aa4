//! Plain values: examples, defaults, limits, texts.

use serde_json::{Map, Number, Value};

/// Integers up to here are exact as floating-point numbers.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// The value with whole numbers written as such.
pub fn plain(value: &Value) -> Value {
    match value {
        Value::Number(number) => Value::Number(whole(number)),
        Value::Array(items) => items.iter().map(plain).collect(),
        Value::Object(members) => {
            let members = members.iter();
            Value::Object(
                members
                    .map(|(key, value)| (key.clone(), plain(value)))
                    .collect(),
            )
        }
        _ => value.clone(),
    }
}

fn whole(number: &Number) -> Number {
    match number.as_f64() {
        Some(float) if number.is_f64() && float.fract() == 0.0 && float.abs() < EXACT => {
            Number::from(float as i64)
        }
        _ => number.clone(),
    }
}

/// A text without spaces and line breaks at the end; `None` if nothing is left.
pub fn text(value: &Value) -> Option<Value> {
    match value {
        Value::String(text) if text.trim_end().is_empty() => None,
        Value::String(text) => {
            let lines = text.trim_end().lines().map(str::trim_end);
            Some(lines.collect::<Vec<_>>().join("\n").into())
        }
        other => Some(other.clone()),
    }
}

/// Removes the member `key` if it has this value.
pub fn remove_default(members: &mut Map<String, Value>, key: &str, default: &Value) {
    if members.get(key) == Some(default) {
        members.shift_remove(key);
    }
}
