//! OpenAPI 3.0 schemas as JSON Schema 2020-12.

use std::{
    collections::{BTreeSet, HashMap},
    sync::{Arc, Mutex, PoisonError},
};

use jsonschema::{Draft, ValidationError, Validator};
use serde_json::{Map, Value, json};

use super::message::messages;

const COMPONENTS: &str = "#/components/schemas/";

/// Whether an object may contain undeclared properties.
///
/// A member of an `allOf` describes only a part of an object and must be open. The `allOf` itself
/// is closed.
#[derive(Clone, Copy, PartialEq)]
enum Shape {
    Open,
    Closed,
}

/// The component schemas of a document.
pub(super) struct Schemas {
    components: Map<String, Value>,
    /// The schemas of objects by the constant in `object`, those of events by the one in `topic`,
    /// and those of errors by the one in `code`: upstream may have no component for them.
    kinds: HashMap<String, Vec<Value>>,
    /// Validators by the JSON of their schema: building one takes far longer than using it.
    compiled: Mutex<HashMap<String, Arc<Validator>>>,
}

impl Schemas {
    pub(super) fn new(document: &Value) -> Self {
        let schemas = document.pointer("/components/schemas");
        let components = schemas.and_then(Value::as_object).cloned();
        let mut kinds = HashMap::new();
        collect_kinds(document, &mut kinds);
        Self {
            kinds,
            components: components.unwrap_or_default(),
            compiled: Mutex::default(),
        }
    }

    /// Resolves references to a schema.
    pub(super) fn resolve<'a>(&'a self, mut schema: &'a Value) -> &'a Value {
        while let Some(reference) = schema["$ref"].as_str() {
            schema = self.component(reference.strip_prefix(COMPONENTS).unwrap_or(reference));
        }
        schema
    }

    /// All violations of `schema` by `instance`.
    pub(super) fn check(&self, schema: &Value, instance: &Value) -> Vec<String> {
        let errors: Vec<_> = self
            .validator(schema)
            .iter_errors(instance)
            .map(ValidationError::to_owned)
            .collect();
        messages(&errors)
    }

    /// A property of a kind of object, such as `meter_order`, or of an error, if both exist.
    pub(super) fn property(&self, kind: &str, name: &str) -> Option<&Value> {
        let schemas = self.kinds.get(kind)?.iter();
        schemas
            .map(|schema| &schema["properties"][name])
            .find(|property| !property.is_null())
    }

    /// The schema of a kind of object or event.
    pub(super) fn get(&self, kind: &str) -> Option<&Value> {
        self.kinds.get(kind)?.first()
    }

    fn component(&self, name: &str) -> &Value {
        self.components
            .get(name)
            .unwrap_or_else(|| panic!("the document has no schema `{name}`"))
    }

    fn validator(&self, schema: &Value) -> Arc<Validator> {
        let mut compiled = self.compiled.lock().unwrap_or_else(PoisonError::into_inner);
        let validator = compiled.entry(schema.to_string());
        Arc::clone(validator.or_insert_with(|| Arc::new(self.compile(schema))))
    }

    fn compile(&self, schema: &Value) -> Validator {
        let mut schema = convert(schema, Shape::Closed);
        schema["$defs"] = self.definitions(&schema);
        jsonschema::options()
            .with_draft(Draft::Draft202012)
            .should_validate_formats(true)
            .build(&schema)
            .unwrap_or_else(|error| panic!("the document has an unusable schema: {error}"))
    }

    /// The components that `schema` refers to. Their keys include the shape.
    fn definitions(&self, schema: &Value) -> Value {
        let mut definitions = Map::new();
        let mut pending = references(schema);
        while let Some(key) = pending.pop_first() {
            let (shape, name) = match key.strip_prefix("open:") {
                Some(name) => (Shape::Open, name),
                None => (Shape::Closed, key.as_str()),
            };
            let definition = convert(self.component(name), shape);
            let new = references(&definition).into_iter();
            definitions.insert(key, definition);
            pending.extend(new.filter(|key| !definitions.contains_key(key)));
        }
        definitions.into()
    }
}

fn collect_kinds(node: &Value, kinds: &mut HashMap<String, Vec<Value>>) {
    for tag in ["object", "topic", "code"] {
        if let Some([Value::String(kind)]) = node["properties"][tag]["enum"]
            .as_array()
            .map(Vec::as_slice)
        {
            let known = kinds.entry(kind.clone()).or_default();
            if !known.contains(node) {
                known.push(node.clone());
            }
        }
    }
    match node {
        Value::Object(members) => members.values().for_each(|it| collect_kinds(it, kinds)),
        Value::Array(items) => items.iter().for_each(|it| collect_kinds(it, kinds)),
        _ => {}
    }
}

/// The branches of a union that carry a value, if `schema` is one.
///
/// The documents declare timestamps as `anyOf: [string, date-time]`. The plain string would allow
/// any text, so it is ignored if there are other branches.
pub(super) fn branches(schema: &Value) -> Option<Vec<&Value>> {
    let all = ["anyOf", "oneOf"]
        .iter()
        .find_map(|union| schema[union].as_array())?;
    let said: Vec<_> = all.iter().filter(|branch| !is_null(branch)).collect();
    let precise = said
        .iter()
        .filter(|branch| !is_plain_string(branch))
        .copied()
        .collect::<Vec<_>>();
    Some(if precise.is_empty() { said } else { precise })
}

/// Whether `schema` allows null, in any of the spellings in the documents.
pub(super) fn is_nullable(schema: &Value) -> bool {
    let in_union = |union| {
        schema[union]
            .as_array()
            .is_some_and(|all| all.iter().any(is_nullable))
    };
    schema["nullable"] == true || in_union("anyOf") || in_union("oneOf")
}

/// `{nullable: true}` alone allows any value, but as a branch of a union it means null.
fn is_null(schema: &Value) -> bool {
    schema["nullable"] == true && convert(schema, Shape::Open) == json!({})
}

fn is_plain_string(schema: &Value) -> bool {
    convert(schema, Shape::Open) == json!({ "type": "string" })
}

/// Converts keyword by keyword. Panics on an unknown one, which the sandbox could not enforce.
fn convert(schema: &Value, shape: Shape) -> Value {
    if let Some(reference) = schema["$ref"].as_str() {
        let name = reference.strip_prefix(COMPONENTS).unwrap_or(reference);
        let prefix = if shape == Shape::Open { "open:" } else { "" };
        return json!({ "$ref": format!("#/$defs/{prefix}{name}") });
    }
    let mut out = Map::new();
    for (keyword, value) in schema.as_object().into_iter().flatten() {
        let converted = match keyword.as_str() {
            // In alphabetical order, so that messages do not depend on that of the document.
            "enum" => sorted(value),
            "type" | "format" | "pattern" | "required" | "multipleOf" | "minimum" | "maximum"
            | "minLength" | "maxLength" | "minItems" | "maxItems" | "uniqueItems"
            | "minProperties" | "maxProperties" => value.clone(),
            "items" => convert(value, Shape::Closed),
            "additionalProperties" if value.is_boolean() => value.clone(),
            "additionalProperties" => convert(value, Shape::Closed),
            "properties" => properties(value),
            "allOf" => all(value.as_array().into_iter().flatten(), Shape::Open),
            "anyOf" | "oneOf" => all(branches(schema).unwrap_or_default(), shape),
            "exclusiveMinimum" | "exclusiveMaximum" | "nullable" => continue,
            "title" | "description" | "default" | "example" | "discriminator" | "deprecated"
            | "readOnly" | "writeOnly" => {
                continue;
            }
            extension if extension.starts_with("x-") => continue,
            unknown => panic!("the sandbox does not support the schema keyword `{unknown}`"),
        };
        out.insert(keyword.clone(), converted);
    }
    exclusive(&mut out, schema, "minimum", "exclusiveMinimum");
    exclusive(&mut out, schema, "maximum", "exclusiveMaximum");
    if shape == Shape::Closed {
        close(&mut out);
    }
    if is_nullable(schema) {
        nullable(out)
    } else {
        out.into()
    }
}

fn sorted(values: &Value) -> Value {
    let mut values = values.as_array().cloned().unwrap_or_default();
    values.sort_by_cached_key(Value::to_string);
    values.into()
}

fn properties(schemas: &Value) -> Value {
    let schemas = schemas.as_object().into_iter().flatten();
    schemas
        .map(|(name, schema)| (name.clone(), convert(schema, Shape::Closed)))
        .collect()
}

fn all<'a>(schemas: impl IntoIterator<Item = &'a Value>, shape: Shape) -> Value {
    let schemas = schemas.into_iter();
    schemas.map(|schema| convert(schema, shape)).collect()
}

/// In OpenAPI 3.0, a boolean `exclusiveMinimum` modifies `minimum`; in JSON Schema, it is the limit
/// itself.
fn exclusive(out: &mut Map<String, Value>, schema: &Value, limit: &str, keyword: &str) {
    if schema[keyword] == true
        && let Some(value) = out.remove(limit)
    {
        out.insert(keyword.to_owned(), value);
    }
}

/// Forbids undeclared properties, unless the schema is a map.
fn close(out: &mut Map<String, Value>) {
    if out.contains_key("allOf") {
        out.insert("unevaluatedProperties".to_owned(), false.into());
    } else if out.contains_key("properties") && !out.contains_key("additionalProperties") {
        out.insert("additionalProperties".to_owned(), false.into());
    }
}

fn nullable(mut schema: Map<String, Value>) -> Value {
    if schema.is_empty() {
        return json!({});
    }
    let Some(kind) = schema.get("type").cloned() else {
        return json!({ "anyOf": [schema, { "type": "null" }] });
    };
    schema.insert("type".into(), json!([kind, "null"]));
    if let Some(Value::Array(values)) = schema.get_mut("enum")
        && !values.contains(&Value::Null)
    {
        values.push(Value::Null);
    }
    schema.into()
}

/// The keys under `$defs` that a converted schema refers to.
fn references(schema: &Value) -> BTreeSet<String> {
    match schema {
        Value::Object(object) => match object.get("$ref").and_then(Value::as_str) {
            Some(reference) => {
                BTreeSet::from([reference.trim_start_matches("#/$defs/").to_owned()])
            }
            None => object.values().flat_map(references).collect(),
        },
        Value::Array(array) => array.iter().flat_map(references).collect(),
        _ => BTreeSet::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(schema: &Value, instance: &Value) -> Vec<String> {
        let person = json!({
            "type": "object",
            "properties": { "type": { "enum": ["person"] }, "name": { "type": "string" } },
            "required": ["name"],
        });
        let company = json!({
            "type": "object",
            "properties": { "type": { "enum": ["company"] }, "vat_id": { "type": "string" } },
            "required": ["type", "vat_id"],
        });
        let document =
            json!({ "components": { "schemas": { "a.person": person, "a.company": company } } });
        Schemas::new(&document).check(schema, instance)
    }

    fn component(name: &str) -> Value {
        json!({ "$ref": format!("#/components/schemas/{name}") })
    }

    #[test]
    fn nullable_adds_null_to_types_and_enums() {
        let schema = json!({ "type": "string", "nullable": true, "enum": ["a"] });
        assert!(check(&schema, &json!(null)).is_empty());
        assert_eq!(
            check(&schema, &json!("b")),
            [r#""b" is not one of "a" or null"#]
        );
        assert!(check(&json!({ "type": "string" }), &json!(null))[0].contains("is not of type"));
    }

    #[test]
    fn nullable_alone_allows_anything_except_in_a_union() {
        let anything = json!({ "nullable": true, "description": "free" });
        assert!(check(&anything, &json!([1, "a"])).is_empty());
        let timestamp = json!({ "anyOf": [
            { "type": "string" }, { "type": "string", "format": "date-time" }, { "nullable": true },
        ] });
        assert!(check(&timestamp, &json!(null)).is_empty());
        assert!(check(&timestamp, &json!("2026-01-01T00:00:00Z")).is_empty());
        assert_eq!(
            check(&timestamp, &json!("soon")),
            [r#""soon" is not a "date-time""#]
        );
    }

    #[test]
    fn exclusive_limits_qualify_the_inclusive_ones() {
        let limits = |exclusive: bool| json!({ "minimum": 0, "exclusiveMinimum": exclusive });
        assert!(check(&limits(false), &json!(0)).is_empty());
        assert_eq!(check(&limits(true), &json!(0)).len(), 1);
    }

    #[test]
    fn undeclared_properties_are_found_in_objects_but_not_in_maps() {
        let extra = json!({ "name": "Ada", "extra": 1 });
        assert_eq!(check(&component("a.person"), &extra).len(), 1);
        let map = json!({ "type": "object", "additionalProperties": { "nullable": true } });
        assert!(check(&map, &extra).is_empty());
    }

    #[test]
    fn members_of_an_all_of_add_up_to_one_closed_object() {
        let member = json!({ "properties": { "age": { "type": "number" } } });
        let merged = json!({ "allOf": [component("a.person"), member] });
        assert!(check(&merged, &json!({ "name": "Ada", "age": 36 })).is_empty());
        let extra = check(&merged, &json!({ "name": "Ada", "age": 36, "extra": 1 }));
        assert_eq!(
            extra,
            ["Unevaluated properties are not allowed ('extra' was unexpected)"]
        );
        let wrong = check(&merged, &json!({ "name": "Ada", "age": "36" }));
        assert_eq!(wrong, [r#"/age: "36" is not of type "number""#]);
    }

    #[test]
    fn a_union_speaks_through_the_branch_whose_tag_matches() {
        let union = json!({ "anyOf": [
            component("a.person"), component("a.company"), { "nullable": true },
        ] });
        assert!(check(&union, &json!(null)).is_empty());
        let company = check(&union, &json!({ "type": "company", "name": "Ada" }));
        assert_eq!(
            company,
            [
                r#""vat_id" is a required property"#,
                "Additional properties are not allowed ('name' was unexpected)",
            ]
        );
        let untagged = check(&union, &json!({ "name": 1 }));
        assert_eq!(untagged, [r#"/name: 1 is not of type "string""#]);
        assert!(check(&union, &json!({ "type": "robot" }))[0].contains("not valid under any"));
    }
}
