//! Schemas, from the inside out.

use super::{
    Node, Normalizer, choices, defaults, parts,
    references::{self, reference},
    values::plain,
};
use crate::source::Pointer;
use serde_json::{Map, Value, json};

impl<'d> Normalizer<'d> {
    /// The normal form of the schema `node`, whose place becomes `at`.
    pub fn schema(&mut self, node: &Node<'d>, at: &Pointer) -> Value {
        self.moves.record(at, &node.at);
        self.nodes += 1;
        match node.value {
            Value::Object(_) if reference(node.value).is_some() => self.referenced(node, at),
            Value::Object(_) => {
                let members = self.members(node, at);
                self.combined(members, node, at)
            }
            other => other.clone(),
        }
    }

    /// A reference to a component stays one; any other reference is replaced by its content.
    fn referenced(&mut self, node: &Node<'d>, at: &Pointer) -> Value {
        if let Some(component) = self.component(node) {
            let mut normal = plain(node.value);
            normal["$ref"] = format!("#{}", component.at.as_str()).into();
            return normal;
        }
        let content = self
            .target(node)
            .filter(|target| references::component(&target.at).is_none());
        let content =
            content.and_then(|target| self.enter(&target, |this| this.schema(&target, at)));
        content.unwrap_or_else(|| plain(node.value))
    }

    /// The members of a schema, each in normal form.
    fn members(&mut self, schema: &Node<'d>, at: &Pointer) -> Map<String, Value> {
        let mut normal = Map::new();
        for (key, node) in schema.members() {
            let at = at.child(key);
            let value = match key {
                // A name that only readers of the document see.
                "title" => continue,
                "properties" => node.map(|name, property| self.schema(&property, &at.child(name))),
                "items" | "not" | "additionalProperties" => self.schema(&node, &at),
                "allOf" | "anyOf" | "oneOf" if node.value.is_array() => {
                    let branches = node.items().enumerate();
                    let branches = branches.map(|(index, branch)| {
                        let at = at.index(index);
                        let inherited = match key {
                            "allOf" => self.inherited(&branch, &at),
                            _ => None,
                        };
                        inherited.unwrap_or_else(|| self.schema(&branch, &at))
                    });
                    Value::Array(branches.collect())
                }
                "discriminator" => self.discriminator(&node),
                _ => plain(node.value),
            };
            normal.insert(key.to_owned(), value);
        }
        null_as_keyword(&mut normal);
        defaults::of_schema(&mut normal);
        normal
    }

    /// Resolves choices and combinations that have only one meaning.
    fn combined(&mut self, mut schema: Map<String, Value>, node: &Node<'d>, at: &Pointer) -> Value {
        for keyword in ["anyOf", "oneOf"] {
            if let Some(kept) = choices::simplify(&mut schema, keyword) {
                self.reindex(&at.child(keyword), &node.at.child(keyword), &kept);
            }
            if let Some(only) = choices::take_only(&mut schema, keyword) {
                schema.insert("allOf".to_owned(), json!([only]));
                let from = self.moves.source(&at.child(keyword).index(0));
                self.moves.record(&at.child("allOf").index(0), &from);
            }
        }
        if let Some(kept) = parts::simplify(&mut schema) {
            self.reindex(&at.child("allOf"), &node.at.child("allOf"), &kept);
        }
        let before: Vec<Value> = schema
            .get("allOf")
            .and_then(Value::as_array)
            .cloned()
            .unwrap_or_default();
        match before.as_slice() {
            [only] if schema.len() == 1 => {
                let from = self.moves.source(&at.child("allOf").index(0));
                self.moves.record(at, &from);
                only.clone()
            }
            [only] if reference(only).is_some() && parts::limits_a_scalar(&schema) => {
                self.limited(schema, only, at)
            }
            _ => {
                self.merge_parts(&mut schema, at);
                Value::Object(schema)
            }
        }
    }

    /// Limits beside a reference to a text or number make it another one.
    fn limited(&mut self, mut schema: Map<String, Value>, only: &Value, at: &Pointer) -> Value {
        let target = references::pointer(reference(only).unwrap_or_default()).and_then(|at| {
            Some(Node {
                value: self.document.pointer(at.as_str())?,
                at,
            })
        });
        let content = target.and_then(|target| {
            let inner = at.child("allOf").index(0);
            self.enter(&target, |this| this.schema(&target, &inner))
        });
        if let Some(Value::Object(content)) = content
            && parts::is_scalar(&content)
        {
            schema.shift_remove("allOf");
            for (key, value) in content {
                schema.entry(key).or_insert(value);
            }
        }
        Value::Object(schema)
    }

    /// Moves the members of inline objects in `allOf` into the schema around them.
    fn merge_parts(&mut self, schema: &mut Map<String, Value>, at: &Pointer) {
        let Some(merged) = parts::merge(schema) else {
            return;
        };
        let all_of = at.child("allOf");
        for (part, name) in merged {
            let from = all_of.index(part).child("properties").child(&name);
            let from = self.moves.source(&from);
            self.moves
                .record(&at.child("properties").child(&name), &from);
        }
    }

    /// The items at `at` are those of `from` with these indices.
    fn reindex(&mut self, at: &Pointer, from: &Pointer, kept: &[usize]) {
        for (index, kept) in kept.iter().enumerate() {
            self.moves.record(&at.index(index), &from.index(*kept));
        }
    }
}

/// A value null in an enum is `nullable`.
fn null_as_keyword(schema: &mut Map<String, Value>) {
    let Some(Value::Array(values)) = schema.get_mut("enum") else {
        return;
    };
    if values.len() > 1 && values.contains(&Value::Null) {
        values.retain(|value| !value.is_null());
        schema.insert("nullable".to_owned(), true.into());
    }
}
