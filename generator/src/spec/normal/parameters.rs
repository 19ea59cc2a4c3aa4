//! Parameters, each on its operation.

use super::{defaults, normalizer::Normalizer, references::reference, values::plain};
use crate::source::Pointer;
use crate::spec::node::Node;
use serde_json::{Map, Value};

impl<'d> Normalizer<'d> {
    /// The parameters of an operation: those of its path that it does not replace, then its own.
    pub fn parameters(
        &mut self,
        own: Option<&Node<'d>>,
        shared: Option<&Node<'d>>,
        at: &Pointer,
    ) -> Value {
        let list = |node: Option<&Node<'d>>| -> Vec<(Node<'d>, &'d Value)> {
            let items = node.into_iter().flat_map(Node::items);
            let content = |item: &Node<'d>| self.target(item).map(|target| target.value);
            items
                .map(|item| (item.clone(), content(&item).unwrap_or(item.value)))
                .collect()
        };
        let (own, mut all) = (list(own), list(shared));
        all.retain(|(_, shared)| !own.iter().any(|(_, own)| is_same(own, shared)));
        all.extend(own);
        let parameters = all.iter().enumerate().map(|(index, (parameter, content))| {
            let place = content.get("in").and_then(Value::as_str);
            self.parameter(parameter, place.unwrap_or_default(), &at.index(index))
        });
        Value::Array(parameters.collect())
    }

    /// A parameter or a header.
    pub fn parameter(&mut self, parameter: &Node<'d>, place: &str, at: &Pointer) -> Value {
        let parameter = self.content_of(parameter, at);
        if !parameter.value.is_object() || reference(parameter.value).is_some() {
            return plain(parameter.value);
        }
        let mut normal = Map::new();
        for (key, node) in parameter.members() {
            let at = at.child(key);
            let value = match key {
                "schema" => self.schema(&node, &at),
                "content" => self.content(&node, &at),
                "examples" => self.examples(&node),
                _ => plain(node.value),
            };
            normal.insert(key.to_owned(), value);
        }
        inherit(&mut normal);
        defaults::of_parameter(&mut normal, place);
        Value::Object(normal)
    }
}

/// A parameter describes itself; its schema holds the example.
fn inherit(parameter: &mut Map<String, Value>) {
    let description = parameter.get("description").cloned();
    let example = parameter.get("example").cloned();
    let Some(Value::Object(schema)) = parameter.get_mut("schema") else {
        return;
    };
    if schema.contains_key("$ref") || schema.contains_key("allOf") {
        return;
    }
    let same = schema.get("description") == description.as_ref();
    let inherited = match description {
        Some(_) if !same => None,
        _ => schema.shift_remove("description"),
    };
    if let Some(example) = example {
        schema.entry("example").or_insert(example);
        parameter.shift_remove("example");
    }
    if let Some(inherited) = inherited {
        parameter.insert("description".to_owned(), inherited);
    }
}

/// Whether two parameters have the same name and place.
fn is_same(one: &Value, other: &Value) -> bool {
    ["name", "in"]
        .iter()
        .all(|key| one.get(key).is_some() && one.get(key) == other.get(key))
}
