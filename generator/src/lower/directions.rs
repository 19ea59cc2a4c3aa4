//! Properties that travel in one direction only: `readOnly` ones are not sent, `writeOnly` ones are
//! not read.
//!
//! A component that has such properties, or refers to one that has, is one type in requests and
//! another one in responses. All others are one type.

use serde_json::Value;
use std::collections::{HashMap, HashSet};

/// In which direction a schema travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// To the server.
    Request,
    /// From the server.
    Response,
}

/// The components that are different in each direction.
pub fn two_faced(document: &Value) -> HashSet<String> {
    let schemas = document.pointer("/components/schemas");
    let schemas = schemas.and_then(Value::as_object).into_iter().flatten();
    let mut used_by: HashMap<&str, Vec<&str>> = HashMap::new();
    let mut open = Vec::new();
    for (name, schema) in schemas {
        if is_two_faced(schema, |target| {
            used_by.entry(target).or_default().push(name)
        }) {
            open.push(name.as_str());
        }
    }
    let mut found = HashSet::new();
    while let Some(name) = open.pop() {
        if found.insert(name.to_owned()) {
            open.extend(used_by.get(name).into_iter().flatten());
        }
    }
    found
}

/// Whether a schema itself has properties of one direction; `refer` gets the components that it
/// refers to.
fn is_two_faced<'d>(schema: &'d Value, mut refer: impl FnMut(&'d str)) -> bool {
    let (mut found, mut open) = (false, vec![schema]);
    while let Some(node) = open.pop() {
        match node {
            Value::Array(items) => open.extend(items),
            Value::Object(members) => {
                for (key, value) in members {
                    match key.as_str() {
                        "readOnly" | "writeOnly" => found |= *value == Value::Bool(true),
                        "$ref" => {
                            let name = value.as_str();
                            let name =
                                name.and_then(|name| name.strip_prefix("#/components/schemas/"));
                            name.into_iter().for_each(&mut refer);
                        }
                        // Values are no schemas.
                        "example" | "default" | "enum" => continue,
                        key if key.starts_with("x-") => continue,
                        _ => {}
                    }
                    open.push(value);
                }
            }
            _ => {}
        }
    }
    found
}
