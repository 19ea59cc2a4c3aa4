//! Extensions, which have no meaning, are those of the newer document.

use serde_json::{Map, Value, json};

/// The schema `old` with the extensions that `new`, a schema of equal meaning, has in the same
/// places.
pub fn with_extensions(old: &Value, new: &Value) -> Value {
    schema(old, new)
}

fn schema(old: &Value, new: &Value) -> Value {
    let (Value::Object(old), Value::Object(new)) = (old, new) else {
        return old.clone();
    };
    let is_extension = |key: &str| key.starts_with("x-");
    let mut merged = Map::new();
    for (key, value) in old.iter().filter(|(key, _)| !is_extension(key)) {
        let value = match (key.as_str(), new.get(key)) {
            ("properties", Some(new)) => properties(value, new),
            ("items" | "not" | "additionalProperties", Some(new)) => schema(value, new),
            _ => value.clone(),
        };
        merged.insert(key.clone(), value);
    }
    let mut extensions = new.iter().filter(|(key, _)| is_extension(key)).peekable();
    // Beside a reference they would be ignored, where the newer document has them around it.
    if merged.contains_key("$ref") && !new.contains_key("$ref") && extensions.peek().is_some() {
        merged = Map::from_iter([("allOf".to_owned(), json!([merged]))]);
    }
    merged.extend(extensions.map(|(key, value)| (key.clone(), value.clone())));
    Value::Object(merged)
}

fn properties(old: &Value, new: &Value) -> Value {
    let (Value::Object(members), Value::Object(new)) = (old, new) else {
        return old.clone();
    };
    let merged = members.iter().map(|(name, old)| {
        let merged = new
            .get(name)
            .map_or_else(|| old.clone(), |new| schema(old, new));
        (name.clone(), merged)
    });
    Value::Object(merged.collect())
}
