//! The properties of an object, wherever it declares them.

use crate::{
    source::Pointer,
    spec::{meaning::Meanings, node::Node},
};
use std::collections::BTreeSet;

/// The place of a component.
pub fn component_at(name: &str) -> Pointer {
    Pointer::root().join(["components", "schemas", name])
}

/// The content of the component that a schema refers to, else the schema itself.
pub fn resolved<'d>(node: &Node<'d>, of: &Meanings<'d>) -> Node<'d> {
    match of.referenced(node.value) {
        Some((name, value)) => Node {
            value,
            at: component_at(name),
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
    let find = |part: &Node<'d>| part.child("properties")?.child(name);
    parts(object, of).iter().find_map(find)
}

/// The names of all properties.
pub fn names<'d>(object: &Node<'d>, of: &Meanings<'d>) -> BTreeSet<&'d str> {
    let parts = parts(object, of);
    let properties = parts.iter().filter_map(|part| part.child("properties"));
    properties
        .flat_map(|properties| {
            properties
                .members()
                .map(|(name, _)| name)
                .collect::<Vec<_>>()
        })
        .collect()
}

/// The object itself and everything in its `allOf`, each once.
fn parts<'d>(object: &Node<'d>, of: &Meanings<'d>) -> Vec<Node<'d>> {
    let mut found: Vec<Node<'d>> = Vec::new();
    let mut open = vec![object.clone()];
    while let Some(part) = open.pop() {
        let part = resolved(&part, of);
        if found
            .iter()
            .any(|known| std::ptr::eq(known.value, part.value))
        {
            continue;
        }
        let inner: Vec<_> = part.child("allOf").iter().flat_map(Node::items).collect();
        open.extend(inner.into_iter().rev());
        found.push(part);
    }
    found
}
