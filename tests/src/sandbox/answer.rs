//! Responses: data, redirects and errors, each checked against the document before it is sent.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use super::{
    document::{Document, Operation},
    headers,
    record::{Recorded, Response},
    sample::{Answers, Sampler},
};

/// The target of redirects for requests without a `redirect_uri`.
const FILE: &str =
    "https://files.example.com/signed/document.pdf?X-Signature=0a1b2c3d&X-Expires=300";

/// The response to an inspected request. `turn` is the number of previous calls of the operation.
pub(super) fn answer(
    document: &Document,
    operation: Option<&Operation>,
    recorded: &Recorded,
    answers: Answers,
    turn: usize,
    request_id: &str,
) -> Response {
    let status = recorded.status;
    let response = if status >= 400 {
        Response::json(status, &error(recorded, request_id))
    } else {
        match operation.and_then(|operation| operation.success().1) {
            Some(schema) => {
                let sampler = Sampler::new(&document.schemas, answers, turn);
                Response::json(status, &sampler.value(schema))
            }
            None => Response::new(status).header("location", &location(recorded, "sandbox-code")),
        }
    };
    if let Some(operation) = operation {
        check(document, operation, &response);
    }
    response
}

/// Adds the headers of every response.
pub(super) fn sign(response: Response, document: &Document, request_id: &str) -> Response {
    response
        .header(headers::VERSION, &document.version)
        .header("x-request-id", request_id)
}

/// The documented error envelope for the violations of a request.
fn error(recorded: &Recorded, request_id: &str) -> Value {
    let messages: Vec<_> = recorded
        .violations
        .iter()
        .map(ToString::to_string)
        .collect();
    envelope(recorded.status, &messages.join("; "), request_id)
}

/// The documented error envelope.
pub(super) fn envelope(status: u16, message: &str, request_id: &str) -> Value {
    let code = match status {
        401 => "UNAUTHORIZED",
        402 => "PAYMENT_REQUIRED",
        403 => "FORBIDDEN",
        404 => "NOT_FOUND",
        405 => "METHOD_NOT_ALLOWED",
        409 => "CONFLICT",
        422 => "UNPROCESSABLE_ENTITY",
        429 => "TOO_MANY_REQUESTS",
        500.. => "INTERNAL_SERVER_ERROR",
        _ => "BAD_REQUEST",
    };
    json!({
        "code": code,
        "message": message,
        "requestId": request_id,
        "docs": format!("https://docs.nomos.energy/api-references/errors/{code}"),
    })
}

/// A signed link, or for a login the redirect to the application.
pub(super) fn location(recorded: &Recorded, code: &str) -> String {
    let query = |name| {
        recorded
            .query
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value)
    };
    let Some(redirect) = query("redirect_uri") else {
        return FILE.to_owned();
    };
    let separator = if redirect.contains('?') { '&' } else { '?' };
    let state = query("state")
        .map(|state| format!("&state={}", utf8_percent_encode(state, NON_ALPHANUMERIC)));
    format!(
        "{redirect}{separator}code={code}{}",
        state.unwrap_or_default()
    )
}

/// Panics if a response violates the document, which is a bug of the sandbox and not of the client.
pub(super) fn check(document: &Document, operation: &Operation, response: &Response) {
    let Operation {
        method, template, ..
    } = operation;
    let declared = operation
        .responses
        .iter()
        .find(|(status, _)| *status == response.status);
    let Some((_, Some(schema))) = declared else {
        return;
    };
    let body = serde_json::from_slice(&response.body).expect("responses are JSON");
    let problems = document.schemas.check(schema, &body);
    assert!(
        problems.is_empty(),
        "sandbox bug: invalid response to {method} {template}: {problems:#?}"
    );
}
