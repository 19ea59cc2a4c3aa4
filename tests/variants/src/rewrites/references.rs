//! Inline or in components, reference or content.

use crate::{
    pick::Pick,
    places::{
        Place, Role, each_reference, list, members, object, parameters, pascal, request_bodies,
        responses, schemas, schemas_where, target,
    },
};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// Every inline object becomes a component of its own.
pub fn objects_to_components(document: &mut Value, pick: &mut Pick) {
    schemas_to_components(document, pick, is_object, Sharing::None);
}

/// Inline objects become components; equal ones share it.
pub fn equal_objects_to_components(document: &mut Value, pick: &mut Pick) {
    schemas_to_components(document, pick, is_object, Sharing::Equal);
}

/// Every inline enum becomes a component of its own.
pub fn enums_to_components(document: &mut Value, pick: &mut Pick) {
    schemas_to_components(document, pick, is_enum, Sharing::None);
}

/// Inline enums become components; equal ones share it.
pub fn equal_enums_to_components(document: &mut Value, pick: &mut Pick) {
    schemas_to_components(document, pick, is_enum, Sharing::Equal);
}

/// Everything in a property that is not an object or enum becomes a component.
pub fn scalars_to_components(document: &mut Value, pick: &mut Pick) {
    let is_scalar =
        |schema: &Value| !is_object(schema) && !is_enum(schema) && schema.get("type").is_some();
    schemas_to_components(document, pick, is_scalar, Sharing::None);
}

fn is_object(schema: &Value) -> bool {
    schema["properties"].is_object()
}

fn is_enum(schema: &Value) -> bool {
    schema["enum"].is_array()
}

fn schemas_to_components(
    document: &mut Value,
    pick: &mut Pick,
    wanted: impl Fn(&Value) -> bool,
    sharing: Sharing,
) {
    let places = schemas_where(document, |schema, role| {
        role != Role::Component && wanted(schema)
    });
    let places = places
        .into_iter()
        .map(|place| (place.pointer, place.name))
        .collect();
    to_components(document, "schemas", pick.among(places), sharing);
}

/// The customers of leads become components.
pub fn lead_customers_to_components(document: &mut Value, pick: &mut Pick) {
    let mut places = schemas_where(document, |schema, _| is_object(schema));
    places.retain(|place| place.pointer.contains("Lead/properties/customer"));
    let places = places.into_iter().map(|place| (place.pointer, place.name));
    let places = pick.among(places.collect());
    to_components(document, "schemas", places, Sharing::None);
}

/// Parameters become components; equal ones share it.
pub fn parameters_to_components(document: &mut Value, pick: &mut Pick) {
    let places = inline(parameters(document));
    to_components(document, "parameters", pick.among(places), Sharing::Equal);
}

/// Every parameter becomes a component of its own.
pub fn parameters_to_own_components(document: &mut Value, pick: &mut Pick) {
    let places = inline(parameters(document));
    to_components(document, "parameters", pick.among(places), Sharing::None);
}

/// Responses become components; equal ones share it.
pub fn responses_to_components(document: &mut Value, pick: &mut Pick) {
    let places = inline(responses(document));
    to_components(document, "responses", pick.among(places), Sharing::Equal);
}

/// Every response becomes a component of its own.
pub fn responses_to_own_components(document: &mut Value, pick: &mut Pick) {
    let places = inline(responses(document));
    to_components(document, "responses", pick.among(places), Sharing::None);
}

/// Request bodies become components.
pub fn request_bodies_to_components(document: &mut Value, pick: &mut Pick) {
    let places = inline(request_bodies(document));
    to_components(document, "requestBodies", pick.among(places), Sharing::None);
}

fn inline(places: Vec<Place>) -> Vec<(String, String)> {
    let inline = places
        .into_iter()
        .filter(|place| !place.pointer.starts_with("/components/"));
    inline.map(|place| (place.pointer, place.name)).collect()
}

#[derive(Clone, Copy, PartialEq)]
enum Sharing {
    None,
    Equal,
}

/// Moves what is at the places into a section of the components, under the names given.
fn to_components(
    document: &mut Value,
    section: &str,
    places: Vec<(String, String)>,
    sharing: Sharing,
) {
    for (pointer, name) in places {
        let content = document.pointer(&pointer).cloned().unwrap_or_default();
        let same = (sharing == Sharing::Equal).then(|| {
            let mut components = members(document, &format!("/components/{section}"));
            Some(components.find(|(_, it)| **it == content)?.0.clone())
        });
        let name = same
            .flatten()
            .unwrap_or_else(|| add_component(document, section, &name, content));
        if let Some(place) = document.pointer_mut(&pointer) {
            *place = json!({ "$ref": format!("#/components/{section}/{name}") });
        }
    }
}

/// Adds a component, and returns its name: the one given, with a number if it is taken.
pub fn add_component(document: &mut Value, section: &str, name: &str, content: Value) -> String {
    let components = object(document, "/components")
        .entry(section)
        .or_insert_with(|| json!({}));
    let name = pascal(name);
    let numbered = (2..).map(|number| format!("{name}{number}"));
    let free = std::iter::once(name.clone())
        .chain(numbered)
        .find(|name| components.get(name).is_none())
        .unwrap_or(name);
    components[&free] = content;
    free
}

/// Every reference to a schema is replaced by what it refers to. The components stay.
pub fn references_to_content(document: &mut Value, pick: &mut Pick) {
    let places = references(document);
    let count = places.len();
    let chosen = pick.among(places);
    let everywhere = chosen.len() == count;
    replace(document, chosen);
    if everywhere {
        // The content of a reference may have references itself.
        loop {
            let places = references(document);
            if places.is_empty() {
                break;
            }
            replace(document, places);
        }
    }
}

/// The same, and components that nothing refers to any more are removed.
pub fn references_to_content_only(document: &mut Value, pick: &mut Pick) {
    let used = reachable(document);
    references_to_content(document, pick);
    let still_used = reachable(document);
    object(document, "/components/schemas")
        .retain(|name, _| !used.contains(name) || still_used.contains(name));
}

fn replace(document: &mut Value, places: Vec<String>) {
    for pointer in places {
        let content = resolved(document, &pointer).cloned();
        if let (Some(content), Some(place)) = (content, document.pointer_mut(&pointer)) {
            *place = content;
        }
    }
}

/// The references to schemas that can be replaced by their content.
fn references(document: &Value) -> Vec<String> {
    let is_recursive =
        |name: &str| reachable_from(document, schema_at(document, name)).contains(name);
    let places = schemas_where(document, |schema, role| {
        // A discriminator knows its alternatives by reference only.
        role != Role::Tagged
            && reference(schema)
                .and_then(component)
                .is_some_and(|name| !is_recursive(name))
    });
    places.into_iter().map(|place| place.pointer).collect()
}

fn reference(schema: &Value) -> Option<&str> {
    schema.get("$ref")?.as_str()
}

/// The name of the schema that a reference refers to.
fn component(reference: &str) -> Option<&str> {
    reference.strip_prefix("#/components/schemas/")
}

/// The schema that the reference at a pointer refers to.
pub fn resolved<'d>(document: &'d Value, pointer: &str) -> Option<&'d Value> {
    document.pointer(target(reference(document.pointer(pointer)?)?)?)
}

fn schema_at<'d>(document: &'d Value, name: &str) -> &'d Value {
    &document["components"]["schemas"][name]
}

/// The names of the schemas that the operations use.
fn reachable(document: &Value) -> BTreeSet<String> {
    let mut outside = document.clone();
    object(&mut outside, "/components").remove("schemas");
    reachable_from(document, &outside)
}

fn reachable_from(document: &Value, value: &Value) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut open = vec![value.clone()];
    while let Some(mut value) = open.pop() {
        each_reference(&mut value, &mut |reference| {
            let name = component(reference).unwrap_or(reference);
            if found.insert(name.to_owned()) {
                open.push(schema_at(document, name).clone());
            }
        });
    }
    found
}

/// `$ref` becomes `allOf: [$ref]`.
pub fn references_in_all_of(document: &mut Value, pick: &mut Pick) {
    let places = schemas_where(document, |schema, role| {
        !matches!(role, Role::Tagged | Role::Part) && reference(schema).is_some()
    });
    for place in pick.among(places) {
        if let Some(schema) = document.pointer_mut(&place.pointer) {
            *schema = json!({ "allOf": [schema.take()] });
        }
    }
}

/// `allOf: [$ref]` becomes `$ref`.
pub fn references_out_of_all_of(document: &mut Value, pick: &mut Pick) {
    let places = schemas_where(document, |schema, _| {
        let members = schema.as_object().map_or(0, Map::len);
        members == 1 && list(schema.get("allOf")).len() == 1
    });
    for place in pick.among(places) {
        if let Some(schema) = document.pointer_mut(&place.pointer) {
            *schema = schema["allOf"][0].take();
        }
    }
}

/// References are percent-encoded: `subscription%2Ecreated`.
pub fn percent_encoded(document: &mut Value, pick: &mut Pick) {
    each_chosen(document, pick, |reference| {
        let (path, name) = reference.rsplit_once('/')?;
        if name.contains('.') {
            return Some(format!("{path}/{}", name.replace('.', "%2E")));
        }
        let first = name.chars().next().filter(char::is_ascii)?;
        Some(format!("{path}/%{:02X}{}", u32::from(first), &name[1..]))
    });
}

/// Changes the references that are chosen among those for which `change` returns another one.
pub fn each_chosen(document: &mut Value, pick: &mut Pick, change: impl Fn(&str) -> Option<String>) {
    let mut count = 0_usize;
    each_reference(document, &mut |reference| {
        count += usize::from(change(reference).is_some())
    });
    let chosen: BTreeSet<usize> = pick.among((0..count).collect()).into_iter().collect();
    let mut index = 0;
    each_reference(document, &mut |reference| {
        if let Some(changed) = change(reference) {
            if chosen.contains(&index) {
                *reference = changed;
            }
            index += 1;
        }
    });
}

/// A discriminator's mapping has names in place of references.
pub fn mapping_by_name(document: &mut Value, pick: &mut Pick) {
    for mapping in pick.among(mappings(document)) {
        for target in object(document, &mapping).values_mut() {
            let name = target.as_str().and_then(component).map(str::to_owned);
            if let Some(name) = name {
                *target = Value::String(name);
            }
        }
    }
}

/// Entries of a discriminator's mapping that are the default are left out.
pub fn mapping_left_out(document: &mut Value, pick: &mut Pick) {
    let is_default = |value: &String, target: &Value| {
        target.as_str().and_then(component) == Some(value.as_str())
    };
    let places = mappings(document).into_iter().filter(|pointer| {
        members(document, pointer).any(|(value, target)| is_default(value, target))
    });
    for pointer in pick.among(places.collect()) {
        let mapping = object(document, &pointer);
        mapping.retain(|value, target| !is_default(value, target));
        if mapping.is_empty() {
            let parent = pointer.trim_end_matches("/mapping").to_owned();
            object(document, &parent).remove("mapping");
        }
    }
}

fn mappings(document: &Value) -> Vec<String> {
    let pointers = schemas(document)
        .into_iter()
        .map(|place| format!("{}/discriminator/mapping", place.pointer));
    pointers
        .filter(|pointer| document.pointer(pointer).is_some_and(Value::is_object))
        .collect()
}

/// Components that nothing refers to are added.
pub fn unused_components_added(document: &mut Value, pick: &mut Pick) {
    let unused = [
        (
            "schemas",
            json!({ "type": "object", "properties": { "foo": { "type": "string" } } }),
        ),
        (
            "schemas",
            json!({ "type": "string", "enum": ["left", "right"] }),
        ),
        (
            "parameters",
            json!({ "name": "unused", "in": "query", "schema": { "type": "string" } }),
        ),
        (
            "responses",
            json!({ "description": "Nobody refers to this." }),
        ),
        (
            "requestBodies",
            json!({ "content": { "text/plain": { "schema": { "type": "string" } } } }),
        ),
        ("headers", json!({ "schema": { "type": "string" } })),
        ("examples", json!({ "value": 1 })),
    ];
    for (section, content) in pick.among(unused.to_vec()) {
        add_component(document, section, "Unused", content);
    }
}

/// Components that nothing refers to are removed.
pub fn unused_components_removed(document: &mut Value, pick: &mut Pick) {
    let used = reachable(document);
    let unused = members(document, "/components/schemas")
        .map(|(name, _)| name.clone())
        .filter(|name| !used.contains(name));
    for name in pick.among(unused.collect()) {
        object(document, "/components/schemas").remove(&name);
    }
}

/// Sections of the components that are empty are removed.
pub fn empty_sections_removed(document: &mut Value, pick: &mut Pick) {
    let empty = members(document, "/components")
        .filter(|(_, section)| section.as_object().is_some_and(Map::is_empty))
        .map(|(name, _)| name.clone());
    for name in pick.among(empty.collect()) {
        object(document, "/components").remove(&name);
    }
}
