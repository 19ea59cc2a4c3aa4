//! The spellings of a value that can be null, and those of a timestamp.

use crate::{
    pick::Pick,
    places::{Role, list, object, schemas_where},
};
use serde_json::{Map, Value, json};

/// `nullable: true` in the schema, or beside `allOf: [$ref]`.
pub fn keyword(document: &mut Value, pick: &mut Pick) {
    respell(document, pick, |texts, mut schema| {
        if schema.contains_key("$ref") {
            schema = one("allOf", [Value::Object(schema)]);
        }
        schema.extend(texts);
        schema.insert("nullable".to_owned(), Value::Bool(true));
        schema
    });
}

/// `anyOf: [X, {nullable: true}]`.
pub fn branch(document: &mut Value, pick: &mut Pick) {
    respell(document, pick, |texts, schema| {
        with_branch("anyOf", texts, schema)
    });
}

/// `oneOf: [X, {nullable: true}]`.
pub fn one_of_branch(document: &mut Value, pick: &mut Pick) {
    respell(document, pick, |texts, schema| {
        with_branch("oneOf", texts, schema)
    });
}

fn with_branch(
    keyword: &str,
    texts: Map<String, Value>,
    mut schema: Map<String, Value>,
) -> Map<String, Value> {
    let null = json!({ "nullable": true });
    let mut all = match schema.remove(keyword) {
        Some(Value::Array(mut branches)) if schema.is_empty() => {
            branches.push(null);
            one(keyword, branches)
        }
        branches => {
            schema.extend(branches.map(|it| (keyword.to_owned(), it)));
            one(keyword, [Value::Object(schema), null])
        }
    };
    all.extend(texts);
    all
}

/// `allOf: [X, {nullable: true}]`.
pub fn all_of(document: &mut Value, pick: &mut Pick) {
    respell(document, pick, |texts, schema| {
        let mut all = one(
            "allOf",
            [Value::Object(schema), json!({ "nullable": true })],
        );
        all.extend(texts);
        all
    });
}

/// `oneOf: [X, {nullable: true, enum: [null]}]`.
pub fn null_enum(document: &mut Value, pick: &mut Pick) {
    respell(document, pick, |texts, schema| {
        let null = json!({ "nullable": true, "enum": [null] });
        let mut all = one("oneOf", [Value::Object(schema), null]);
        all.extend(texts);
        all
    });
}

/// `oneOf: [X, {nullable: true, enum: [null]}]`, with the texts in X.
pub fn null_enum_around_texts(document: &mut Value, pick: &mut Pick) {
    respell(document, pick, |texts, mut schema| {
        if schema.contains_key("$ref") {
            schema = one("allOf", [Value::Object(schema)]);
        }
        schema.extend(texts);
        one(
            "oneOf",
            [
                Value::Object(schema),
                json!({ "nullable": true, "enum": [null] }),
            ],
        )
    });
}

/// `null` is a value of each enum that can be null.
pub fn null_in_enums(document: &mut Value, pick: &mut Pick) {
    let places = schemas_where(document, |schema, _| {
        is_nullable_enum(schema) && !has_null(schema)
    });
    for place in pick.among(places) {
        if let Some(Value::Array(values)) = object(document, &place.pointer).get_mut("enum") {
            values.push(Value::Null);
        }
    }
}

/// `null` is not among the values of an enum.
pub fn null_not_in_enums(document: &mut Value, pick: &mut Pick) {
    let places = schemas_where(document, |schema, _| {
        is_nullable_enum(schema) && has_null(schema)
    });
    for place in pick.among(places) {
        if let Some(Value::Array(values)) = object(document, &place.pointer).get_mut("enum") {
            values.retain(|value| !value.is_null());
        }
    }
}

fn is_nullable_enum(schema: &Value) -> bool {
    schema["nullable"] == true
        && list(schema.get("enum"))
            .iter()
            .any(|value| !value.is_null())
}

fn has_null(schema: &Value) -> bool {
    list(schema.get("enum")).iter().any(Value::is_null)
}

/// Gives chosen nullable schemas the spelling that `spell` makes of the texts and the rest.
fn respell(
    document: &mut Value,
    pick: &mut Pick,
    spell: impl Fn(Map<String, Value>, Map<String, Value>) -> Map<String, Value>,
) {
    let respelled = |schema: &Value| {
        let (texts, rest) = split(schema.as_object()?)?;
        let respelled = Value::Object(spell(texts, rest));
        (respelled != *schema).then_some(respelled)
    };
    let places = schemas_where(document, |schema, role| {
        role != Role::Part && respelled(schema).is_some()
    });
    for place in pick.among(places) {
        if let Some(schema) = document.pointer_mut(&place.pointer)
            && let Some(respelled) = respelled(schema)
        {
            *schema = respelled;
        }
    }
}

/// The texts of a nullable schema, and what it says apart from them and from being nullable.
fn split(schema: &Map<String, Value>) -> Option<(Map<String, Value>, Map<String, Value>)> {
    let (mut texts, mut rest): (Map<_, _>, Map<_, _>) = schema
        .clone()
        .into_iter()
        .partition(|(key, _)| is_text(key));
    if rest.remove("nullable") == Some(Value::Bool(true)) {
        if rest.is_empty() {
            // `{nullable: true}` alone is any value, or a branch.
            return None;
        }
        if let Some(Value::Array(values)) = rest.get_mut("enum") {
            values.retain(|value| !value.is_null());
            if values.is_empty() {
                return None;
            }
        }
        if let Some(only) = single(&rest, "allOf") {
            rest = only;
        }
        return Some((texts, rest));
    }
    for keyword in ["anyOf", "oneOf", "allOf"] {
        let Some(Value::Array(branches)) = rest.get_mut(keyword) else {
            continue;
        };
        let before = branches.len();
        branches.retain(|branch| !is_null(branch));
        if branches.len() == before || (keyword == "allOf" && branches.len() != 1) {
            return None;
        }
        if let Some(only) = single(&rest, keyword) {
            rest = only;
        }
        if !rest.contains_key("$ref") {
            let (inner, without): (Map<_, _>, Map<_, _>) =
                rest.into_iter().partition(|(key, _)| is_text(key));
            rest = without;
            for (key, text) in inner {
                texts.entry(key).or_insert(text);
            }
        }
        return Some((texts, rest));
    }
    None
}

/// The one schema that the object consists of, below `keyword`.
fn single(schema: &Map<String, Value>, keyword: &str) -> Option<Map<String, Value>> {
    match schema.get(keyword) {
        Some(Value::Array(only)) if only.len() == 1 && schema.len() == 1 => {
            only[0].as_object().cloned()
        }
        _ => None,
    }
}

fn is_null(branch: &Value) -> bool {
    *branch == json!({ "nullable": true }) || *branch == json!({ "nullable": true, "enum": [null] })
}

fn is_text(key: &str) -> bool {
    [
        "description",
        "example",
        "title",
        "default",
        "deprecated",
        "readOnly",
        "writeOnly",
    ]
    .contains(&key)
        || key.starts_with("x-")
}

fn one(keyword: &str, schemas: impl Into<Vec<Value>>) -> Map<String, Value> {
    Map::from_iter([(keyword.to_owned(), Value::Array(schemas.into()))])
}

/// `anyOf: [string, date-time]` becomes `date-time`.
pub fn unions_to_date_times(document: &mut Value, pick: &mut Pick) {
    let places = schemas_where(document, |schema, _| {
        let branches = list(schema.get("anyOf"));
        let (null, rest): (Vec<_>, Vec<_>) = branches.iter().partition(|branch| is_null(branch));
        null.len() <= 1
            && rest.len() == 2
            && rest.contains(&&string())
            && rest.contains(&&date_time())
    });
    for place in pick.among(places) {
        let schema = object(document, &place.pointer);
        let branches = schema.remove("anyOf").unwrap_or_default();
        schema.insert("type".to_owned(), json!("string"));
        schema.insert("format".to_owned(), json!("date-time"));
        if list(Some(&branches)).len() == 3 {
            schema.insert("nullable".to_owned(), Value::Bool(true));
        }
    }
}

/// `date-time` becomes `anyOf: [string, date-time]`.
pub fn date_times_to_unions(document: &mut Value, pick: &mut Pick) {
    let places = schemas_where(document, |schema, role| {
        let members = schema.as_object().into_iter().flatten();
        let rest: Map<_, _> = members
            .filter(|(key, _)| !is_text(key) && *key != "nullable")
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect();
        Value::Object(rest) == date_time() && !matches!(role, Role::Branch | Role::Part)
    });
    for place in pick.among(places) {
        let schema = object(document, &place.pointer);
        schema.remove("type");
        schema.remove("format");
        let mut branches = vec![string(), date_time()];
        if schema.remove("nullable") == Some(Value::Bool(true)) {
            branches.push(json!({ "nullable": true }));
        }
        schema.insert("anyOf".to_owned(), Value::Array(branches));
    }
}

fn string() -> Value {
    json!({ "type": "string" })
}

fn date_time() -> Value {
    json!({ "type": "string", "format": "date-time" })
}
