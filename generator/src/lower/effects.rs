//! Which settings of the overlay have an effect.

use super::{
    context::Context,
    settings::{ERRORS, EXTENSIONS, IDS, PAGING, SCOPES},
};
use crate::spec::Pointer;
use serde_json::Value;
use std::collections::BTreeMap;

/// Whether each setting of the overlay has an effect in this version, by its place in the overlay.
pub fn effects(cx: &Context<'_>) -> BTreeMap<Pointer, bool> {
    let document = cx.document;
    let mut settings = entries(&document.value);
    for at in document.overlaid() {
        if let Some(node) = document.value.pointer(at.as_str()) {
            extensions(node, at, &mut settings);
        }
    }
    let mut effects = BTreeMap::new();
    for at in settings {
        if let Some(node) = document.overlay_node(&at) {
            *effects.entry(node).or_default() |= cx.extensions.is_read(&at);
        }
    }
    effects
}

/// The entries at the top of a document of which each has an effect of its own.
fn entries(document: &Value) -> Vec<Pointer> {
    let root = Pointer::root();
    let members = |at: Pointer| {
        let members = document.pointer(at.as_str()).and_then(Value::as_object);
        let members = members.into_iter().flatten();
        members.map(move |(key, _)| at.child(key))
    };
    let property = root.join([IDS, "property"]);
    let single = [property, root.child(PAGING), root.child(ERRORS)].into_iter();
    let single = single.filter(|at| document.pointer(at.as_str()).is_some());
    let fields = members(root.join([IDS, "fields"]));
    single
        .chain(fields)
        .chain(members(root.child(SCOPES)))
        .collect()
}

/// The extensions at or below a node, except at the top of a document.
fn extensions(node: &Value, at: &Pointer, found: &mut Vec<Pointer>) {
    let is_top = at.keys().count() < 2;
    if !is_top && EXTENSIONS.contains(&at.last().as_str()) {
        found.push(at.clone());
    } else if let Value::Object(members) = node {
        for (key, node) in members.iter().filter(|_| !at.as_str().starts_with("/x-")) {
            extensions(node, &at.child(key), found);
        }
    }
}
