//! The only value that a property can have.

use super::references::{pointer, reference};
use serde_json::Value;

/// The only value of `property` in an object, wherever that is declared.
pub fn of<'d>(document: &'d Value, object: &'d Value, property: &str) -> Option<&'d str> {
    let declared = parts(document, object);
    let mut declared = declared
        .iter()
        .filter_map(|part| part.get("properties")?.get(property));
    let parts = parts(document, declared.next()?);
    let mut values = parts.iter().filter_map(|part| part.get("enum")?.as_array());
    match values.next()?.as_slice() {
        [only] => only.as_str(),
        _ => None,
    }
}

/// The schema itself and everything in its `allOf`, each once, with references followed.
fn parts<'d>(document: &'d Value, schema: &'d Value) -> Vec<&'d Value> {
    let mut found: Vec<&Value> = Vec::new();
    let mut open = vec![schema];
    while let Some(part) = open.pop() {
        if found.iter().any(|known| std::ptr::eq(*known, part)) {
            continue;
        }
        found.push(part);
        open.extend(follow(document, part));
        let inner = part.get("allOf").and_then(Value::as_array);
        open.extend(inner.into_iter().flatten().rev());
    }
    found
}

fn follow<'d>(document: &'d Value, schema: &Value) -> Option<&'d Value> {
    let at = pointer(reference(schema)?)?;
    document.pointer(at.as_str())
}
