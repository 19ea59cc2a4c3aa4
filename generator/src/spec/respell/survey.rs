//! First pass: where the older document refers to its components, and what the newer one says
//! there.

use super::{
    pairs,
    properties::{names, property, resolved, wrapped},
    respeller::{Respeller, Use},
};
use crate::{source::Pointer, spec::node::Node};
use serde_json::Value;

impl<'d> Respeller<'d> {
    pub fn survey(&mut self) {
        let root = |value| Node {
            value,
            at: Pointer::root(),
        };
        let (new, old) = (root(self.new_document), root(self.old_document));
        if let (Some(new), Some(old)) = (new.child("paths"), old.child("paths")) {
            self.survey_parts(&new, &old);
        }
    }

    /// Walks over everything that is not a schema.
    fn survey_parts(&mut self, new: &Node<'d>, old: &Node<'d>) {
        for (key, new) in new.members() {
            let Some(old) = old.child(key) else {
                continue;
            };
            match key {
                "schema" => self.survey_schema(&new, &old),
                "parameters" => {
                    let items: Vec<_> = new.items().collect();
                    let old_items: Vec<_> = old.items().collect();
                    let pairs = pairs::parameters(&items, pairs::list(Some(old.value)));
                    for (item, pair) in items.iter().zip(pairs) {
                        if let Some(old) = pair.and_then(|pair| old_items.get(pair)) {
                            self.survey_parts(item, old);
                        }
                    }
                }
                "example" | "examples" | "security" => {}
                _ => self.survey_parts(&new, &old),
            }
        }
    }

    fn survey_schema(&mut self, new: &Node<'d>, old: &Node<'d>) {
        let Some((name, content)) = self.old.referenced(old.value) else {
            if let Some(inner) = wrapped(old) {
                // What is beside the reference belongs to this place alone.
                let new = wrapped(new).unwrap_or_else(|| new.clone());
                return self.survey_schema(&new, &inner);
            }
            let new = resolved(new, &self.new);
            return self.survey_members(&new, old);
        };
        let node = self.unwrapped(resolved(new, &self.new));
        if node.value.get("$ref").is_some() {
            // Unresolved.
            return;
        }
        let meaning = self.new.of(node.value);
        if self.surveyed.insert((name, meaning)) {
            let old = Node {
                value: content,
                at: old.at.clone(),
            };
            self.survey_members(&node, &old);
            let uses = self.uses.entry(name).or_default();
            uses.push(Use { node, meaning });
        }
    }

    /// What a schema refers to that adds nothing to it but what describes it: that belongs to this
    /// place alone.
    fn unwrapped(&self, node: Node<'d>) -> Node<'d> {
        let inner = wrapped(&node).map(|inner| resolved(&inner, &self.new));
        inner
            .filter(|inner| self.new.of(inner.value) == self.new.of(node.value))
            .unwrap_or(node)
    }

    fn survey_members(&mut self, new: &Node<'d>, old: &Node<'d>) {
        for name in names(old, &self.old) {
            let new = property(new, name, &self.new);
            let old = property(old, name, &self.old);
            if let (Some(new), Some(old)) = (new, old) {
                self.survey_schema(&new, &old);
            }
        }
        for key in ["items", "additionalProperties", "not"] {
            if let (Some(new), Some(old)) = (new.child(key), old.child(key)) {
                self.survey_schema(&new, &old);
            }
        }
        for keyword in ["allOf", "anyOf", "oneOf"] {
            if let (Some(new), Some(old)) = (new.child(keyword), old.child(keyword)) {
                self.survey_branches(&new, &old);
            }
        }
    }

    fn survey_branches(&mut self, new: &Node<'d>, old: &Node<'d>) {
        let items: Vec<_> = new.items().collect();
        let old_items: Vec<_> = old.items().collect();
        let list = old.value.as_array().map(Vec::as_slice).unwrap_or_default();
        let pairs = pairs::branches((&items, &self.new), (list, &self.old));
        for (item, pair) in items.iter().zip(pairs) {
            if let Some(old) = pair.and_then(|pair| old_items.get(pair)) {
                self.survey_schema(item, old);
            }
        }
    }

    /// Whether everything that an older schema refers to is as it was, so that it can be kept.
    pub fn is_intact(&mut self, old: &'d Value) -> bool {
        match old {
            Value::Object(members) => {
                if let Some((name, content)) = self.old.referenced(old) {
                    return self.is_component_intact(name, content);
                }
                members.values().all(|value| self.is_intact(value))
            }
            Value::Array(items) => items.iter().all(|item| self.is_intact(item)),
            _ => true,
        }
    }

    fn is_component_intact(&mut self, name: &'d str, content: &'d Value) -> bool {
        if let Some(known) = self.intact.get(name) {
            return *known;
        }
        // A recursive component is intact if the rest of it is.
        self.intact.insert(name, true);
        let is_kept = self.becomes(name).meaning == self.old.of(content);
        let is_intact = is_kept && self.is_intact(content);
        self.intact.insert(name, is_intact);
        is_intact
    }
}
