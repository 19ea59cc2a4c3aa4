//! The document in one spelling, however upstream writes it.
//!
//! References are replaced by their content, parameters are on their operations, null is a keyword
//! and defaults are left out.

use std::collections::HashSet;

use serde_json::{Map, Number, Value, json};

use super::decode;

const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

/// Reads a document, YAML or JSON, and returns it in one spelling: with the content of references in
/// their place, and with its parameters and security on each operation.
///
/// # Errors
///
/// The text is not YAML or JSON.
pub fn read(text: &str) -> Result<Value, serde_yaml::Error> {
    let text = text.trim_start_matches('\u{feff}');
    let mut document: serde_yaml::Value = serde_yaml::from_str(text)?;
    document.apply_merge()?;
    Ok(plain(&serde_yaml::from_value(document)?))
}

/// The document in one spelling.
pub(super) fn plain(document: &Value) -> Value {
    let mut speller = Speller {
        document,
        open: HashSet::new(),
    };
    let mut plain = document.clone();
    if let Some(schemas) = plain.pointer_mut("/components/schemas") {
        each_member(schemas, |schema| *schema = speller.schema(schema));
    }
    each_member(&mut plain["paths"], |path| speller.path(path));
    plain
}

struct Speller<'d> {
    document: &'d Value,
    /// The references whose content is being spelled: a recursive one stays.
    open: HashSet<String>,
}

impl Speller<'_> {
    fn path(&mut self, path: &mut Value) {
        let shared = path
            .as_object_mut()
            .and_then(|path| path.remove("parameters"));
        let security = self.document.get("security");
        for method in METHODS {
            let Some(operation) = path.get_mut(method).and_then(Value::as_object_mut) else {
                continue;
            };
            let own = operation.remove("parameters");
            let own = self.parameters(own.as_ref());
            let is_own = |it: &Value| {
                own.iter()
                    .any(|own| own["name"] == it["name"] && own["in"] == it["in"])
            };
            let mut parameters = self.parameters(shared.as_ref());
            parameters.retain(|parameter| !is_own(parameter));
            parameters.extend(own);
            operation.insert("parameters".to_owned(), parameters.into());
            if let (None, Some(security)) = (operation.get("security"), security) {
                operation.insert("security".to_owned(), security.clone());
            }
            if let Some(body) = operation.get_mut("requestBody") {
                self.content(body);
            }
            if let Some(responses) = operation.get_mut("responses") {
                each_member(responses, |response| self.content(response));
            }
        }
    }

    fn parameters(&mut self, list: Option<&Value>) -> Vec<Value> {
        let parameters = list.and_then(Value::as_array).into_iter().flatten();
        parameters
            .map(|parameter| {
                let mut parameter = self.followed(parameter);
                let mut schema = self.schema(&parameter["schema"]);
                if let (None, Some(text)) =
                    (parameter.get("description"), schema.get("description"))
                {
                    parameter["description"] = text.clone();
                }
                if let (None, Some(example)) = (schema.get("example"), parameter.get("example")) {
                    schema["example"] = whole(example);
                }
                parameter["schema"] = schema;
                parameter
            })
            .collect()
    }

    /// Spells what has a `content`: a request body or a response.
    fn content(&mut self, body: &mut Value) {
        *body = self.followed(body);
        let Some(Value::Object(content)) = body.get_mut("content") else {
            return;
        };
        *content = std::mem::take(content)
            .into_iter()
            .map(|(media, mut it)| {
                it["schema"] = self.schema(&it["schema"]);
                let name = media.split(';').next().unwrap_or_default();
                (name.trim().to_ascii_lowercase(), it)
            })
            .collect();
    }

    /// What a node refers to, or the node.
    fn followed(&self, node: &Value) -> Value {
        let mut node = node;
        while let Some(reference) = node["$ref"].as_str() {
            node = self.target(reference);
        }
        node.clone()
    }

    fn target(&self, reference: &str) -> &Value {
        let pointer = decode::lossy(reference.trim_start_matches('#'));
        self.document
            .pointer(&pointer)
            .unwrap_or_else(|| panic!("the document has no {reference}"))
    }

    fn schema(&mut self, schema: &Value) -> Value {
        let Some(schema) = schema.as_object() else {
            return schema.clone();
        };
        if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
            if !self.open.insert(reference.to_owned()) {
                return Value::Object(schema.clone());
            }
            let content = self.target(reference).clone();
            let content = self.schema(&content);
            self.open.remove(reference);
            return content;
        }
        let mut plain = Map::new();
        for (keyword, value) in schema {
            let value = match keyword.as_str() {
                "properties" => {
                    let mut properties = value.clone();
                    each_member(&mut properties, |property| {
                        *property = self.schema(property)
                    });
                    properties
                }
                "allOf" | "anyOf" | "oneOf" => {
                    let schemas = value.as_array().into_iter().flatten();
                    schemas.map(|schema| self.schema(schema)).collect()
                }
                "additionalProperties" if is_anything(value) => true.into(),
                "items" | "additionalProperties" => self.schema(value),
                _ => whole(value),
            };
            plain.insert(keyword.clone(), value);
        }
        let is_object = plain.contains_key("properties");
        plain.retain(|keyword, value| match keyword.as_str() {
            "additionalProperties" => !is_object || *value != true,
            "nullable" | "deprecated" | "readOnly" | "writeOnly" | "uniqueItems" => *value == true,
            "minLength" | "minItems" | "minProperties" => *value != 0,
            _ => true,
        });
        without_null(&mut plain);
        merged(plain).into()
    }
}

/// Replaces a branch, part or value that stands for null by `nullable: true`.
fn without_null(schema: &mut Map<String, Value>) {
    let mut is_nullable = false;
    if let Some(Value::Array(values)) = schema.get_mut("enum")
        && values.iter().any(|value| !value.is_null())
    {
        let count = values.len();
        values.retain(|value| !value.is_null());
        is_nullable |= values.len() < count;
    }
    for keyword in ["anyOf", "oneOf", "allOf"] {
        if let Some(Value::Array(schemas)) = schema.get_mut(keyword) {
            let count = schemas.len();
            schemas.retain(|schema| !is_null(schema));
            is_nullable |= schemas.len() < count;
        }
    }
    if is_nullable {
        schema.insert("nullable".to_owned(), true.into());
    }
}

fn is_null(schema: &Value) -> bool {
    let said = restricting(schema);
    said == json!({ "nullable": true }) || said == json!({ "nullable": true, "enum": [null] })
}

/// Whether a schema allows everything.
fn is_anything(schema: &Value) -> bool {
    *schema == true || *schema == json!({}) || restricting(schema) == json!({ "nullable": true })
}

/// A schema without the members that only describe it.
fn restricting(schema: &Value) -> Value {
    let mut schema = schema.clone();
    if let Value::Object(members) = &mut schema {
        members.retain(|key, value| !is_descriptive(key) && *value != false);
    }
    schema
}

fn is_descriptive(key: &str) -> bool {
    ["description", "title", "example"].contains(&key) || key.starts_with("x-")
}

/// Merges parts into the schema around them, if that says the same.
fn merged(mut schema: Map<String, Value>) -> Map<String, Value> {
    for keyword in ["anyOf", "oneOf"] {
        if let Some([only]) = schema
            .get(keyword)
            .and_then(Value::as_array)
            .map(Vec::as_slice)
        {
            let only = only.clone();
            schema.remove(keyword);
            return around(only, schema);
        }
    }
    let Some(Value::Array(parts)) = schema.get("allOf").cloned() else {
        return schema;
    };
    if let [only] = parts.as_slice() {
        schema.remove("allOf");
        return around(only.clone(), schema);
    }
    let mut properties = Map::new();
    let mut required = Vec::new();
    for part in &parts {
        let is_known = |key: &String| {
            ["type", "properties", "required"].contains(&key.as_str()) || is_descriptive(key)
        };
        if !part
            .as_object()
            .is_some_and(|part| part.keys().all(is_known))
        {
            return schema;
        }
        for (name, property) in part["properties"].as_object().into_iter().flatten() {
            if properties.insert(name.clone(), property.clone()).is_some() {
                return schema;
            }
        }
        required.extend(part["required"].as_array().into_iter().flatten().cloned());
    }
    if schema.contains_key("properties") || properties.is_empty() {
        return schema;
    }
    schema.remove("allOf");
    schema.insert("type".to_owned(), "object".into());
    schema.insert("properties".to_owned(), properties.into());
    if schema.get("additionalProperties") == Some(&Value::Bool(true)) {
        schema.remove("additionalProperties");
    }
    schema.insert("required".to_owned(), required.into());
    schema
}

/// The only part of a schema, with what stands beside it.
fn around(part: Value, beside: Map<String, Value>) -> Map<String, Value> {
    match part {
        Value::Object(part) if !part.contains_key("$ref") => {
            part.into_iter().chain(beside).collect()
        }
        part => Map::from_iter([("allOf".to_owned(), json!([part]))])
            .into_iter()
            .chain(beside)
            .collect(),
    }
}

/// `100.0` and `1e2` are `100`.
fn whole(value: &Value) -> Value {
    match value {
        Value::Number(number) => match number.as_f64() {
            Some(float) if number.is_f64() && float.fract() == 0.0 && float.abs() < 1e15 => {
                Value::Number(Number::from(float as i64))
            }
            _ => value.clone(),
        },
        Value::Array(items) => items.iter().map(whole).collect(),
        Value::Object(members) => members
            .iter()
            .map(|(key, value)| (key.clone(), whole(value)))
            .collect(),
        _ => value.clone(),
    }
}

fn each_member(object: &mut Value, change: impl FnMut(&mut Value)) {
    if let Value::Object(members) = object {
        members.values_mut().for_each(change);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The schema of the property `it` in a document with these schemas.
    fn property(schema: Value) -> Value {
        let plan = json!({ "type": "string", "enum": ["a.b"] });
        let schemas = json!({ "plan.type": plan, "It": { "properties": { "it": schema } } });
        let plain = plain(&json!({ "components": { "schemas": schemas }, "paths": {} }));
        plain["components"]["schemas"]["It"]["properties"]["it"].clone()
    }

    #[test]
    fn a_reference_is_its_content() {
        let reference = json!({ "$ref": "#/components/schemas/plan%2Etype" });
        let content = json!({ "type": "string", "enum": ["a.b"] });
        assert_eq!(property(reference.clone()), content);
        assert_eq!(property(json!({ "allOf": [reference] })), content);
    }

    #[test]
    fn null_is_a_keyword() {
        let nullable = json!({ "type": "string", "nullable": true });
        let string = json!({ "type": "string" });
        for spelling in [
            json!({ "allOf": [string, { "nullable": true }] }),
            json!({ "anyOf": [string, { "nullable": true }] }),
            json!({ "oneOf": [string, { "nullable": true, "enum": [null] }] }),
        ] {
            assert_eq!(property(spelling), nullable);
        }
    }

    #[test]
    fn parts_of_an_object_are_one_object() {
        let part = |name: &str| json!({ "properties": { name: {} }, "required": [name] });
        assert_eq!(
            property(json!({ "allOf": [part("a"), part("b")] })),
            json!({ "type": "object", "properties": { "a": {}, "b": {} }, "required": ["a", "b"] })
        );
    }

    #[test]
    fn parameters_are_on_their_operations() {
        let document = json!({
            "components": { "parameters": {
                "Limit": { "name": "limit", "in": "query", "schema": { "description": "Up to 9" } },
            } },
            "paths": { "/a/{id}": {
                "parameters": [
                    { "name": "id", "in": "path", "description": "replaced" },
                    { "$ref": "#/components/parameters/Limit" },
                ],
                "get": { "parameters": [{ "name": "id", "in": "path", "description": "own" }] },
            } },
        });
        let plain = plain(&document);
        let parameters = plain["paths"]["/a/{id}"]["get"]["parameters"]
            .as_array()
            .unwrap();
        let texts: Vec<_> = parameters
            .iter()
            .map(|it| it["description"].as_str())
            .collect();
        assert_eq!(texts, [Some("Up to 9"), Some("own")]);
    }

    #[test]
    fn merge_keys_and_exponents_are_read() {
        let text = "paths: {}\ncomponents:\n  schemas:\n    A: &a {type: string, maxLength: 1e2}\n    \
                    B:\n      <<: *a\n      minLength: 1.0\n";
        assert_eq!(
            read(text).unwrap()["components"]["schemas"]["B"],
            json!({ "type": "string", "maxLength": 100, "minLength": 1 })
        );
    }
}
