//! Defaults of OpenAPI, written out or left out.

use crate::{
    pick::Pick,
    places::{Role, members, object, operations, parameters, request_bodies, schemas_where},
};
use serde_json::{Value, json};

/// A schema, parameter or the like, and the member that is added to it.
type Addition = (String, &'static str, Value);

fn add(document: &mut Value, pick: &mut Pick, additions: Vec<Addition>) {
    let mut possible = additions;
    possible.retain(|(pointer, key, _)| {
        document
            .pointer(pointer)
            .is_some_and(|it| it.get("$ref").is_none() && it.get(key).is_none())
    });
    for (pointer, key, value) in pick.among(possible) {
        object(document, &pointer).insert(key.to_owned(), value);
    }
}

/// Adds `key: value` to the schemas that `wanted` selects.
fn add_to_schemas(
    document: &mut Value,
    pick: &mut Pick,
    (key, value): (&'static str, Value),
    wanted: impl Fn(&Value, Role) -> bool,
) {
    let places = schemas_where(document, wanted).into_iter();
    let places = places.map(|it| (it.pointer, key, value.clone())).collect();
    add(document, pick, places);
}

/// `nullable: false`.
pub fn nullable_false(document: &mut Value, pick: &mut Pick) {
    add_to_schemas(document, pick, ("nullable", json!(false)), |schema, _| {
        schema["type"].is_string()
    });
}

/// `additionalProperties: true` on objects with properties.
pub fn additional_properties_true(document: &mut Value, pick: &mut Pick) {
    add_to_schemas(
        document,
        pick,
        ("additionalProperties", json!(true)),
        is_open_object,
    );
}

/// `additionalProperties: {}` on objects with properties.
pub fn additional_properties_empty(document: &mut Value, pick: &mut Pick) {
    add_to_schemas(
        document,
        pick,
        ("additionalProperties", json!({})),
        is_open_object,
    );
}

fn is_open_object(schema: &Value, _: Role) -> bool {
    schema["type"] == "object" && schema["properties"].is_object()
}

/// Values of any type are spelled `additionalProperties: true`.
pub fn any_value_true(document: &mut Value, pick: &mut Pick) {
    respell_any_value(document, pick, &json!(true));
}

/// Values of any type are spelled `additionalProperties: {}`.
pub fn any_value_empty(document: &mut Value, pick: &mut Pick) {
    respell_any_value(document, pick, &json!({}));
}

fn respell_any_value(document: &mut Value, pick: &mut Pick, spelling: &Value) {
    let any = [json!(true), json!({}), json!({ "nullable": true })];
    let places = schemas_where(document, |schema, _| {
        let values = schema.get("additionalProperties");
        values.is_some_and(|it| any.contains(it) && it != spelling)
    });
    for place in pick.among(places) {
        object(document, &place.pointer)
            .insert("additionalProperties".to_owned(), spelling.clone());
    }
}

/// `minLength: 0`.
pub fn min_length_zero(document: &mut Value, pick: &mut Pick) {
    add_to_schemas(document, pick, ("minLength", json!(0)), |schema, role| {
        schema["type"] == "string" && role != Role::Branch
    });
}

/// `minItems: 0`.
pub fn min_items_zero(document: &mut Value, pick: &mut Pick) {
    add_to_schemas(document, pick, ("minItems", json!(0)), |schema, _| {
        schema["type"] == "array"
    });
}

/// `uniqueItems: false`.
pub fn unique_items_false(document: &mut Value, pick: &mut Pick) {
    add_to_schemas(
        document,
        pick,
        ("uniqueItems", json!(false)),
        |schema, _| schema["type"] == "array",
    );
}

/// `minProperties: 0`.
pub fn min_properties_zero(document: &mut Value, pick: &mut Pick) {
    add_to_schemas(document, pick, ("minProperties", json!(0)), |schema, _| {
        schema["type"] == "object"
    });
}

/// `exclusiveMinimum: false` beside a minimum.
pub fn exclusive_minimum_false(document: &mut Value, pick: &mut Pick) {
    add_to_schemas(
        document,
        pick,
        ("exclusiveMinimum", json!(false)),
        |schema, _| schema.get("minimum").is_some(),
    );
}

/// `exclusiveMaximum: false` beside a maximum.
pub fn exclusive_maximum_false(document: &mut Value, pick: &mut Pick) {
    add_to_schemas(
        document,
        pick,
        ("exclusiveMaximum", json!(false)),
        |schema, _| schema.get("maximum").is_some(),
    );
}

/// `readOnly: false` on properties.
pub fn read_only_false(document: &mut Value, pick: &mut Pick) {
    add_to_schemas(document, pick, ("readOnly", json!(false)), |_, role| {
        role == Role::Property
    });
}

/// `writeOnly: false` on properties.
pub fn write_only_false(document: &mut Value, pick: &mut Pick) {
    add_to_schemas(document, pick, ("writeOnly", json!(false)), |_, role| {
        role == Role::Property
    });
}

/// `deprecated: false` on schemas.
pub fn schema_deprecated_false(document: &mut Value, pick: &mut Pick) {
    add_to_schemas(document, pick, ("deprecated", json!(false)), |_, _| true);
}

/// `deprecated: false` on operations.
pub fn operation_deprecated_false(document: &mut Value, pick: &mut Pick) {
    let additions = operations(document).into_iter();
    let additions = additions
        .map(|it| (it.pointer, "deprecated", json!(false)))
        .collect();
    add(document, pick, additions);
}

/// `deprecated: false` on parameters.
pub fn parameter_deprecated_false(document: &mut Value, pick: &mut Pick) {
    add_to_parameters(document, pick, "deprecated", |_| Some(json!(false)));
}

/// `allowEmptyValue: false` on query parameters.
pub fn allow_empty_value_false(document: &mut Value, pick: &mut Pick) {
    add_to_parameters(document, pick, "allowEmptyValue", |location| {
        (location == "query").then(|| json!(false))
    });
}

/// `allowReserved: false` on query parameters.
pub fn allow_reserved_false(document: &mut Value, pick: &mut Pick) {
    add_to_parameters(document, pick, "allowReserved", |location| {
        (location == "query").then(|| json!(false))
    });
}

/// The default `style` of parameters.
pub fn style_written(document: &mut Value, pick: &mut Pick) {
    add_to_parameters(document, pick, "style", |location| {
        let is_form = ["query", "cookie"].contains(&location);
        Some(json!(if is_form { "form" } else { "simple" }))
    });
}

/// The default `explode` of parameters.
pub fn explode_written(document: &mut Value, pick: &mut Pick) {
    add_to_parameters(document, pick, "explode", |location| {
        Some(json!(["query", "cookie"].contains(&location)))
    });
}

fn add_to_parameters(
    document: &mut Value,
    pick: &mut Pick,
    key: &'static str,
    default: impl Fn(&str) -> Option<Value>,
) {
    let additions = parameters(document).into_iter().filter_map(|it| {
        let location = document.pointer(&it.pointer)?["in"].as_str()?;
        Some((it.pointer, key, default(location)?))
    });
    let additions = additions.collect();
    add(document, pick, additions);
}

/// `required: false` on parameters.
pub fn parameter_required_false(document: &mut Value, pick: &mut Pick) {
    add_to_parameters(document, pick, "required", |_| Some(json!(false)));
}

/// `required: false` on parameters is left out.
pub fn parameter_required_left_out(document: &mut Value, pick: &mut Pick) {
    let written = parameters(document).into_iter().filter(|it| {
        document
            .pointer(&it.pointer)
            .is_some_and(|it| it["required"] == false)
    });
    for place in pick.among(written.collect()) {
        object(document, &place.pointer).remove("required");
    }
}

/// `required: false` on request bodies.
pub fn body_required_false(document: &mut Value, pick: &mut Pick) {
    let additions = request_bodies(document).into_iter();
    let additions = additions
        .map(|it| (it.pointer, "required", json!(false)))
        .collect();
    add(document, pick, additions);
}

/// `parameters: []` on operations and paths without parameters.
pub fn empty_parameters(document: &mut Value, pick: &mut Pick) {
    let paths = members(document, "/paths").map(|(path, _)| crate::places::join("/paths", path));
    let operations = operations(document).into_iter().map(|it| it.pointer);
    let additions = paths
        .chain(operations)
        .map(|it| (it, "parameters", json!([])))
        .collect();
    add(document, pick, additions);
}
