//! What a document has before the overlay is applied.

use super::finding::{Concern, Finding, Reviewed};
use crate::{compare::Subject, source::Pointer};
use serde_json::Value;
use std::collections::HashSet;

/// The operations, parameters, responses and properties that the overlay removes from `new`, but
/// not from `old`.
pub fn left_out(old: Reviewed<'_>, new: Reviewed<'_>) -> Vec<Finding> {
    let known = removed_names(old);
    let known: HashSet<&str> = known.iter().map(|(name, _)| name.as_str()).collect();
    let mut left_out = removed_names(new);
    left_out.retain(|(name, _)| !known.contains(name.as_str()));
    let left_out = left_out.into_iter();
    left_out
        .map(|(name, at)| Finding::new(Concern::LeftOut, Subject::Member(name), &at))
        .collect()
}

fn removed_names(version: Reviewed<'_>) -> Vec<(String, Pointer)> {
    let mut found = Vec::new();
    let root = Pointer::root();
    removed(version.base, version.document, &root, &mut found);
    let named = found.into_iter();
    named
        .filter_map(|at| Some((name(version.base, &at)?, at)))
        .collect()
}

/// The outermost nodes that the overlay has removed.
fn removed(base: &Value, overlaid: &Value, at: &Pointer, found: &mut Vec<Pointer>) {
    match (base, overlaid) {
        (Value::Object(base), Value::Object(overlaid)) => {
            for (key, base) in base {
                match overlaid.get(key) {
                    Some(overlaid) => removed(base, overlaid, &at.child(key), found),
                    None => found.push(at.child(key)),
                }
            }
        }
        (Value::Array(base), Value::Array(overlaid)) if at.last() == "parameters" => {
            for (index, item) in base.iter().enumerate() {
                let is_same = |other: &&Value| {
                    other.get("name") == item.get("name") && other.get("in") == item.get("in")
                };
                if !overlaid.iter().any(|other| is_same(&other)) {
                    found.push(at.index(index));
                }
            }
        }
        _ => {}
    }
}

/// The name of a node that users of the API know: `GET /books`, `limit of GET /books`, `Book.title`.
fn name(document: &Value, at: &Pointer) -> Option<String> {
    let keys: Vec<String> = at.keys().collect();
    let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    let route = |path: &str, method: &str| format!("{} {path}", method.to_uppercase());
    match keys.as_slice() {
        ["paths", path] => Some((*path).to_owned()),
        ["paths", path, method] => Some(route(path, method)),
        ["paths", path, method, "parameters", _] => {
            let name = document.pointer(at.child("name").as_str())?.as_str()?;
            Some(format!("{name} of {}", route(path, method)))
        }
        ["paths", path, method, "responses", status] => {
            Some(format!("{status} of {}", route(path, method)))
        }
        ["components", "schemas", schema, .., "properties", property] => {
            Some(format!("{schema}.{property}"))
        }
        ["paths", path, method, .., "properties", property] => {
            Some(format!("{property} of {}", route(path, method)))
        }
        _ => None,
    }
}

/// The scopes that the `security` of an operation lists.
pub fn scopes<'v>(document: &'v Value, operation: &Pointer) -> Vec<&'v str> {
    let security = document.pointer(operation.child("security").as_str());
    let requirements = security.and_then(Value::as_array).into_iter().flatten();
    let schemes = requirements.filter_map(Value::as_object).flatten();
    let scopes = schemes.filter_map(|(_, scopes)| scopes.as_array());
    scopes.flatten().filter_map(Value::as_str).collect()
}
