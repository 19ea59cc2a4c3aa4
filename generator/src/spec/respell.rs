//! Respelling: a document in the spelling of an older one, wherever both mean the same.
//!
//! Whether a schema is inline or a component, how an object is divided into parts, and the order of
//! everything come from the older document; what has changed comes from the newer one. So the
//! overlay, the model and every name depend only on what a document means.
//!
//! 1. `survey` finds where the older document uses its components, and what the newer one says
//!    there.
//! 2. `components` decides what each component becomes.
//! 3. `schemas` writes every schema, and the components that are needed.

mod components;
mod extensions;
mod follow;
mod pairs;
mod properties;
mod respeller;
mod schemas;
mod survey;

use super::{
    arrangement::{arranged_like, merged},
    moves::Moves,
    node::Node,
};
use crate::source::Pointer;
use respeller::Respeller;
use serde_json::{Map, Value, json};

/// The document `new` in the spelling of `old`, and where its nodes come from. Both are in normal
/// form. Components that nothing refers to are left out.
pub fn respell(new: &Value, old: Option<&Value>) -> (Value, Moves) {
    let nothing = json!({});
    let old = old.unwrap_or(&nothing);
    let mut respeller = Respeller::new(new, old);
    respeller.survey();
    let respelled = respeller.document();
    let arranged = arranged_like(&arranged_like(&respelled, new), old);
    (arranged, respeller.moves)
}

impl<'d> Respeller<'d> {
    fn document(&mut self) -> Value {
        let (new, old) = (self.new_document, self.old_document);
        let root = Node {
            value: new,
            at: Pointer::root(),
        };
        if !new.is_object() {
            return new.clone();
        }
        let mut respelled = Map::new();
        for (key, node) in root.members() {
            let value = match key {
                "paths" => self.paths(&node, old.get(key)),
                "tags" => tags(node.value, old.get(key)),
                _ => node.value.clone(),
            };
            respelled.insert(key.to_owned(), value);
        }
        let schemas = self.components();
        if let Some(Value::Object(components)) = respelled.get_mut("components") {
            if schemas.is_empty() {
                components.shift_remove("schemas");
            } else {
                components.insert("schemas".to_owned(), Value::Object(schemas));
            }
        } else if !schemas.is_empty() {
            respelled.insert("components".to_owned(), json!({ "schemas": schemas }));
        }
        Value::Object(respelled)
    }

    fn paths(&mut self, paths: &Node<'d>, old: Option<&'d Value>) -> Value {
        paths.map(|path, item| {
            let old_item = old.and_then(|old| old.get(path));
            item.map(|method, operation| {
                let old = old_item.and_then(|item| item.get(method));
                self.part(&operation, old, &operation.at)
            })
        })
    }

    /// An operation, or a part of it that is not a schema.
    fn part(&mut self, new: &Node<'d>, old: Option<&'d Value>, at: &Pointer) -> Value {
        new.map(|key, node| {
            let at = at.child(key);
            let old = old.and_then(|old| old.get(key));
            match key {
                "schema" => self.schema(&node, old, &at),
                "requestBody" => self.part(&node, old, &at),
                "responses" | "content" | "headers" => node.map(|name, part| {
                    let old = old.and_then(|old| old.get(name));
                    self.part(&part, old, &at.child(name))
                }),
                "parameters" if node.value.is_array() => self.parameters(&node, old, &at),
                "tags" if same_tags(node.value, old) => old.unwrap_or(node.value).clone(),
                _ => node.value.clone(),
            }
        })
    }

    fn parameters(&mut self, new: &Node<'d>, old: Option<&'d Value>, at: &Pointer) -> Value {
        let items: Vec<Node<'d>> = new.items().collect();
        let old = pairs::list(old);
        let pairs = pairs::parameters(&items, old);
        let order = merged(&pairs);
        let parameters = order.into_iter().enumerate().map(|(place, index)| {
            let at = at.index(place);
            self.moves.record(&at, &items[index].at);
            self.part(
                &items[index],
                pairs[index].and_then(|old_at| old.get(old_at)),
                &at,
            )
        });
        Value::Array(parameters.collect())
    }
}

/// Tags with their previous names, if only case has changed.
fn tags(new: &Value, old: Option<&Value>) -> Value {
    let mut tags = new.clone();
    let name = |tag: &Value| tag.get("name").and_then(Value::as_str).map(str::to_owned);
    for tag in tags.as_array_mut().into_iter().flatten() {
        let mut known = pairs::list(old).iter().filter_map(name);
        let known = name(tag).and_then(|name| known.find(|old| old.eq_ignore_ascii_case(&name)));
        if let Some(known) = known {
            tag["name"] = known.into();
        }
    }
    tags
}

fn same_tags(new: &Value, old: Option<&Value>) -> bool {
    let lower = |tags: &Value| tags.to_string().to_ascii_lowercase();
    old.is_some_and(|old| lower(new) == lower(old))
}
