//! The nodes of a document that describe the same thing.

use crate::source::Pointer;
use serde_json::Value;

/// The node, what it refers to, the schema of a parameter, and the schemas that it is composed of.
pub fn closure(document: &Value, at: &Pointer) -> Vec<Pointer> {
    let mut found = vec![at.clone()];
    let mut next = 0;
    while let Some(at) = found.get(next).cloned() {
        next += 1;
        for at in described_by(document, &at) {
            if !found.contains(&at) {
                found.push(at);
            }
        }
    }
    found
}

fn described_by(document: &Value, at: &Pointer) -> Vec<Pointer> {
    let node = document.pointer(at.as_str());
    let Some(members) = node.and_then(Value::as_object) else {
        return Vec::new();
    };
    let target = members.get("$ref").and_then(Value::as_str);
    let target = target.and_then(|target| target.strip_prefix('#'));
    let mut found: Vec<_> = target
        .map(|target| Pointer::from(target.to_owned()))
        .into_iter()
        .collect();
    if members.contains_key("in") {
        found.push(at.child("schema"));
    }
    for composition in ["allOf", "anyOf", "oneOf"] {
        let parts = members.get(composition).and_then(Value::as_array);
        let indices = 0..parts.map_or(0, Vec::len);
        found.extend(indices.map(|index| at.child(composition).index(index)));
    }
    found
}

/// The nodes at `place` below `at`, where `*` is any member and `2xx` any status of success; a node
/// that does not exist if the last step is an unresolved reference.
pub fn resolve(document: &Value, at: &Pointer, place: &str) -> Vec<Pointer> {
    let mut nodes = closure(document, at);
    for step in place.split('/').filter(|step| !step.is_empty()) {
        let below = nodes.iter().flat_map(|node| members(document, node, step));
        nodes = below.flat_map(|at| closure(document, &at)).collect();
    }
    nodes
}

fn members(document: &Value, at: &Pointer, step: &str) -> Vec<Pointer> {
    let keys = match document.pointer(at.as_str()) {
        Some(Value::Object(members)) => members.keys().cloned().collect(),
        Some(Value::Array(items)) => (0..items.len()).map(|index| index.to_string()).collect(),
        _ => Vec::new(),
    };
    let is_wanted = |key: &&String| match step {
        "*" => true,
        "2xx" => key.starts_with(['2', '3']),
        step => *key == step,
    };
    keys.iter()
        .filter(is_wanted)
        .map(|key| at.child(key))
        .collect()
}
