//! Second pass: what each component becomes, and which component an equal schema is.

use super::{
    properties::component_at,
    respeller::{Respeller, Use},
};
use crate::spec::{meaning::Meaning, node::Node};
use serde_json::{Map, Value};

impl<'d> Respeller<'d> {
    /// What the older component `name` becomes: the newer one of that name if it is used there,
    /// else what it was if that is still used somewhere, else the newer one of that name if there
    /// is one, else what is used there first.
    pub fn becomes(&self, name: &'d str) -> Use<'d> {
        let uses = self.uses.get(name).map(Vec::as_slice).unwrap_or_default();
        let find = |meaning: Meaning| uses.iter().find(|known| known.meaning == meaning).cloned();
        let named = self.named(name);
        let same = named.as_ref().and_then(|named| find(named.meaning));
        let before = self.old.component(name);
        let kept = || find(self.old.of(before?.1));
        let first = || uses.first().cloned();
        let found = same.or_else(kept).or(named).or_else(first);
        found.unwrap_or_else(|| {
            let value = before.map_or(&Value::Null, |(_, value)| value);
            Use {
                meaning: self.old.of(value),
                node: Node {
                    value,
                    at: component_at(name),
                },
            }
        })
    }

    /// The newer component of this name.
    fn named(&self, name: &str) -> Option<Use<'d>> {
        let (_, value) = self.new.component(name)?;
        Some(Use {
            meaning: self.new.of(value),
            node: Node {
                value,
                at: component_at(name),
            },
        })
    }

    /// The component under which the newer component `name` is written; `None` if its name belongs
    /// to something else.
    pub fn name_of(&mut self, name: &'d str, content: &'d Value) -> Option<&'d str> {
        let meaning = self.new.of(content);
        if let Some((known, _)) = self.old.component(name) {
            return (self.becomes(known).meaning == meaning).then_some(known);
        }
        // A component that has only been renamed keeps its name.
        let renamed = self
            .old_names()
            .find(|old| self.new.component(old).is_none() && self.becomes(old).meaning == meaning);
        Some(renamed.unwrap_or(name))
    }

    /// The component that an inline schema of the newer document is equal to.
    pub fn equal_component(&mut self, schema: &'d Value) -> Option<&'d str> {
        let has_name = ["properties", "enum", "anyOf", "oneOf", "allOf"];
        if !has_name.iter().any(|key| schema.get(key).is_some()) {
            return None;
        }
        let meaning = self.new.of(schema);
        let old = self
            .old_names()
            .find(|old| self.becomes(old).meaning == meaning);
        let schemas = self.new_document.pointer("/components/schemas");
        let mut new = schemas.and_then(Value::as_object).into_iter().flatten();
        old.or_else(|| {
            let equal = |(_, content): &(&String, &'d Value)| {
                !std::ptr::eq(*content, schema) && self.new.of(content) == meaning
            };
            let (name, content) = new.find(equal)?;
            self.name_of(name, content)
        })
    }

    fn old_names(&self) -> impl Iterator<Item = &'d str> + use<'d> {
        let schemas = self.old_document.pointer("/components/schemas");
        let schemas = schemas.and_then(Value::as_object).into_iter().flatten();
        schemas.map(|(name, _)| name.as_str())
    }

    /// Remembers that a component is referred to.
    pub fn want(&mut self, name: &str) {
        if !self.written.contains(name) && !self.wanted.iter().any(|known| known == name) {
            self.wanted.push(name.to_owned());
        }
    }

    /// Remembers every component that an older schema refers to.
    pub fn want_all(&mut self, old: &Value) {
        match old {
            Value::Object(members) => {
                if let Some((name, _)) = self.old.referenced(old) {
                    self.want(name);
                }
                members.values().for_each(|value| self.want_all(value));
            }
            Value::Array(items) => items.iter().for_each(|item| self.want_all(item)),
            _ => {}
        }
    }

    /// Writes every component that is referred to.
    pub fn components(&mut self) -> Map<String, Value> {
        let mut schemas = Map::new();
        while let Some(name) = self.wanted.pop() {
            self.written.insert(name.clone());
            let at = component_at(&name);
            let content = match self.old.component(&name) {
                Some((name, old)) => {
                    let node = self.becomes(name).node;
                    self.moves.record(&at, &node.at);
                    self.open.push(name);
                    let content = self.component(&node, old, &at);
                    self.open.pop();
                    content
                }
                None => {
                    let Some((name, value)) = self.new.component(&name) else {
                        continue;
                    };
                    let node = Node {
                        value,
                        at: at.clone(),
                    };
                    self.open.push(name);
                    let content = self.members(&node, None, &at);
                    self.open.pop();
                    content
                }
            };
            schemas.insert(name, content);
        }
        schemas
    }
}
