//! The version and authorization headers, and parameters in headers and cookies.

use axum::http::{
    HeaderMap,
    header::{AUTHORIZATION, COOKIE},
};
use base64::{Engine, prelude::BASE64_STANDARD};
use serde_json::Value;

use super::{
    document::{Operation, Parameter, Security, TOKEN},
    record::{Place, Violation},
    schema::Schemas,
};

pub(super) const VERSION: &str = "x-api-version";

pub(super) fn version(headers: &HeaderMap, version: &str) -> Option<Violation> {
    let problem = match &values(headers, VERSION)[..] {
        [sent] if sent == version => return None,
        [sent] => format!("X-API-Version is `{sent}`, not `{version}`"),
        [] => "X-API-Version is missing".to_owned(),
        many => format!("X-API-Version is sent {} times", many.len()),
    };
    Some(Violation::new(Place::Header, problem))
}

/// Checks the parameters in headers and cookies.
pub(super) fn parameters(
    schemas: &Schemas,
    operation: &Operation,
    headers: &HeaderMap,
) -> Vec<Violation> {
    let mut problems = Vec::new();
    for parameter in operation.headers() {
        let sent = sent(headers, parameter);
        problems.extend(match &sent[..] {
            [] if parameter.required => vec![format!("`{}` is missing", parameter.name)],
            [] => Vec::new(),
            [value] => parameter.problems(schemas, value),
            values if parameter.location == "cookie" && parameter.explode => {
                let values = values.iter();
                values
                    .flat_map(|value| parameter.problems(schemas, value))
                    .collect()
            }
            _ => vec![format!("`{}` is specified twice", parameter.name)],
        });
    }
    let problems = problems.into_iter();
    problems
        .map(|problem| Violation::new(Place::Header, problem))
        .collect()
}

/// The values of a parameter in a header or cookie.
pub(super) fn sent(headers: &HeaderMap, parameter: &Parameter) -> Vec<String> {
    if parameter.location == "header" {
        return values(headers, &parameter.name);
    }
    let cookies = values(headers, COOKIE.as_str());
    let pairs = cookies.iter().flat_map(|cookies| cookies.split("; "));
    let pairs = pairs.filter_map(|pair| pair.split_once('='));
    let own = pairs.filter(|(name, _)| *name == parameter.name);
    own.map(|(_, value)| value.to_owned()).collect()
}

/// Checks the authorization of a request. Messages never contain credentials.
pub(super) fn authorization(
    headers: &HeaderMap,
    operation: &Operation,
    body: Option<&Value>,
) -> Option<Violation> {
    let sent = values(headers, AUTHORIZATION.as_str());
    let sent: Vec<_> = sent
        .iter()
        .map(|value| value.split_once(' ').unwrap_or((value, "")))
        .collect();
    let problem = match (operation.security, &sent[..]) {
        (Security::None, []) => return None,
        (Security::None, _) => "Authorization is sent, but the operation requires none",
        (Security::Bearer, [("Bearer", token)]) if !token.trim().is_empty() => return None,
        (Security::Bearer, _) => "Authorization must be one non-empty Bearer token",
        (Security::Basic, [("Basic", credentials)]) if is_basic(credentials) => return None,
        // A public client has no secret and sends its id in the body.
        (Security::Basic, []) if operation.template == TOKEN && names_client(body) => return None,
        (Security::Basic, _) => "Authorization must be one Basic `client_id:client_secret`",
    };
    Some(Violation::new(Place::Header, problem))
}

fn is_basic(credentials: &str) -> bool {
    let decoded = BASE64_STANDARD.decode(credentials).ok();
    let decoded = decoded.and_then(|bytes| String::from_utf8(bytes).ok());
    let pair = decoded.as_deref().and_then(|text| text.split_once(':'));
    pair.is_some_and(|(id, secret)| !id.is_empty() && !secret.is_empty())
}

fn names_client(body: Option<&Value>) -> bool {
    body.is_some_and(|body| body["client_id"].is_string())
}

fn values(headers: &HeaderMap, name: &str) -> Vec<String> {
    let values = headers.get_all(name).iter();
    values
        .map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
        .collect()
}
