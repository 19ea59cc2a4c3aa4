//! Names and texts from which no meaning follows.

use crate::{
    pick::Pick,
    places::{Place, Role, list, object, operations, schemas, schemas_where},
};
use serde_json::{Value, json};

/// Every operation gets an `operationId`.
pub fn operation_ids_added(document: &mut Value, pick: &mut Pick) {
    let without = operations(document).into_iter().filter(|it| {
        document
            .pointer(&it.pointer)
            .is_some_and(|it| it.get("operationId").is_none())
    });
    for operation in pick.among(without.collect()) {
        let id = json!(format!("Controller_{}", operation.name));
        object(document, &operation.pointer).insert("operationId".to_owned(), id);
    }
}

/// The tags are in lower case.
pub fn tags_in_lower_case(document: &mut Value, pick: &mut Pick) {
    respell_tags(document, pick, str::to_lowercase);
}

/// The tags are in upper case.
pub fn tags_in_upper_case(document: &mut Value, pick: &mut Pick) {
    respell_tags(document, pick, str::to_uppercase);
}

fn respell_tags(document: &mut Value, pick: &mut Pick, spell: impl Fn(&str) -> String) {
    let names = list(document.get("tags"))
        .iter()
        .filter_map(|tag| tag["name"].as_str());
    let names: Vec<_> = names.map(str::to_owned).collect();
    for name in pick.among(names) {
        let respelled = Value::String(spell(&name));
        let uses = operations(document)
            .into_iter()
            .map(|it| format!("{}/tags", it.pointer));
        for uses in uses.collect::<Vec<_>>() {
            if let Some(Value::Array(tags)) = document.pointer_mut(&uses) {
                tags.iter_mut()
                    .filter(|tag| **tag == *name)
                    .for_each(|it| *it = respelled.clone());
            }
        }
        if let Some(Value::Array(tags)) = document.get_mut("tags") {
            tags.iter_mut()
                .filter(|tag| tag["name"] == *name)
                .for_each(|tag| tag["name"] = respelled.clone());
        }
    }
}

/// Every schema gets a title.
pub fn titles_added(document: &mut Value, pick: &mut Pick) {
    let without = places(document, |schema| schema.get("title").is_none());
    for place in pick.among(without) {
        let title = json!(format!("{} Schema", place.name));
        object(document, &place.pointer).insert("title".to_owned(), title);
    }
}

/// Components get their name as title.
pub fn titles_like_components(document: &mut Value, pick: &mut Pick) {
    let mut without = places(document, |schema| schema.get("title").is_none());
    without.retain(|place| place.role == Role::Component);
    for place in pick.among(without) {
        object(document, &place.pointer).insert("title".to_owned(), json!(place.name));
    }
}

/// No schema has a title.
pub fn titles_removed(document: &mut Value, pick: &mut Pick) {
    let with = places(document, |schema| schema.get("title").is_some());
    for place in pick.among(with) {
        object(document, &place.pointer).remove("title");
    }
}

fn places(document: &Value, wanted: impl Fn(&Value) -> bool) -> Vec<Place> {
    schemas_where(document, |schema, _| {
        schema.get("$ref").is_none() && wanted(schema)
    })
}

/// Descriptions end with a line break.
pub fn line_break_after_descriptions(document: &mut Value, pick: &mut Pick) {
    change_descriptions(document, pick, |text| Some(format!("{text}\n")));
}

/// Descriptions end with spaces.
pub fn spaces_after_descriptions(document: &mut Value, pick: &mut Pick) {
    change_descriptions(document, pick, |text| Some(format!("{text}  ")));
}

/// Lines of descriptions end with a carriage return, as in JSON from Windows.
pub fn carriage_returns_in_descriptions(document: &mut Value, pick: &mut Pick) {
    change_descriptions(document, pick, |text| {
        text.contains('\n').then(|| text.replace('\n', "\r\n"))
    });
}

fn change_descriptions(
    document: &mut Value,
    pick: &mut Pick,
    change: impl Fn(&str) -> Option<String>,
) {
    let mut pointers: Vec<_> = ["/info".to_owned()].into();
    pointers.extend((0..list(document.get("tags")).len()).map(|index| format!("/tags/{index}")));
    pointers.extend(operations(document).into_iter().map(|it| it.pointer));
    pointers.extend(
        crate::places::parameters(document)
            .into_iter()
            .map(|it| it.pointer),
    );
    pointers.extend(
        crate::places::responses(document)
            .into_iter()
            .map(|it| it.pointer),
    );
    pointers.extend(
        crate::places::request_bodies(document)
            .into_iter()
            .map(|it| it.pointer),
    );
    pointers.extend(schemas(document).into_iter().map(|it| it.pointer));
    let changed = pointers.into_iter().filter_map(|pointer| {
        let pointer = format!("{pointer}/description");
        Some((change(document.pointer(&pointer)?.as_str()?)?, pointer))
    });
    for (text, pointer) in pick.among(changed.collect()) {
        if let Some(description) = document.pointer_mut(&pointer) {
            *description = Value::String(text);
        }
    }
}
