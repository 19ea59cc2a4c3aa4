//! `allOf`: parts that only describe belong to the schema around them, and objects that share
//! nothing are one object.

use super::choices::{is_descriptive, is_null};
use serde_json::{Map, Value, json};

/// Moves parts that only describe into the schema; the indices of those that are left, if any went.
pub fn simplify(schema: &mut Map<String, Value>) -> Option<Vec<usize>> {
    let Some(Value::Array(parts)) = schema.get_mut("allOf") else {
        return None;
    };
    let all = std::mem::take(parts);
    let count = all.len();
    let (mut kept, mut described, mut nullable) = (Vec::new(), Map::new(), false);
    for (index, part) in all.into_iter().enumerate() {
        match part {
            part if is_null(&part) => nullable = true,
            Value::Object(members)
                if members
                    .keys()
                    .all(|key| is_descriptive(key) || key == "nullable") =>
            {
                nullable |= members.get("nullable") == Some(&json!(true));
                described.extend(members);
            }
            part => {
                kept.push(index);
                parts.push(part);
            }
        }
    }
    if kept.is_empty() {
        schema.shift_remove("allOf");
    }
    described.shift_remove("nullable");
    for (key, value) in described {
        schema.entry(key).or_insert(value);
    }
    if nullable {
        schema.insert("nullable".to_owned(), true.into());
    }
    (kept.len() < count).then_some(kept)
}

/// Whether a schema restricts the text or number that its `allOf` refers to.
pub fn limits_a_scalar(schema: &Map<String, Value>) -> bool {
    const LIMITS: [&str; 10] = [
        "minimum",
        "maximum",
        "exclusiveMinimum",
        "exclusiveMaximum",
        "multipleOf",
        "minLength",
        "maxLength",
        "pattern",
        "format",
        "enum",
    ];
    LIMITS.iter().any(|limit| schema.contains_key(*limit))
}

/// Whether a schema is a text, a number or a boolean.
pub fn is_scalar(schema: &Map<String, Value>) -> bool {
    let ty = schema.get("type").and_then(Value::as_str);
    matches!(ty, Some("string" | "number" | "integer" | "boolean"))
}

/// Merges inline parts into the schema around them: a single one of any kind, or objects. The
/// properties that moved are returned, each with the index of its part; `None` if the parts have
/// to stay.
pub fn merge(schema: &mut Map<String, Value>) -> Option<Vec<(usize, String)>> {
    let parts = schema.get("allOf")?.as_array()?;
    let parts: Vec<&Map<String, Value>> =
        parts.iter().map(Value::as_object).collect::<Option<_>>()?;
    let is_single = parts.len() == 1 && !parts[0].contains_key("$ref");
    if !is_single && !parts.iter().all(|part| is_plain_object(part)) {
        return None;
    }
    let mut merged = schema.clone();
    merged.shift_remove("allOf");
    let mut moved = Vec::new();
    for (index, part) in parts.into_iter().enumerate() {
        let names = part
            .get("properties")
            .and_then(Value::as_object)
            .into_iter()
            .flatten();
        moved.extend(names.map(|(name, _)| (index, name.clone())));
        for (key, value) in part {
            add(&mut merged, key, value)?;
        }
    }
    *schema = merged;
    Some(moved)
}

/// An object whose members can be merged with those of another.
fn is_plain_object(schema: &Map<String, Value>) -> bool {
    let is_known = |key: &str| {
        matches!(key, "type" | "properties" | "required" | "nullable") || is_descriptive(key)
    };
    schema.contains_key("properties") && schema.keys().all(|key| is_known(key))
}

/// Adds a member of a part; `None` if the schema says something else.
fn add(schema: &mut Map<String, Value>, key: &str, value: &Value) -> Option<()> {
    match (schema.get_mut(key), value) {
        (None, _) => {
            schema.insert(key.to_owned(), value.clone());
        }
        (Some(known), value) if known == value => {}
        (Some(Value::Object(known)), Value::Object(more)) if key == "properties" => {
            for (name, property) in more {
                match known.get(name) {
                    None => {
                        known.insert(name.clone(), property.clone());
                    }
                    Some(same) if same == property => {}
                    Some(_) => return None,
                }
            }
        }
        (Some(Value::Array(known)), Value::Array(more)) if key == "required" => {
            for name in more {
                if !known.contains(name) {
                    known.push(name.clone());
                }
            }
        }
        // The schema describes itself better than its parts do.
        (Some(_), _) if is_descriptive(key) => {}
        _ => return None,
    }
    Some(())
}
