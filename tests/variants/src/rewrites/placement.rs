//! Parameters of operations or paths, security of operations or of the document, texts of
//! parameters or their schemas.

use crate::{
    pick::Pick,
    places::{METHODS, list, members, object, operations, parameters, schemas},
};
use serde_json::{Map, Value, json};

/// Parameters that all operations of a path have become parameters of the path.
pub fn parameters_to_paths(document: &mut Value, pick: &mut Pick) {
    let paths: Vec<_> = members(document, "/paths")
        .map(|(path, _)| path.clone())
        .collect();
    let mut shared = Vec::new();
    for path in paths {
        let item = document["paths"][&path]
            .as_object()
            .cloned()
            .unwrap_or_default();
        let mut lists = item
            .iter()
            .filter(|(method, _)| METHODS.contains(&method.as_str()))
            .map(|(_, operation)| list(operation.get("parameters")));
        let first = lists.next().unwrap_or_default();
        let others: Vec<_> = lists.collect();
        let everywhere = |parameter: &&Value| others.iter().all(|list| list.contains(parameter));
        shared.extend(
            first
                .iter()
                .filter(everywhere)
                .map(|it| (path.clone(), it.clone())),
        );
    }
    for (path, parameter) in pick.among(shared) {
        let Some(item) = document["paths"][&path].as_object_mut() else {
            continue;
        };
        for (_, operation) in item
            .iter_mut()
            .filter(|(key, _)| METHODS.contains(&key.as_str()))
        {
            if let Some(Value::Array(parameters)) = operation.get_mut("parameters") {
                parameters.retain(|it| *it != parameter);
            }
        }
        let parameters = item.entry("parameters").or_insert_with(|| json!([]));
        if let Value::Array(parameters) = parameters {
            parameters.push(parameter);
        }
    }
}

/// The path has another parameter of each name, which the operation's replaces.
pub fn parameters_overridden(document: &mut Value, pick: &mut Pick) {
    let operations: Vec<_> = operations(document)
        .into_iter()
        .filter(|it| !list(document.pointer(&format!("{}/parameters", it.pointer))).is_empty())
        .collect();
    for operation in pick.among(operations) {
        let methods = members(document, &operation.path)
            .filter(|(key, _)| METHODS.contains(&key.as_str()))
            .count();
        let own = list(document.pointer(&format!("{}/parameters", operation.pointer)));
        let replaced: Vec<_> = own
            .iter()
            .filter(|parameter| parameter.get("$ref").is_none())
            // Another operation of the path would inherit what it does not replace.
            .filter(|parameter| parameter["in"] == "path" || methods == 1)
            .map(|parameter| {
                json!({
                    "name": parameter["name"], "in": parameter["in"],
                    "required": parameter["in"] == "path",
                    "description": "Replaced by each operation.", "schema": { "type": "boolean" },
                })
            })
            .collect();
        let path = object(document, &operation.path);
        if let Value::Array(parameters) = path.entry("parameters").or_insert_with(|| json!([])) {
            for parameter in replaced {
                let is_same =
                    |it: &Value| it["name"] == parameter["name"] && it["in"] == parameter["in"];
                if !parameters.iter().any(is_same) {
                    parameters.push(parameter);
                }
            }
        }
    }
}

/// The most frequent security becomes that of the document.
pub fn security_to_root(document: &mut Value, pick: &mut Pick) {
    if document.get("security").is_some() {
        return;
    }
    let bearer = json!([{ "Bearer": [] }]);
    let with_bearer: Vec<_> = operations(document)
        .into_iter()
        .filter(|it| {
            document
                .pointer(&it.pointer)
                .is_some_and(|it| it["security"] == bearer)
        })
        .collect();
    if with_bearer.is_empty() {
        return;
    }
    for operation in operations(document) {
        object(document, &operation.pointer)
            .entry("security")
            .or_insert_with(|| json!([]));
    }
    for operation in pick.among(with_bearer) {
        object(document, &operation.pointer).remove("security");
    }
    document["security"] = bearer;
}

/// An operation without security says so.
pub fn no_security_written(document: &mut Value, pick: &mut Pick) {
    let without = operations(document).into_iter().filter(|it| {
        document.get("security").is_none()
            && document
                .pointer(&it.pointer)
                .is_some_and(|it| it.get("security").is_none())
    });
    for operation in pick.among(without.collect()) {
        object(document, &operation.pointer).insert("security".to_owned(), json!([]));
    }
}

/// An operation with an empty list of security has no list.
pub fn no_security_left_out(document: &mut Value, pick: &mut Pick) {
    let empty = operations(document).into_iter().filter(|it| {
        document.get("security").is_none()
            && document
                .pointer(&it.pointer)
                .is_some_and(|it| it["security"] == json!([]))
    });
    for operation in pick.among(empty.collect()) {
        object(document, &operation.pointer).remove("security");
    }
}

/// The list of filters is in the schema of the parameter.
pub fn filter_lists_to_schemas(document: &mut Value, pick: &mut Pick) {
    texts_to_schemas(document, pick, |parameter| {
        parameter["description"]
            .as_str()
            .is_some_and(|text| text.contains("\n- `"))
    });
}

/// The description of a parameter is in its schema.
pub fn descriptions_to_schemas(document: &mut Value, pick: &mut Pick) {
    texts_to_schemas(document, pick, |_| true);
}

fn texts_to_schemas(document: &mut Value, pick: &mut Pick, wanted: impl Fn(&Value) -> bool) {
    let places = parameters(document).into_iter().filter(|place| {
        document.pointer(&place.pointer).is_some_and(|it| {
            wanted(it)
                && it.get("description").is_some()
                && it["schema"].is_object()
                && it["schema"].get("description").is_none()
                && it["schema"].get("$ref").is_none()
        })
    });
    for place in pick.among(places.collect()) {
        let description = object(document, &place.pointer).remove("description");
        let schema = object(document, &format!("{}/schema", place.pointer));
        schema.extend(description.map(|text| ("description".to_owned(), text)));
    }
}

/// The description of a parameter is in its schema, too.
pub fn descriptions_in_schemas_too(document: &mut Value, pick: &mut Pick) {
    let places = parameters(document).into_iter().filter(|place| {
        document.pointer(&place.pointer).is_some_and(|it| {
            it.get("description").is_some()
                && it["schema"].is_object()
                && it["schema"].get("description").is_none()
                && it["schema"].get("$ref").is_none()
        })
    });
    for place in pick.among(places.collect()) {
        let description = object(document, &place.pointer)["description"].clone();
        object(document, &format!("{}/schema", place.pointer))
            .insert("description".to_owned(), description);
    }
}

/// The example of a parameter's schema stands on the parameter.
pub fn examples_to_parameters(document: &mut Value, pick: &mut Pick) {
    let places = parameters(document).into_iter().filter(|place| {
        document
            .pointer(&place.pointer)
            .is_some_and(|it| it.get("example").is_none() && it["schema"].get("example").is_some())
    });
    for place in pick.among(places.collect()) {
        let example = object(document, &format!("{}/schema", place.pointer)).remove("example");
        object(document, &place.pointer)
            .extend(example.map(|example| ("example".to_owned(), example)));
    }
}

/// `application/json; charset=utf-8` in responses.
pub fn charset_in_responses(document: &mut Value, pick: &mut Pick) {
    respell_media(document, pick, "responses", |media| {
        format!("{media}; charset=utf-8")
    });
}

/// `application/json; charset=utf-8` in requests.
pub fn charset_in_requests(document: &mut Value, pick: &mut Pick) {
    respell_media(document, pick, "requestBody", |media| {
        format!("{media}; charset=utf-8")
    });
}

/// `Application/JSON`: media types ignore case.
pub fn media_type_case(document: &mut Value, pick: &mut Pick) {
    respell_media(document, pick, "", |media| {
        media.replace("application/json", "Application/JSON")
    });
}

fn respell_media(
    document: &mut Value,
    pick: &mut Pick,
    holder: &str,
    spell: impl Fn(&str) -> String,
) {
    let mut contents = Vec::new();
    for operation in operations(document) {
        let body = format!("{}/requestBody", operation.pointer);
        let responses = format!("{}/responses", operation.pointer);
        let responses: Vec<_> = members(document, &responses)
            .map(|(status, _)| format!("{responses}/{status}"))
            .collect();
        contents.extend(std::iter::once(body).chain(responses));
    }
    contents.retain(|pointer| {
        pointer.contains(holder) && document.pointer(&format!("{pointer}/content")).is_some()
    });
    for pointer in pick.among(contents) {
        let content = object(document, &format!("{pointer}/content"));
        *content = std::mem::take(content)
            .into_iter()
            .map(|(media, schema)| (spell(&media), schema))
            .collect();
    }
}

/// The URL of a server ends with a slash.
pub fn server_slash(document: &mut Value, pick: &mut Pick) {
    let servers = list(document.get("servers")).len();
    for index in pick.among((0..servers).collect()) {
        let server = object(document, &format!("/servers/{index}"));
        if let Some(Value::String(url)) = server.get_mut("url") {
            url.push('/');
        }
    }
}

/// Another version of OpenAPI 3.0: 3.0.1 to 3.0.4.
pub fn patch_version(document: &mut Value, pick: &mut Pick) {
    let versions: Vec<_> = ["3.0.0", "3.0.1", "3.0.2", "3.0.3", "3.0.4"]
        .into_iter()
        .filter(|version| document["openapi"] != *version)
        .collect();
    if let Some(version) = pick.among(versions).last() {
        document["openapi"] = json!(version);
    }
}

/// Foreign extensions are added.
pub fn extensions_added(document: &mut Value, pick: &mut Pick) {
    let mut places: Vec<_> = ["", "/info", "/components", "/paths"]
        .map(str::to_owned)
        .into();
    places.extend(members(document, "/paths").map(|(path, _)| crate::places::join("/paths", path)));
    places.extend(operations(document).into_iter().map(|it| it.pointer));
    places.extend(parameters(document).into_iter().map(|it| it.pointer));
    places.extend(
        crate::places::responses(document)
            .into_iter()
            .map(|it| it.pointer),
    );
    places.extend(
        crate::places::request_bodies(document)
            .into_iter()
            .map(|it| it.pointer),
    );
    places.extend(
        schemas(document)
            .into_iter()
            .map(|it| it.pointer)
            .filter(|it| {
                document
                    .pointer(it)
                    .is_some_and(|it| it.get("$ref").is_none())
            }),
    );
    for pointer in pick.among(places) {
        let extension = json!({ "group": "internal", "order": [3, 1, 2], "nullable": false });
        let members: &mut Map<_, _> = object(document, &pointer);
        members.insert("x-speakeasy-note".to_owned(), extension);
    }
}
