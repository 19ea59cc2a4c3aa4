//! The only value that a property can have.

use super::references::{pointer, reference};
use serde_json::Value;

/// Schemas inside of each other deeper than this are recursive.
const MAX_DEPTH: usize = 32;

/// The only value of `property` in an object, wherever that is declared.
pub fn of<'d>(document: &'d Value, object: &'d Value, property: &str) -> Option<&'d str> {
    find(document, object, property, MAX_DEPTH)
}

fn find<'d>(
    document: &'d Value,
    object: &'d Value,
    property: &str,
    depth: usize,
) -> Option<&'d str> {
    let depth = depth.checked_sub(1)?;
    if let Some(target) = follow(document, object) {
        return find(document, target, property, depth);
    }
    if let Some(schema) = object.get("properties").and_then(|of| of.get(property)) {
        return value(document, schema, depth);
    }
    let mut parts = object.get("allOf")?.as_array()?.iter();
    parts.find_map(|part| find(document, part, property, depth))
}

fn value<'d>(document: &'d Value, schema: &'d Value, depth: usize) -> Option<&'d str> {
    let depth = depth.checked_sub(1)?;
    if let Some(target) = follow(document, schema) {
        return value(document, target, depth);
    }
    if let Some([only]) = schema.get("allOf").and_then(Value::as_array).map(Vec::as_slice) {
        return value(document, only, depth);
    }
    match schema.get("enum")?.as_array()?.as_slice() {
        [only] => only.as_str(),
        _ => None,
    }
}

fn follow<'d>(document: &'d Value, schema: &Value) -> Option<&'d Value> {
    let at = pointer(reference(schema)?)?;
    document.pointer(at.as_str())
}
