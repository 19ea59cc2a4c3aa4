//! Finds the innermost nodes that are not valid OpenAPI.
//!
//! The OpenAPI model reports "does not match" for the whole document; this walk finds the node.

use crate::source::{Diagnostic, Pointer};
use openapiv3::{Info, Parameter, ReferenceOr, RequestBody, Response, Schema, Server, Tag};
use serde::de::DeserializeOwned;
use serde_json::Value;

type Found = Vec<(Pointer, Diagnostic)>;

/// Every invalid node that can be located; empty if only the document as a whole is invalid.
pub fn invalid_nodes(document: &Value) -> Found {
    let mut found = Vec::new();
    let root = Pointer::root();
    for key in ["info", "paths"] {
        if document.get(key).is_none() {
            let message = format!("not an OpenAPI document: missing field `{key}`");
            found.push((root.clone(), Diagnostic::error(message)));
        }
    }
    member(document, &root, "info", &mut found, leaf::<Info>);
    member(document, &root, "servers", &mut found, |node, at, found| {
        items(node, at, found, leaf::<Server>)
    });
    member(document, &root, "tags", &mut found, |node, at, found| {
        items(node, at, found, leaf::<Tag>)
    });
    member(document, &root, "components", &mut found, components);
    member(document, &root, "paths", &mut found, |node, at, found| {
        members(node, at, found, path_item)
    });
    found
}

fn components(node: &Value, at: &Pointer, found: &mut Found) {
    member(node, at, "schemas", found, |node, at, found| {
        members(node, at, found, schema)
    });
    member(node, at, "parameters", found, |node, at, found| {
        members(node, at, found, parameter)
    });
    member(node, at, "responses", found, |node, at, found| {
        members(node, at, found, response)
    });
    member(node, at, "requestBodies", found, |node, at, found| {
        members(node, at, found, request_body)
    });
}

fn path_item(node: &Value, at: &Pointer, found: &mut Found) {
    if expect_object(node, at, found) {
        member(node, at, "parameters", found, |node, at, found| {
            items(node, at, found, parameter)
        });
        for method in [
            "get", "put", "post", "delete", "options", "head", "patch", "trace",
        ] {
            member(node, at, method, found, operation);
        }
    }
}

fn operation(node: &Value, at: &Pointer, found: &mut Found) {
    let before = found.len();
    member(node, at, "parameters", found, |node, at, found| {
        items(node, at, found, parameter)
    });
    member(node, at, "requestBody", found, request_body);
    member(node, at, "responses", found, |node, at, found| {
        members(node, at, found, response)
    });
    if found.len() == before {
        leaf::<openapiv3::Operation>(node, at, found);
    }
}

fn parameter(node: &Value, at: &Pointer, found: &mut Found) {
    let before = found.len();
    member(node, at, "schema", found, schema);
    if found.len() == before {
        leaf::<ReferenceOr<Parameter>>(node, at, found);
    }
}

fn request_body(node: &Value, at: &Pointer, found: &mut Found) {
    content::<RequestBody>(node, at, found);
}

fn response(node: &Value, at: &Pointer, found: &mut Found) {
    content::<Response>(node, at, found);
}

fn content<T: DeserializeOwned>(node: &Value, at: &Pointer, found: &mut Found) {
    let before = found.len();
    member(node, at, "content", found, |node, at, found| {
        members(node, at, found, |node, at, found| {
            member(node, at, "schema", found, schema)
        });
    });
    if found.len() == before {
        leaf::<ReferenceOr<T>>(node, at, found);
    }
}

fn schema(node: &Value, at: &Pointer, found: &mut Found) {
    if readable::<ReferenceOr<Schema>>(node) || !expect_object(node, at, found) {
        return;
    }
    let before = found.len();
    keywords(node, at, found);
    member(node, at, "properties", found, |node, at, found| {
        members(node, at, found, schema)
    });
    for key in ["items", "not"] {
        member(node, at, key, found, schema);
    }
    if node
        .get("additionalProperties")
        .is_some_and(Value::is_object)
    {
        member(node, at, "additionalProperties", found, schema);
    }
    for key in ["allOf", "anyOf", "oneOf"] {
        member(node, at, key, found, |node, at, found| {
            items(node, at, found, schema)
        });
    }
    if found.len() == before {
        leaf::<ReferenceOr<Schema>>(node, at, found);
    }
}

/// Checks the JSON type of the schema keywords, because the model only reports that a schema does not
/// match.
fn keywords(node: &Value, at: &Pointer, found: &mut Found) {
    type Expected = (&'static str, &'static str, fn(&Value) -> bool);
    const KEYWORDS: [Expected; 21] = [
        ("type", "a string", Value::is_string),
        ("format", "a string", Value::is_string),
        ("pattern", "a string", Value::is_string),
        ("title", "a string", Value::is_string),
        ("description", "a string", Value::is_string),
        ("nullable", "a boolean", Value::is_boolean),
        ("deprecated", "a boolean", Value::is_boolean),
        ("uniqueItems", "a boolean", Value::is_boolean),
        ("exclusiveMinimum", "a boolean", Value::is_boolean),
        ("exclusiveMaximum", "a boolean", Value::is_boolean),
        ("minimum", "a number", Value::is_number),
        ("maximum", "a number", Value::is_number),
        ("minLength", "a non-negative integer", Value::is_u64),
        ("maxLength", "a non-negative integer", Value::is_u64),
        ("minItems", "a non-negative integer", Value::is_u64),
        ("maxItems", "a non-negative integer", Value::is_u64),
        ("properties", "an object", Value::is_object),
        ("enum", "an array", Value::is_array),
        ("allOf", "an array", Value::is_array),
        ("anyOf", "an array", Value::is_array),
        ("oneOf", "an array", Value::is_array),
    ];
    for (key, expected, is_expected) in KEYWORDS {
        if let Some(value) = node.get(key).filter(|value| !is_expected(value)) {
            let mut error = Diagnostic::error(format!("`{key}` must be {expected}"));
            if key == "type" && value.is_array() {
                error = error.help(
                    "lists of types require OpenAPI 3.1; in 3.0, write one type and \
                     `nullable: true`",
                );
            } else if key.starts_with("exclusive") && value.is_number() {
                error = error.help(
                    "numeric values require OpenAPI 3.1; in 3.0, write the number as `minimum` or \
                     `maximum`, and `true` here",
                );
            }
            found.push((at.child(key), error));
        }
    }
    let strings = |value: &Value| {
        value
            .as_array()
            .is_some_and(|items| items.iter().all(Value::is_string))
    };
    if node
        .get("required")
        .is_some_and(|required| !strings(required))
    {
        found.push((
            at.child("required"),
            Diagnostic::error("`required` must be an array of property names"),
        ));
    }
}

fn member(
    node: &Value,
    at: &Pointer,
    key: &str,
    found: &mut Found,
    check: impl Fn(&Value, &Pointer, &mut Found),
) {
    if let Some(value) = node.get(key) {
        check(value, &at.child(key), found);
    }
}

fn members(
    node: &Value,
    at: &Pointer,
    found: &mut Found,
    check: impl Fn(&Value, &Pointer, &mut Found),
) {
    if expect_object(node, at, found) {
        for (key, value) in node
            .as_object()
            .into_iter()
            .flatten()
            .filter(|(key, _)| !key.starts_with("x-"))
        {
            check(value, &at.child(key), found);
        }
    }
}

fn items(
    node: &Value,
    at: &Pointer,
    found: &mut Found,
    check: impl Fn(&Value, &Pointer, &mut Found),
) {
    match node.as_array() {
        Some(values) => {
            for (index, value) in values.iter().enumerate() {
                check(value, &at.index(index), found);
            }
        }
        None => found.push((
            at.clone(),
            Diagnostic::error(format!("`{}` must be an array", at.last())),
        )),
    }
}

fn expect_object(node: &Value, at: &Pointer, found: &mut Found) -> bool {
    if !node.is_object() {
        found.push((
            at.clone(),
            Diagnostic::error(format!("`{}` must be an object", at.last())),
        ));
    }
    node.is_object()
}

fn readable<T: DeserializeOwned>(node: &Value) -> bool {
    T::deserialize(node).is_ok()
}

fn leaf<T: DeserializeOwned>(node: &Value, at: &Pointer, found: &mut Found) {
    if let Err(error) = T::deserialize(node) {
        let message = format!("`{}` is not valid OpenAPI 3.0: {error}", at.last());
        found.push((at.clone(), Diagnostic::error(message)));
    }
}
