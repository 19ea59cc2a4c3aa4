//! One object, or `allOf` its parts.

use super::references::{add_component, resolved};
use crate::{
    pick::Pick,
    places::{Place, Role, list, members, object, schemas},
};
use serde_json::{Map, Value, json};

/// `allOf` of objects becomes one object.
pub fn parts_to_object(document: &mut Value, pick: &mut Pick) {
    let possible = |place: &Place| merged(document, &place.pointer).is_some();
    let places = schemas(document).into_iter().filter(possible).collect();
    for place in pick.among(places) {
        if let Some(merged) = merged(document, &place.pointer)
            && let Some(schema) = document.pointer_mut(&place.pointer)
        {
            *schema = Value::Object(merged);
        }
    }
}

fn merged(document: &Value, pointer: &str) -> Option<Map<String, Value>> {
    let mut merged = document.pointer(pointer)?.as_object()?.clone();
    let parts = merged.remove("allOf")?.as_array()?.len();
    let (mut properties, mut required) = (Map::new(), Vec::new());
    if parts < 2 || merged.contains_key("properties") || merged.contains_key("required") {
        return None;
    }
    for index in 0..parts {
        let part = format!("{pointer}/allOf/{index}");
        let part = resolved(document, &part)
            .or_else(|| document.pointer(&part))?
            .as_object()?;
        let known = |key: &String| {
            ["type", "description", "properties", "required"].contains(&key.as_str())
        };
        if !part.keys().all(known) {
            return None;
        }
        for (name, property) in part.get("properties")?.as_object()? {
            if properties.insert(name.clone(), property.clone()).is_some() {
                return None;
            }
        }
        required.extend_from_slice(list(part.get("required")));
    }
    merged.insert("type".to_owned(), json!("object"));
    merged.insert("properties".to_owned(), Value::Object(properties));
    if !required.is_empty() {
        merged.insert("required".to_owned(), Value::Array(required));
    }
    Some(merged)
}

/// An object becomes `allOf` two halves.
pub fn object_to_parts(document: &mut Value, pick: &mut Pick) {
    for place in pick.among(divisible(document)) {
        let (mut whole, first, second) = halves(object(document, &place.pointer).clone());
        whole.insert("allOf".to_owned(), json!([first, second]));
        *object(document, &place.pointer) = whole;
    }
}

/// A component becomes `allOf` a new component and the rest.
pub fn component_to_parts(document: &mut Value, pick: &mut Pick) {
    let components = divisible(document)
        .into_iter()
        .filter(|it| it.role == Role::Component);
    for place in pick.among(components.collect()) {
        let (mut whole, first, second) = halves(object(document, &place.pointer).clone());
        let base = format!("{}Base", place.name);
        let base = add_component(document, "schemas", &base, Value::Object(first));
        let reference = json!({ "$ref": format!("#/components/schemas/{base}") });
        whole.insert("allOf".to_owned(), json!([reference, second]));
        *object(document, &place.pointer) = whole;
    }
}

/// The objects that can be divided: they have properties and say nothing that depends on all.
fn divisible(document: &Value) -> Vec<Place> {
    let is_divisible = |place: &Place| {
        let says_more = |(key, _): (&String, &Value)| {
            ![
                "type",
                "description",
                "title",
                "example",
                "properties",
                "required",
            ]
            .contains(&key.as_str())
                && !key.starts_with("x-")
        };
        place.role != Role::Part
            && members(document, &format!("{}/properties", place.pointer)).count() > 1
            && !members(document, &place.pointer).any(says_more)
    };
    schemas(document).into_iter().filter(is_divisible).collect()
}

type Schema = Map<String, Value>;

/// What an object says as a whole, and two objects with half of its properties each.
fn halves(mut whole: Schema) -> (Schema, Schema, Schema) {
    let kind = whole.remove("type");
    let required = whole.remove("required");
    let properties = match whole.remove("properties") {
        Some(Value::Object(properties)) => properties,
        _ => Map::new(),
    };
    let middle = properties.len().div_ceil(2);
    let (mut first, mut second) = (Map::new(), Map::new());
    for (index, (name, property)) in properties.into_iter().enumerate() {
        let half = if index < middle {
            &mut first
        } else {
            &mut second
        };
        half.insert(name, property);
    }
    let half = |properties: Schema| {
        let names = list(required.as_ref()).iter();
        let required: Vec<_> = names
            .filter(|name| {
                name.as_str()
                    .is_some_and(|name| properties.contains_key(name))
            })
            .cloned()
            .collect();
        let mut half = Map::new();
        half.extend(kind.clone().map(|kind| ("type".to_owned(), kind)));
        half.insert("properties".to_owned(), Value::Object(properties));
        if !required.is_empty() {
            half.insert("required".to_owned(), Value::Array(required));
        }
        half
    };
    let (first, second) = (half(first), half(second));
    (whole, first, second)
}
