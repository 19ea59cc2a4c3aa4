//! Following the references of a tree.

use crate::source::Pointer;
use serde_json::{Map, Value};

/// References to references are rare; a chain this long is a cycle.
const MAX_REFERENCES: usize = 32;

/// References can multiply a document; this many nodes are beyond any real one.
const MAX_NODES: usize = 1_000_000;

/// The prefix of a reference to a component schema.
const SCHEMAS: &str = "#/components/schemas/";

/// The component schema that a node refers to.
pub fn component(node: &Value) -> Option<&str> {
    node.get("$ref")?.as_str()?.strip_prefix(SCHEMAS)
}

/// The place of a component schema.
pub fn place(component: &str) -> Pointer {
    Pointer::root().join(["components", "schemas", component])
}

/// The schema that a node is only a wrapper of: the component it refers to, or the only branch of
/// its `allOf`.
pub fn inner<'v>(document: &'v Value, node: &'v Value) -> Option<&'v Value> {
    match component(node) {
        Some(name) => document.pointer(place(name).as_str()),
        None => only_branch(node),
    }
}

/// The only branch of an `allOf`.
pub fn only_branch(node: &Value) -> Option<&Value> {
    match node.get("allOf")?.as_array()?.as_slice() {
        [branch] => Some(branch),
        _ => None,
    }
}

/// A node and everything it is a wrapper of, from the outside in.
pub fn layers<'v>(document: &'v Value, node: &'v Value) -> impl Iterator<Item = &'v Value> {
    std::iter::successors(Some(node), move |node| inner(document, node)).take(MAX_REFERENCES)
}

/// A copy of a node in which every reference is replaced with its component, except where a
/// component contains itself, and beyond any real size.
pub fn expanded(document: &Value, node: &Value) -> Value {
    let mut expansion = Expansion {
        document,
        open: Vec::new(),
        nodes: 0,
    };
    expansion.expand(node)
}

struct Expansion<'v> {
    document: &'v Value,
    /// The components that are being expanded.
    open: Vec<&'v str>,
    nodes: usize,
}

impl<'v> Expansion<'v> {
    fn expand(&mut self, node: &'v Value) -> Value {
        self.nodes += 1;
        if let Some(name) = component(node)
            && !self.open.contains(&name)
            && self.nodes < MAX_NODES
            && let Some(target) = self.document.pointer(place(name).as_str())
        {
            self.open.push(name);
            let target = self.expand(target);
            self.open.pop();
            return beside(target, node);
        }
        match node {
            Value::Array(items) => items.iter().map(|item| self.expand(item)).collect(),
            Value::Object(members) => members
                .iter()
                .map(|(key, value)| (key.clone(), self.expand(value)))
                .collect::<Map<_, _>>()
                .into(),
            _ => node.clone(),
        }
    }
}

/// A component with what is written beside the reference to it.
pub fn beside(mut component: Value, reference: &Value) -> Value {
    if let (Value::Object(members), Value::Object(more)) = (&mut component, reference) {
        for (key, value) in more {
            if key != "$ref" {
                members.insert(key.clone(), value.clone());
            }
        }
    }
    component
}

/// The places of all references to a component that the operations of a document reach.
pub fn uses(document: &Value, component: &str) -> Vec<Pointer> {
    let mut found = Vec::new();
    let mut seen = Vec::new();
    let roots = document.as_object().into_iter().flatten();
    let roots = roots.filter(|(key, _)| *key != "components");
    let mut open: Vec<(Pointer, &Value)> = roots
        .map(|(key, value)| (Pointer::root().child(key), value))
        .collect();
    while let Some((at, node)) = open.pop() {
        if let Some(name) = self::component(node) {
            if name == component {
                found.push(at.clone());
            }
            let target = place(name);
            if !seen.contains(&name)
                && let Some(node) = document.pointer(target.as_str())
            {
                seen.push(name);
                open.push((target, node));
            }
        }
        match node {
            Value::Array(items) => {
                let items = items.iter().enumerate();
                open.extend(items.map(|(index, item)| (at.index(index), item)));
            }
            Value::Object(members) => {
                let members = members.iter();
                open.extend(members.map(|(key, value)| (at.child(key), value)));
            }
            _ => {}
        }
    }
    found.sort_by(Pointer::in_document_order);
    found
}
