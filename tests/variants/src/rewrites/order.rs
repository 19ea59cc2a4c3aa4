//! Orders that mean nothing.

use crate::{
    pick::Pick,
    places::{has_names, is_data, join, list, members, object, operations, schemas},
};
use serde_json::{Map, Value};

/// The keywords of objects of OpenAPI.
pub fn keywords(document: &mut Value, pick: &mut Pick) {
    let mut places = Vec::new();
    collect_objects(document, String::new(), false, &mut places);
    shuffle_members(document, pick, places);
}

fn collect_objects(value: &Value, pointer: String, names: bool, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (key, member) in members {
                if names || !is_data(key) {
                    let names = !names && has_names(key) && member.is_object();
                    collect_objects(member, join(&pointer, key), names, found);
                }
            }
            if !names {
                found.push(pointer);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                collect_objects(item, format!("{pointer}/{index}"), false, found);
            }
        }
        _ => {}
    }
}

/// The properties of objects.
pub fn properties(document: &mut Value, pick: &mut Pick) {
    let places = below_schemas(document, "properties");
    shuffle_members(document, pick, places);
}

/// The components.
pub fn components(document: &mut Value, pick: &mut Pick) {
    let sections = members(document, "/components").map(|(key, _)| join("/components", key));
    let sections = sections.collect();
    shuffle_members(document, pick, sections);
}

/// The paths.
pub fn paths(document: &mut Value, pick: &mut Pick) {
    shuffle_members(document, pick, vec!["/paths".to_owned()]);
}

/// The methods of a path.
pub fn methods(document: &mut Value, pick: &mut Pick) {
    let paths = members(document, "/paths")
        .map(|(path, _)| join("/paths", path))
        .collect();
    shuffle_members(document, pick, paths);
}

/// The responses of an operation.
pub fn responses(document: &mut Value, pick: &mut Pick) {
    let operations = operations(document).into_iter();
    let places = operations
        .map(|it| format!("{}/responses", it.pointer))
        .collect();
    shuffle_members(document, pick, places);
}

/// The parameters of an operation.
pub fn parameters(document: &mut Value, pick: &mut Pick) {
    let operations = operations(document).into_iter();
    let places = operations
        .map(|it| format!("{}/parameters", it.pointer))
        .collect();
    shuffle_items(document, pick, places);
}

/// The values of an enum.
pub fn enum_values(document: &mut Value, pick: &mut Pick) {
    let places = below_schemas(document, "enum");
    shuffle_items(document, pick, places);
}

/// The names of required properties.
pub fn required(document: &mut Value, pick: &mut Pick) {
    let places = below_schemas(document, "required");
    shuffle_items(document, pick, places);
}

/// The alternatives of `anyOf` and `oneOf`.
pub fn branches(document: &mut Value, pick: &mut Pick) {
    let mut places = below_schemas(document, "anyOf");
    places.extend(below_schemas(document, "oneOf"));
    shuffle_items(document, pick, places);
}

/// The parts of `allOf`.
pub fn parts(document: &mut Value, pick: &mut Pick) {
    let places = below_schemas(document, "allOf");
    shuffle_items(document, pick, places);
}

/// The tags of the document.
pub fn tags(document: &mut Value, pick: &mut Pick) {
    shuffle_items(document, pick, vec!["/tags".to_owned()]);
}

/// The values of a discriminator's mapping.
pub fn mappings(document: &mut Value, pick: &mut Pick) {
    let places = below_schemas(document, "discriminator/mapping");
    shuffle_members(document, pick, places);
}

fn below_schemas(document: &Value, keyword: &str) -> Vec<String> {
    let places = schemas(document).into_iter();
    places
        .map(|place| format!("{}/{keyword}", place.pointer))
        .collect()
}

fn shuffle_members(document: &mut Value, pick: &mut Pick, places: Vec<String>) {
    let several = |pointer: &String| members(document, pointer).count() > 1;
    let places = places.into_iter().filter(several).collect();
    for pointer in pick.among(places) {
        let members = object(document, &pointer);
        let mut shuffled: Vec<_> = std::mem::take(members).into_iter().collect();
        pick.shuffle(&mut shuffled);
        *members = Map::from_iter(shuffled);
    }
}

fn shuffle_items(document: &mut Value, pick: &mut Pick, places: Vec<String>) {
    let several = |pointer: &String| list(document.pointer(pointer)).len() > 1;
    let places = places.into_iter().filter(several).collect();
    for pointer in pick.among(places) {
        if let Some(Value::Array(items)) = document.pointer_mut(&pointer) {
            pick.shuffle(items);
        }
    }
}
