//! Members with the value that they have anyway.

use super::values::{remove_default, text};
use serde_json::{Map, Value, json};

/// Removes what a schema has by default.
pub fn of_schema(schema: &mut Map<String, Value>) {
    for key in [
        "nullable",
        "deprecated",
        "readOnly",
        "writeOnly",
        "uniqueItems",
        "exclusiveMinimum",
        "exclusiveMaximum",
    ] {
        remove_default(schema, key, &json!(false));
    }
    for key in ["minLength", "minItems", "minProperties"] {
        remove_default(schema, key, &json!(0));
    }
    remove_default(schema, "required", &json!([]));
    implied_type(schema);
    additional_properties(schema);
    of_text(schema, "description");
    unsigned(schema);
}

/// The type that the values or the keywords of a schema imply, if it does not say it.
fn implied_type(schema: &mut Map<String, Value>) {
    const OTHER: [&str; 7] = [
        "type",
        "$ref",
        "allOf",
        "anyOf",
        "oneOf",
        "not",
        "properties",
    ];
    const IMPLIED: [(&str, &[&str]); 3] = [
        ("string", &["minLength", "maxLength", "pattern"]),
        ("number", &["minimum", "maximum", "multipleOf"]),
        ("array", &["items", "minItems", "maxItems"]),
    ];
    if OTHER.iter().any(|key| schema.contains_key(*key)) {
        return;
    }
    let implied = match schema.get("enum") {
        Some(Value::Array(values)) => type_of(values),
        _ => {
            let has = |keys: &[&str]| keys.iter().any(|key| schema.contains_key(*key));
            let mut types = IMPLIED.iter().filter(|(_, keys)| has(keys));
            types
                .next()
                .filter(|_| types.next().is_none())
                .map(|(ty, _)| *ty)
        }
    };
    if let Some(ty) = implied {
        schema.insert("type".to_owned(), ty.into());
    }
}

/// The type that all values have.
fn type_of(values: &[Value]) -> Option<&'static str> {
    let all = |is: fn(&Value) -> bool| {
        let mut some = values.iter().filter(|value| !value.is_null()).peekable();
        some.peek().is_some() && some.all(is)
    };
    type Check = (&'static str, fn(&Value) -> bool);
    let types: [Check; 4] = [
        ("string", Value::is_string),
        ("integer", Value::is_i64),
        ("number", Value::is_number),
        ("boolean", Value::is_boolean),
    ];
    types.into_iter().find(|(_, is)| all(*is)).map(|(ty, _)| ty)
}

/// A limit that only an unsigned integer can reach makes it one.
fn unsigned(schema: &mut Map<String, Value>) {
    let is_beyond_signed = |limit: &Value| limit.is_u64() && !limit.is_i64();
    if schema.get("type") == Some(&json!("integer"))
        && schema.get("maximum").is_some_and(is_beyond_signed)
    {
        schema.shift_remove("maximum");
        schema.insert("format".to_owned(), json!("uint64"));
    }
}

/// An object allows further properties unless it says otherwise. Without properties of its own it
/// is a map, which has to say so.
fn additional_properties(schema: &mut Map<String, Value>) {
    remove_default(schema, "properties", &json!({}));
    if schema.get("additionalProperties").is_some_and(is_anything) {
        schema.insert("additionalProperties".to_owned(), json!(true));
    }
    if ["properties", "allOf", "anyOf", "oneOf"]
        .iter()
        .any(|key| schema.contains_key(*key))
    {
        remove_default(schema, "additionalProperties", &json!(true));
    }
}

/// Whether a schema allows any value, of which null is one.
fn is_anything(schema: &Value) -> bool {
    *schema == json!({}) || *schema == json!({ "nullable": true })
}

/// Removes what a parameter in `place` has by default.
pub fn of_parameter(parameter: &mut Map<String, Value>, place: &str) {
    for key in ["required", "deprecated", "allowEmptyValue", "allowReserved"] {
        remove_default(parameter, key, &json!(false));
    }
    let style = match place {
        "query" | "cookie" => "form",
        _ => "simple",
    };
    let is_form = parameter
        .get("style")
        .and_then(Value::as_str)
        .unwrap_or(style)
        == "form";
    remove_default(parameter, "explode", &json!(is_form));
    remove_default(parameter, "style", &json!(style));
    of_text(parameter, "description");
}

/// Removes what an operation has by default.
pub fn of_operation(operation: &mut Map<String, Value>) {
    remove_default(operation, "deprecated", &json!(false));
    for key in ["tags", "parameters", "security"] {
        remove_default(operation, key, &json!([]));
    }
    of_text(operation, "summary");
    of_text(operation, "description");
}

/// A text ends without spaces; an empty one is none.
pub fn of_text(members: &mut Map<String, Value>, key: &str) {
    if let Some(value) = members.get(key) {
        match text(value) {
            Some(text) => members.insert(key.to_owned(), text),
            None => members.shift_remove(key),
        };
    }
}
