//! The properties of an object, wherever it declares them.

use super::pairs::list;
use crate::{
    source::Pointer,
    spec::{meaning::Meanings, node::Node},
};
use serde_json::Value;

/// Objects inside of each other deeper than this are recursive.
const MAX_DEPTH: usize = 32;

/// The content of the component that a schema refers to, else the schema itself.
pub fn resolved<'d>(node: &Node<'d>, of: &Meanings<'d>) -> Node<'d> {
    match of.referenced(node.value) {
        Some((name, value)) => Node {
            value,
            at: Pointer::root().join(["components", "schemas", name]),
        },
        None => node.clone(),
    }
}

/// The only schema that an `allOf` refers to.
pub fn wrapped<'d>(node: &Node<'d>) -> Option<Node<'d>> {
    let all_of = node.child("allOf")?;
    let mut parts = all_of.items();
    let only = parts.next()?;
    (parts.next().is_none() && only.value.get("$ref").is_some()).then_some(only)
}

/// The property of this name.
pub fn property<'d>(object: &Node<'d>, name: &str, of: &Meanings<'d>) -> Option<Node<'d>> {
    find(object, name, of, MAX_DEPTH)
}

fn find<'d>(
    object: &Node<'d>,
    name: &str,
    of: &Meanings<'d>,
    depth: usize,
) -> Option<Node<'d>> {
    let depth = depth.checked_sub(1)?;
    let object = resolved(object, of);
    if let Some(property) = object.child("properties").and_then(|of| of.child(name)) {
        return Some(property);
    }
    let parts = object.child("allOf")?;
    parts.items().find_map(|part| find(&part, name, of, depth))
}

/// The names of all properties.
pub fn names<'d>(object: &'d Value, of: &Meanings<'d>) -> Vec<&'d str> {
    let mut names = Vec::new();
    collect(object, of, MAX_DEPTH, &mut names);
    names
}

fn collect<'d>(object: &'d Value, of: &Meanings<'d>, depth: usize, names: &mut Vec<&'d str>) {
    let Some(depth) = depth.checked_sub(1) else {
        return;
    };
    let object = of.referenced(object).map_or(object, |(_, content)| content);
    let properties = object.get("properties").and_then(Value::as_object);
    names.extend(properties.into_iter().flatten().map(|(name, _)| name.as_str()));
    for part in list(object.get("allOf")) {
        collect(part, of, depth, names);
    }
}
