//! Paths, operations and their bodies.

use super::{
    Node, Normalizer, defaults,
    references::reference,
    values::{plain, remove_default},
};
use crate::source::Pointer;
use serde_json::{Map, Value, json};

const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

impl<'d> Normalizer<'d> {
    pub fn paths(&mut self, paths: &Node<'d>) -> Value {
        paths.map(|path, item| {
            let at = item.at.clone();
            let item = self.content_of(&item, &at);
            if path.starts_with("x-") {
                plain(item.value)
            } else {
                self.path_item(&item, &at)
            }
        })
    }

    fn path_item(&mut self, item: &Node<'d>, at: &Pointer) -> Value {
        if !item.value.is_object() {
            return item.value.clone();
        }
        let shared = item.child("parameters");
        let mut normal = Map::new();
        for (key, node) in item.members() {
            let value = match key {
                "parameters" if node.value.is_array() => continue,
                method if METHODS.contains(&method) && node.value.is_object() => {
                    self.operation(&node, shared.as_ref(), &at.child(key))
                }
                _ => plain(node.value),
            };
            normal.insert(key.to_owned(), value);
        }
        Value::Object(normal)
    }

    fn operation(
        &mut self,
        operation: &Node<'d>,
        shared: Option<&Node<'d>>,
        at: &Pointer,
    ) -> Value {
        let mut normal = Map::new();
        let has_own = operation
            .value
            .get("parameters")
            .is_some_and(|own| !own.is_array());
        for (key, node) in operation.members() {
            let at = at.child(key);
            let value = match key {
                "parameters" if !has_own => self.parameters(Some(&node), shared, &at),
                "requestBody" => self.body(&node, &at),
                "responses" => self.responses(&node, &at),
                _ => plain(node.value),
            };
            normal.insert(key.to_owned(), value);
        }
        if shared.is_some() && !normal.contains_key("parameters") {
            let parameters = self.parameters(None, shared, &at.child("parameters"));
            normal.insert("parameters".to_owned(), parameters);
        }
        if let (None, Some(general)) = (normal.get("security"), self.document.get("security")) {
            normal.insert("security".to_owned(), general.clone());
            let general = Pointer::root().child("security");
            self.moves.record(&at.child("security"), &general);
        }
        defaults::of_operation(&mut normal);
        Value::Object(normal)
    }

    fn responses(&mut self, responses: &Node<'d>, at: &Pointer) -> Value {
        responses.map(|status, response| self.body(&response, &at.child(status)))
    }

    /// A request body or a response.
    fn body(&mut self, body: &Node<'d>, at: &Pointer) -> Value {
        let body = self.content_of(body, at);
        if !body.value.is_object() || reference(body.value).is_some() {
            return plain(body.value);
        }
        let mut normal = Map::new();
        for (key, node) in body.members() {
            let at = at.child(key);
            let value = match key {
                "content" => self.content(&node, &at),
                "headers" => self.headers(&node, &at),
                _ => plain(node.value),
            };
            normal.insert(key.to_owned(), value);
        }
        remove_default(&mut normal, "required", &json!(false));
        for key in ["headers", "links"] {
            remove_default(&mut normal, key, &json!({}));
        }
        // A response must have one, so an empty one stays.
        if normal.get("description") != Some(&json!("")) {
            defaults::of_text(&mut normal, "description");
        }
        Value::Object(normal)
    }

    /// Media types, without the encoding of their text.
    pub fn content(&mut self, content: &Node<'d>, at: &Pointer) -> Value {
        if !content.value.is_object() {
            return content.value.clone();
        }
        let mut normal = Map::new();
        for (name, media) in content.members() {
            let plain_name = media_type(name);
            // Two spellings of one media type are not merged.
            let name = match normal.contains_key(&plain_name) {
                true => name.to_owned(),
                false => plain_name,
            };
            let at = at.child(&name);
            self.moves.record(&at, &media.at);
            let value = media.map(|key, node| match key {
                "schema" => self.schema(&node, &at.child(key)),
                "examples" => self.examples(&node),
                _ => plain(node.value),
            });
            normal.insert(name, value);
        }
        Value::Object(normal)
    }

    fn headers(&mut self, headers: &Node<'d>, at: &Pointer) -> Value {
        headers.map(|name, header| self.parameter(&header, "header", &at.child(name)))
    }

    pub fn examples(&mut self, examples: &Node<'d>) -> Value {
        examples.map(|_, example| plain(self.target(&example).unwrap_or(example).value))
    }
}

/// The media type in lower case and without `charset`, which JSON does not have.
fn media_type(name: &str) -> String {
    let mut parts = name.split(';').map(|part| part.trim().to_ascii_lowercase());
    let name = parts.next().unwrap_or_default();
    let parts = parts.filter(|part| !part.starts_with("charset="));
    parts.fold(name, |name, part| format!("{name}; {part}"))
}
