//! Where the nodes of a schema come from that stays as the older document spells it.

use super::{
    pairs,
    properties::{property, resolved},
    respeller::Respeller,
};
use crate::{
    source::Pointer,
    spec::{meaning::component_name, node::Node},
};
use serde_json::Value;

impl<'d> Respeller<'d> {
    /// Remembers where the nodes of `old`, which stays as it is at `at`, are in the newer document.
    /// `new` means the same.
    pub fn follow(&mut self, new: &Node<'d>, old: &'d Value, at: &Pointer) {
        self.moves.record(at, &new.at);
        // Below it, nothing is elsewhere. Components are followed where they are written.
        if new.value == old || component_name(old).is_some() {
            return;
        }
        let content = resolved(new, &self.new);
        if content.at != new.at {
            self.moves.record_content(at, &new.at, &content.at);
        }
        for (key, member) in old.as_object().into_iter().flatten() {
            let at = at.child(key);
            match (key.as_str(), member) {
                ("properties", Value::Object(properties)) => {
                    for (name, old) in properties {
                        if let Some(new) = property(&content, name, &self.new) {
                            self.follow(&new, old, &at.child(name));
                        }
                    }
                }
                ("items" | "not" | "additionalProperties", old) => {
                    if let Some(new) = content.child(key) {
                        self.follow(&new, old, &at);
                    }
                }
                // Properties are found in whatever part they are.
                ("allOf", Value::Array(parts)) => {
                    for (index, old) in parts.iter().enumerate() {
                        self.follow(&content, old, &at.index(index));
                    }
                }
                ("anyOf" | "oneOf", Value::Array(old)) => {
                    let new: Vec<_> = content.child(key).iter().flat_map(Node::items).collect();
                    let pairs = pairs::branches((&new, &self.new), (old, &self.old));
                    for (new, pair) in new.iter().zip(pairs) {
                        if let Some(pair) = pair {
                            self.follow(new, &old[pair], &at.index(pair));
                        }
                    }
                }
                _ => {}
            }
        }
    }
}
