//! The normal form: one spelling of what OpenAPI can say in several ways.
//!
//! Later stages see parameters on their operations, the content of parameters, responses and
//! request bodies instead of references, `allOf` only where it combines several schemas or adds to
//! a reference, `nullable` as the only spelling of null, and no written-out defaults. What cannot
//! be followed stays as it is, for lowering to report.

mod choices;
mod constant;
mod defaults;
mod discriminators;
mod follow;
mod heirs;
mod inheritance;
mod normalizer;
mod operations;
mod parameters;
mod parts;
mod references;
mod schemas;
mod values;

use super::{moves::Moves, node::Node};
use crate::source::Pointer;
pub use references::reference;
use serde_json::{Map, Value};

use normalizer::Normalizer;
use values::plain;

/// The sections of `components` whose content takes the place of references to it.
const REPLACED: [&str; 7] = [
    "parameters",
    "responses",
    "requestBodies",
    "headers",
    "examples",
    "links",
    "callbacks",
];
/// All patch versions of OpenAPI 3.0 mean the same.
const OPENAPI: &str = "3.0.0";
/// The normal form of a document, and where its nodes come from.
pub fn normal(document: &Value) -> (Value, Moves) {
    let mut normalizer = Normalizer::new(document);
    let normal = normalizer.document();
    (normal, normalizer.moves)
}

impl<'d> Normalizer<'d> {
    fn document(&mut self) -> Value {
        let root = Node {
            value: self.document,
            at: Pointer::root(),
        };
        if !root.value.is_object() {
            return root.value.clone();
        }
        let mut normal = Map::new();
        for (key, node) in root.members() {
            let value = match key {
                "openapi" => OPENAPI.into(),
                "servers" => servers(node.value),
                "info" => described(node.value),
                "tags" if node.value.is_array() => {
                    node.items().map(|tag| described(tag.value)).collect()
                }
                "paths" => self.paths(&node),
                "components" => self.components(&node),
                // Every operation has its own.
                "security" => continue,
                _ => plain(node.value),
            };
            normal.insert(key.to_owned(), value);
        }
        Value::Object(normal)
    }

    fn components(&mut self, components: &Node<'d>) -> Value {
        if !components.value.is_object() {
            return components.value.clone();
        }
        let mut normal = Map::new();
        for (section, node) in components.members() {
            let value = match section {
                _ if REPLACED.contains(&section) => continue,
                "schemas" => node.map(|_, schema| {
                    let choice = self.choice_of_heirs(&schema);
                    choice.unwrap_or_else(|| self.schema(&schema, &schema.at))
                }),
                "securitySchemes" => {
                    node.map(|_, scheme| plain(self.target(&scheme).unwrap_or(scheme).value))
                }
                _ => plain(node.value),
            };
            if !value.as_object().is_some_and(Map::is_empty) {
                normal.insert(section.to_owned(), value);
            }
        }
        Value::Object(normal)
    }
}

/// An object whose description ends without spaces.
fn described(object: &Value) -> Value {
    match plain(object) {
        Value::Object(mut members) => {
            defaults::of_text(&mut members, "description");
            Value::Object(members)
        }
        other => other,
    }
}

/// A base URL ends without a slash.
fn servers(servers: &Value) -> Value {
    let mut servers = plain(servers);
    for server in servers.as_array_mut().into_iter().flatten() {
        if let Some(Value::String(url)) = server.get_mut("url") {
            url.truncate(url.trim_end_matches('/').len());
        }
    }
    servers
}
