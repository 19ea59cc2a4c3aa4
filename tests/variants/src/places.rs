//! Where the parts of an OpenAPI document are, as JSON pointers.

use serde_json::{Map, Value};

/// A place that has a schema.
#[derive(Clone)]
pub struct Place {
    /// JSON pointer of the schema.
    pub pointer: String,
    /// What the schema is to the node around it.
    pub role: Role,
    /// A name for the schema, after where it is: `SubscriptionMeter`.
    pub name: String,
}

/// What a schema is to the node around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A component.
    Component,
    /// The schema of a parameter, header or body.
    Root,
    /// A property.
    Property,
    /// The items of an array, or the values of a map.
    Element,
    /// A part of an `allOf`.
    Part,
    /// An alternative of an `anyOf` or `oneOf`.
    Branch,
    /// An alternative with a discriminator beside it, which has to be a reference.
    Tagged,
}

/// An operation.
pub struct Operation {
    /// JSON pointer of the operation.
    pub pointer: String,
    /// JSON pointer of its path.
    pub path: String,
    /// A name for the operation: `GetSubscriptionsId`.
    pub name: String,
}

/// The schemas of the document, each after the schemas in it.
pub fn schemas(document: &Value) -> Vec<Place> {
    let mut found = Vec::new();
    for (key, _) in members(document, "/components/schemas") {
        let pointer = join("/components/schemas", key);
        visit(document, pointer, Role::Component, pascal(key), &mut found);
    }
    for holder in schema_holders(document) {
        let name = holder.name;
        let pointer = format!("{}/schema", holder.pointer);
        visit(document, pointer, Role::Root, name, &mut found);
    }
    found
}

/// The schemas that `wanted` selects.
pub fn schemas_where(document: &Value, wanted: impl Fn(&Value, Role) -> bool) -> Vec<Place> {
    let mut places = schemas(document);
    places.retain(|place| {
        let schema = document.pointer(&place.pointer);
        schema.is_some_and(|schema| wanted(schema, place.role))
    });
    places
}

fn visit(document: &Value, pointer: String, role: Role, name: String, found: &mut Vec<Place>) {
    let Some(Value::Object(schema)) = document.pointer(&pointer) else {
        return;
    };
    if !schema.contains_key("$ref") {
        for (key, _) in members(document, &format!("{pointer}/properties")) {
            let child = join(&format!("{pointer}/properties"), key);
            let name = format!("{name}{}", pascal(key));
            visit(document, child, Role::Property, name, found);
        }
        for (key, suffix) in [("items", "Item"), ("additionalProperties", "Value")] {
            let child = format!("{pointer}/{key}");
            visit(
                document,
                child,
                Role::Element,
                format!("{name}{suffix}"),
                found,
            );
        }
        let tagged = schema.contains_key("discriminator");
        for (key, role) in [
            ("allOf", Role::Part),
            ("anyOf", if tagged { Role::Tagged } else { Role::Branch }),
            ("oneOf", if tagged { Role::Tagged } else { Role::Branch }),
        ] {
            for index in 0..list(schema.get(key)).len() {
                let child = format!("{pointer}/{key}/{index}");
                visit(document, child, role, format!("{name}{}", index + 1), found);
            }
        }
        visit(
            document,
            format!("{pointer}/not"),
            Role::Element,
            format!("{name}Not"),
            found,
        );
    }
    found.push(Place {
        pointer,
        role,
        name,
    });
}

/// What has a `schema` outside schemas: parameters and the bodies of operations and components.
fn schema_holders(document: &Value) -> Vec<Place> {
    let holder = |pointer, name| Place {
        pointer,
        role: Role::Root,
        name,
    };
    let mut found = parameters(document);
    for body in request_bodies(document)
        .into_iter()
        .chain(responses(document))
    {
        let content = format!("{}/content", body.pointer);
        for (media, _) in members(document, &content) {
            found.push(holder(join(&content, media), body.name.clone()));
        }
        let headers = format!("{}/headers", body.pointer);
        for (header, _) in members(document, &headers) {
            let name = format!("{}{}", body.name, pascal(header));
            found.push(holder(join(&headers, header), name));
        }
    }
    found
}

/// The operations, in the order of the document.
pub fn operations(document: &Value) -> Vec<Operation> {
    let mut found = Vec::new();
    for (template, item) in members(document, "/paths") {
        let path = join("/paths", template);
        for method in item.as_object().into_iter().flat_map(Map::keys) {
            if METHODS.contains(&method.as_str()) {
                found.push(Operation {
                    pointer: format!("{path}/{method}"),
                    path: path.clone(),
                    name: pascal(&format!("{method} {template}")),
                });
            }
        }
    }
    found
}

/// The methods that a path can have.
pub const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// The parameters that are written out: of operations, of paths and in components.
pub fn parameters(document: &Value) -> Vec<Place> {
    let mut found = Vec::new();
    let mut add = |pointer: String, name: String| {
        if is_written_out(document, &pointer) {
            found.push(Place {
                pointer,
                role: Role::Root,
                name,
            });
        }
    };
    for (key, _) in members(document, "/components/parameters") {
        add(join("/components/parameters", key), pascal(key));
    }
    let paths = members(document, "/paths").map(|(path, _)| (join("/paths", path), pascal(path)));
    let operations = operations(document)
        .into_iter()
        .map(|it| (it.pointer, it.name));
    for (pointer, name) in paths.chain(operations) {
        let list = format!("{pointer}/parameters");
        for (index, parameter) in self::list(document.pointer(&list)).iter().enumerate() {
            let parameter = parameter["name"].as_str().unwrap_or_default();
            add(
                format!("{list}/{index}"),
                format!("{name}{}", pascal(parameter)),
            );
        }
    }
    found
}

/// The request bodies that are written out.
pub fn request_bodies(document: &Value) -> Vec<Place> {
    let components = members(document, "/components/requestBodies")
        .map(|(key, _)| (join("/components/requestBodies", key), pascal(key)));
    let operations = operations(document).into_iter().map(|it| {
        (
            format!("{}/requestBody", it.pointer),
            format!("{}Body", it.name),
        )
    });
    written_out(document, components.chain(operations))
}

/// The responses that are written out.
pub fn responses(document: &Value) -> Vec<Place> {
    let components = members(document, "/components/responses")
        .map(|(key, _)| (join("/components/responses", key), pascal(key)));
    let operations = operations(document).into_iter().flat_map(|it| {
        let list = format!("{}/responses", it.pointer);
        members(document, &list)
            .map(|(status, _)| {
                (
                    join(&list, status),
                    format!("{}{}", it.name, pascal(status)),
                )
            })
            .collect::<Vec<_>>()
    });
    written_out(document, components.chain(operations))
}

/// Those of the nodes that are there and no references.
fn written_out(document: &Value, nodes: impl Iterator<Item = (String, String)>) -> Vec<Place> {
    nodes
        .filter(|(pointer, _)| is_written_out(document, pointer))
        .map(|(pointer, name)| Place {
            pointer,
            role: Role::Root,
            name,
        })
        .collect()
}

fn is_written_out(document: &Value, pointer: &str) -> bool {
    document
        .pointer(pointer)
        .is_some_and(|it| it.is_object() && it.get("$ref").is_none())
}

/// The members of the object at a pointer; none if there is no object.
pub fn members<'d>(
    document: &'d Value,
    pointer: &str,
) -> impl Iterator<Item = (&'d String, &'d Value)> + use<'d> {
    document
        .pointer(pointer)
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
}

/// The items of an array; none if it is not one.
pub fn list(value: Option<&Value>) -> &[Value] {
    value.and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// The object at a pointer that one of this module's functions returned.
#[expect(clippy::expect_used, reason = "the pointers of this module exist")]
pub fn object<'d>(document: &'d mut Value, pointer: &str) -> &'d mut Map<String, Value> {
    document
        .pointer_mut(pointer)
        .and_then(Value::as_object_mut)
        .expect("an object")
}

/// The pointer of a member.
pub fn join(pointer: &str, member: &str) -> String {
    format!("{pointer}/{}", member.replace('~', "~0").replace('/', "~1"))
}

/// The pointer that a local reference refers to.
pub fn target(reference: &str) -> Option<&str> {
    reference.strip_prefix('#')
}

/// `subscription.created` becomes `SubscriptionCreated`.
pub fn pascal(text: &str) -> String {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric());
    words
        .flat_map(|word| {
            let first = word.chars().next().map(|first| first.to_ascii_uppercase());
            first.into_iter().chain(word.chars().skip(1))
        })
        .collect()
}

/// Calls `change` for every reference and every target of a discriminator.
pub fn each_reference(document: &mut Value, change: &mut impl FnMut(&mut String)) {
    each_reference_in(document, false, change);
}

fn each_reference_in(value: &mut Value, names: bool, change: &mut impl FnMut(&mut String)) {
    match value {
        Value::Object(members) => {
            for (key, member) in members {
                let key = if names { "" } else { key.as_str() };
                match member {
                    Value::String(reference) if key == "$ref" => change(reference),
                    Value::Object(targets) if key == "mapping" => {
                        for target in targets.values_mut() {
                            if let Value::String(reference) = target {
                                change(reference);
                            }
                        }
                    }
                    _ if is_data(key) => {}
                    _ => each_reference_in(member, has_names(key), change),
                }
            }
        }
        Value::Array(items) => {
            for item in items {
                each_reference_in(item, false, change);
            }
        }
        _ => {}
    }
}

/// Whether the members of the object below this keyword are called as the document likes.
pub fn has_names(keyword: &str) -> bool {
    [
        "properties",
        "schemas",
        "parameters",
        "responses",
        "requestBodies",
        "headers",
        "paths",
        "content",
        "securitySchemes",
        "callbacks",
        "links",
        "examples",
        "scopes",
        "variables",
        "encoding",
        "mapping",
    ]
    .contains(&keyword)
}

/// Whether the value of this keyword is not OpenAPI.
pub fn is_data(keyword: &str) -> bool {
    ["example", "default", "value", "enum"].contains(&keyword) || keyword.starts_with("x-")
}
