//! Sample data for schemas, taken from the document's examples if there are any.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value, json};

use super::{
    document::{Document, Operation, Parameter, Security},
    schema::{Schemas, branches, is_nullable},
};

/// How much data responses contain.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Answers {
    /// Every property, none of them null. Unions use the next branch with each call.
    #[default]
    Full,
    /// Required properties only, null where allowed. Lists have one item, other arrays are empty.
    Minimal,
}

/// A valid request to an operation, except for the version header.
#[derive(Clone, Debug)]
pub struct Sample {
    /// Method, in capitals.
    pub method: String,
    /// Path template of the operation.
    pub template: String,
    /// Percent-encoded path with arguments, and the query if there is one.
    pub target: String,
    /// The parameters that are sent, by name.
    pub parameters: Map<String, Value>,
    /// Parameters in headers and cookies, as they are sent.
    pub headers: Vec<(String, String)>,
    /// Value of the `Authorization` header.
    pub authorization: Option<&'static str>,
    /// JSON body.
    pub body: Option<Value>,
}

impl Sample {
    pub(super) fn new(
        document: &Document,
        operation: &Operation,
        answers: Answers,
        turn: usize,
    ) -> Self {
        let sampler = Sampler::new(&document.schemas, answers, turn);
        let is_sent =
            |it: &&Parameter| it.filters.is_none() && (it.required || answers == Answers::Full);
        let mut parameters = Map::new();
        let mut target = operation.template.clone();
        let mut separator = '?';
        let mut headers = Vec::new();
        for it in operation.parameters.iter().filter(is_sent) {
            let value = sampler.value(&it.schema);
            let texts = texts(&value, it.explode);
            match &*it.location {
                "header" => headers.push((it.name.clone(), texts.concat())),
                "cookie" => {
                    let cookies = texts.iter().map(|text| format!("{}={text}", it.name));
                    let cookies: Vec<_> = cookies.collect();
                    headers.push(("cookie".to_owned(), cookies.join("; ")));
                }
                place => {
                    for text in &texts {
                        let argument = utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
                        if place == "path" {
                            target = target.replace(&format!("{{{}}}", it.name), &argument);
                        } else {
                            target.push_str(&format!("{separator}{}={argument}", it.name));
                            separator = '&';
                        }
                    }
                }
            }
            parameters.insert(it.name.clone(), value);
        }
        let body = operation
            .body
            .as_ref()
            .map(|body| sampler.value(&body.content[0].1));
        Self {
            method: operation.method.clone(),
            template: operation.template.clone(),
            target,
            parameters,
            headers,
            authorization: match operation.security {
                Security::None => None,
                Security::Basic => Some("Basic aWQ6c2VjcmV0"),
                Security::Bearer => Some("Bearer token"),
            },
            body,
        }
    }
}

/// The texts of a value: one, or one for each item of a list that is not joined.
fn texts(value: &Value, explode: bool) -> Vec<String> {
    match value.as_array() {
        None => vec![plain(value)],
        Some(items) if explode => items.iter().map(plain).collect(),
        Some(items) => vec![items.iter().map(plain).collect::<Vec<_>>().join(",")],
    }
}

/// A value as part of a URL, not yet encoded.
fn plain(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

/// Creates values for schemas.
pub(super) struct Sampler<'d> {
    schemas: &'d Schemas,
    answers: Answers,
    /// The branch that unions use, modulo their number.
    turn: usize,
}

impl<'d> Sampler<'d> {
    pub(super) fn new(schemas: &'d Schemas, answers: Answers, turn: usize) -> Self {
        Self {
            schemas,
            answers,
            turn,
        }
    }

    /// Creates the value of a whole body or parameter.
    pub(super) fn value(&self, schema: &Value) -> Value {
        let mut value = self.make(schema, None);
        let schema = self.schemas.resolve(schema);
        if let Some(page) = value
            .as_object_mut()
            .filter(|page| page.contains_key("next_page"))
        {
            // This is the only page: a client that followed the example's cursor would never end.
            page.insert("next_page".into(), Value::Null);
        }
        if self.answers == Answers::Minimal && value["object"] == "list" {
            // An empty list would not show the form of its items.
            value["items"] = json!([self.make(&schema["properties"]["items"]["items"], None)]);
        }
        value
    }

    /// Creates a value for `schema`. An example of the enclosing schema takes precedence.
    fn make(&self, schema: &Value, example: Option<&Value>) -> Value {
        let schema = self.schemas.resolve(schema);
        let given = [example, schema.get("example"), schema.get("default")];
        let example = given.into_iter().flatten().find(|it| !it.is_null());
        if self.answers == Answers::Minimal && is_nullable(schema) {
            return Value::Null;
        }
        if let Some(branches) = branches(schema) {
            return self.make(branches[self.turn % branches.len()], example);
        }
        if let Some(members) = schema["allOf"].as_array() {
            return self.merged(members, example);
        }
        match schema["type"].as_str() {
            Some("object") => self.object(schema, example),
            Some("array") => self.array(schema, example),
            _ if schema.get("properties").is_some() => self.object(schema, example),
            _ => match example {
                Some(example) if self.schemas.check(schema, example).is_empty() => example.clone(),
                _ => scalar(schema),
            },
        }
    }

    fn merged(&self, members: &[Value], example: Option<&Value>) -> Value {
        let values = members.iter().map(|member| self.make(member, example));
        let objects = values.filter_map(|value| match value {
            Value::Object(object) => Some(object),
            _ => None,
        });
        Value::Object(objects.flatten().collect())
    }

    fn object(&self, schema: &Value, example: Option<&Value>) -> Value {
        let Some(properties) = schema["properties"].as_object() else {
            return self.map(schema, example);
        };
        let required = schema["required"].as_array();
        let is_required = |name: &str| required.is_some_and(|all| all.iter().any(|it| it == name));
        let wanted = properties
            .iter()
            .filter(|(name, _)| self.answers == Answers::Full || is_required(name));
        let example = |name: &str| example.and_then(|it| it.get(name));
        let values = wanted.map(|(name, it)| (name.clone(), self.make(it, example(name))));
        Value::Object(values.collect())
    }

    fn map(&self, schema: &Value, example: Option<&Value>) -> Value {
        match (self.answers, example) {
            (Answers::Minimal, _) => json!({}),
            (Answers::Full, Some(example)) => example.clone(),
            (Answers::Full, None) => {
                let value = self.make(&schema["additionalProperties"], None);
                Map::from_iter([("key".to_owned(), value)]).into()
            }
        }
    }

    /// As many items as in the example, or one for each branch of the item's union.
    fn array(&self, schema: &Value, example: Option<&Value>) -> Value {
        if self.answers == Answers::Minimal && schema["minItems"].as_u64().unwrap_or(0) == 0 {
            return json!([]);
        }
        let items = &schema["items"];
        if let Some(examples) = example.and_then(Value::as_array) {
            return examples
                .iter()
                .map(|example| self.make(items, Some(example)))
                .collect();
        }
        let count = branches(self.schemas.resolve(items)).map_or(1, |branches| branches.len());
        let next = |offset| Self::new(self.schemas, self.answers, self.turn + offset);
        (0..count)
            .map(|offset| next(offset).make(items, None))
            .collect()
    }
}

/// A string, number or boolean without an example.
fn scalar(schema: &Value) -> Value {
    if let Some(values) = schema["enum"].as_array() {
        return values
            .iter()
            .find(|value| !value.is_null())
            .cloned()
            .unwrap_or_default();
    }
    match schema["type"].as_str() {
        Some("number" | "integer") => number(schema),
        Some("boolean") => json!(true),
        _ => match schema["format"].as_str() {
            Some("date-time") => json!("2026-03-14T12:00:00Z"),
            Some("date") => json!("2026-03-14"),
            Some("email") => json!("ada@example.com"),
            Some("uri") => json!("https://example.com/path"),
            _ => text(schema),
        },
    }
}

fn number(schema: &Value) -> Value {
    let minimum = schema["minimum"].as_i64().unwrap_or(1);
    json!(minimum + i64::from(schema["exclusiveMinimum"] == true))
}

fn text(schema: &Value) -> Value {
    let length = |key, default| {
        schema[key]
            .as_u64()
            .map_or(default, |it| usize::try_from(it).unwrap_or(default))
    };
    let length = "text"
        .len()
        .clamp(length("minLength", 1), length("maxLength", usize::MAX));
    json!("text".chars().cycle().take(length).collect::<String>())
}
