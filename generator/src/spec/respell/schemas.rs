//! Third pass: writes schemas in the older spelling.

use super::{
    extensions::with_extensions,
    pairs,
    properties::{property, resolved, wrapped},
    respeller::Respeller,
};
use crate::{
    source::Pointer,
    spec::{arrangement::merged, meaning::component_name, node::Node},
};
use serde_json::{Value, json};

impl<'d> Respeller<'d> {
    /// A schema that was `old` before.
    pub fn schema(&mut self, new: &Node<'d>, old: Option<&'d Value>, at: &Pointer) -> Value {
        self.moves.record(at, &new.at);
        let Some(old) = old else {
            return self.own(new, None, at);
        };
        if self.new.of(new.value) == self.old.of(old) && self.is_intact(old) {
            self.want_all(old);
            self.follow(new, old, at);
            return with_extensions(old, new.value);
        }
        if let Some((name, content)) = self.old.referenced(old) {
            let target = resolved(new, &self.new);
            if self.becomes(name).meaning == self.new.of(target.value) {
                return self.refer(name, new.value);
            }
            return self.own(new, Some(content), at);
        }
        let old_node = Node {
            value: old,
            at: at.clone(),
        };
        if let Some(inner) = wrapped(&old_node) {
            return self.wrapped(new, inner.value, at);
        }
        let new = resolved(new, &self.new);
        self.members(&new, Some(old), at)
    }

    /// A reference with something beside it; `old` was the reference.
    fn wrapped(&mut self, new: &Node<'d>, old: &'d Value, at: &Pointer) -> Value {
        let inner = wrapped(new).unwrap_or_else(|| new.clone());
        let target = resolved(&inner, &self.new);
        let Some((name, content)) = self.old.referenced(old) else {
            return self.own(new, None, at);
        };
        if self.becomes(name).meaning != self.new.of(target.value) {
            return self.own(new, Some(content), at);
        }
        let reference = self.refer(name, inner.value);
        match new.value {
            Value::Object(members) if members.contains_key("allOf") => {
                let mut members = members.clone();
                members.insert("allOf".to_owned(), json!([reference]));
                Value::Object(members)
            }
            _ => reference,
        }
    }

    /// A schema as the newer document spells it; its parts are spelled like those of `old`.
    fn own(&mut self, new: &Node<'d>, old: Option<&'d Value>, at: &Pointer) -> Value {
        let Some((name, content)) = self.new.referenced(new.value) else {
            if let Some(name) = self.equal_component(new.value) {
                return self.refer(name, &Value::Null);
            }
            return self.members(new, old, at);
        };
        match self.name_of(name, content) {
            Some(name) => self.refer(name, new.value),
            // The name belongs to something else.
            None if self.open.contains(&name) => new.value.clone(),
            None => {
                self.open.push(name);
                let node = resolved(new, &self.new);
                self.moves.record(at, &node.at);
                let members = self.members(&node, old, at);
                self.open.pop();
                members
            }
        }
    }

    /// A reference to a component instead of `new`. What is beside a reference is ignored, so it
    /// stays, to be reported.
    fn refer(&mut self, name: &str, new: &Value) -> Value {
        self.want(name);
        let reference = json!(format!("#/components/schemas/{name}"));
        match new {
            Value::Object(members) if members.contains_key("$ref") => {
                let mut members = members.clone();
                members.insert("$ref".to_owned(), reference);
                Value::Object(members)
            }
            _ => with_extensions(&json!({ "$ref": reference }), new),
        }
    }

    /// The content of a component that was `old` before.
    pub fn component(&mut self, new: &Node<'d>, old: &'d Value, at: &Pointer) -> Value {
        if self.new.of(new.value) == self.old.of(old) && self.is_intact(old) {
            self.want_all(old);
            self.follow(new, old, at);
            return with_extensions(old, new.value);
        }
        self.members(new, Some(old), at)
    }

    /// The members of a schema.
    pub fn members(&mut self, new: &Node<'d>, old: Option<&'d Value>, at: &Pointer) -> Value {
        // A component can refer to another one.
        if let Some((name, content)) = self.new.referenced(new.value)
            && let Some(name) = self.name_of(name, content)
        {
            return self.refer(name, new.value);
        }
        new.map(|key, node| {
            let at = at.child(key);
            let old_member = old.and_then(|old| old.get(key));
            match key {
                "properties" => node.map(|name, new| {
                    let old = old.and_then(|old| self.old_property(old, name));
                    self.schema(&new, old, &at.child(name))
                }),
                "items" | "not" | "additionalProperties" => self.schema(&node, old_member, &at),
                "allOf" | "anyOf" | "oneOf" if node.value.is_array() => {
                    self.branches(&node, old_member, &at)
                }
                "discriminator" => self.discriminator(node.value),
                _ => node.value.clone(),
            }
        })
    }

    fn old_property(&self, old: &'d Value, name: &str) -> Option<&'d Value> {
        let old = Node {
            value: old,
            at: Pointer::root(),
        };
        property(&old, name, &self.old).map(|property| property.value)
    }

    fn branches(&mut self, new: &Node<'d>, old: Option<&'d Value>, at: &Pointer) -> Value {
        let items: Vec<Node<'d>> = new.items().collect();
        let old = pairs::list(old);
        let pairs = pairs::branches((&items, &self.new), (old, &self.old));
        let order = merged(&pairs);
        let branches = order.into_iter().enumerate().map(|(place, index)| {
            let old = pairs[index].and_then(|pair| old.get(pair));
            self.schema(&items[index], old, &at.index(place))
        });
        Value::Array(branches.collect())
    }

    /// The mapping refers to components under the names that they are written with.
    fn discriminator(&mut self, discriminator: &Value) -> Value {
        let mut respelled = discriminator.clone();
        let mapping = respelled.get_mut("mapping").and_then(Value::as_object_mut);
        for target in mapping.into_iter().flatten().map(|(_, target)| target) {
            let reference = json!({ "$ref": target.clone() });
            let component = component_name(&reference).and_then(|name| self.new.component(name));
            if let Some((name, content)) = component
                && let Some(name) = self.name_of(name, content)
            {
                *target = format!("#/components/schemas/{name}").into();
            }
        }
        respelled
    }
}
