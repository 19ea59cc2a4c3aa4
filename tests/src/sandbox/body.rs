//! Request bodies.

use axum::http::{HeaderMap, header::CONTENT_TYPE};
use serde_json::{Map, Value};

use super::{
    decode,
    document::{Operation, TOKEN},
    record::{Place, Violation},
    schema::Schemas,
};

const FORM: &str = "application/x-www-form-urlencoded";
const JSON: &str = "application/json";

/// Parses a body as JSON if its content type is JSON or a form.
pub(super) fn parse(headers: &HeaderMap, body: &[u8]) -> Result<Option<Value>, Violation> {
    let violation = |message: String| Violation::new(Place::Body, message);
    match media_type(headers) {
        _ if body.is_empty() => Ok(None),
        Some(JSON) => serde_json::from_slice(body)
            .map(Some)
            .map_err(|error| violation(format!("not JSON: {error}"))),
        Some(FORM) => form(&String::from_utf8_lossy(body))
            .map(Some)
            .map_err(violation),
        _ => Ok(None),
    }
}

/// Checks a body against what the operation declares.
pub(super) fn check(
    schemas: &Schemas,
    operation: &Operation,
    headers: &HeaderMap,
    body: &[u8],
    json: Option<&Value>,
) -> Vec<Violation> {
    let Some(declared) = &operation.body else {
        let unexpected = (!body.is_empty()).then(|| Violation::new(Place::Body, "must be empty"));
        return unexpected.into_iter().collect();
    };
    let is_token = operation.template == TOKEN;
    if body.is_empty() {
        // In the document, the body of the token request is optional, but its `grant_type` is
        // required.
        let missing = declared.required || is_token;
        return missing
            .then(|| Violation::new(Place::Body, "is missing"))
            .into_iter()
            .collect();
    }
    let media = media_type(headers);
    // For the token endpoint, the document declares only JSON and the guide a form; the server
    // accepts both.
    let looked_up = if is_token && media == Some(FORM) {
        Some(JSON)
    } else {
        media
    };
    let Some((_, schema)) = declared
        .content
        .iter()
        .find(|(it, _)| Some(it.as_str()) == looked_up)
    else {
        let message = format!(
            "Content-Type `{}` is not declared",
            media.unwrap_or_default()
        );
        return vec![Violation::new(Place::Header, message)];
    };
    let problems = json
        .map(|json| schemas.check(schema, json))
        .unwrap_or_default();
    problems
        .into_iter()
        .map(|problem| Violation::new(Place::Body, problem))
        .collect()
}

/// The content type without its parameters.
fn media_type(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(CONTENT_TYPE)?.to_str().ok()?;
    value.split(';').next().map(str::trim)
}

fn form(text: &str) -> Result<Value, String> {
    let mut object = Map::new();
    for (raw_name, raw_value) in decode::raw_pairs(text) {
        let name = decode::form(raw_name);
        if let Some(problem) = decode::problem(raw_name).or(decode::problem(raw_value)) {
            return Err(format!("`{name}` {problem}"));
        }
        if object
            .insert(name.clone(), decode::form(raw_value).into())
            .is_some()
        {
            return Err(format!("`{name}` is specified twice"));
        }
    }
    Ok(object.into())
}
