//! What the sandbox records and sends: requests, violations, responses.

use std::{collections::HashMap, fmt};

use axum::http::{HeaderMap, StatusCode};
use serde_json::Value;

/// The part of a request with a violation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Method, path or path parameter.
    Route,
    /// Version, authorization or content type.
    Header,
    /// Query parameter, filters included.
    Query,
    /// Request body.
    Body,
}

/// A violation of the document by a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The part of the request.
    pub place: Place,
    /// What is wrong.
    pub message: String,
}

impl Violation {
    pub(super) fn new(place: Place, message: impl Into<String>) -> Self {
        Self {
            place,
            message: message.into(),
        }
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = match self.place {
            Place::Route => "route",
            Place::Header => "header",
            Place::Query => "query",
            Place::Body => "body",
        };
        write!(f, "{place}: {}", self.message)
    }
}

/// A request as received, and its outcome.
#[derive(Clone, Debug)]
pub struct Recorded {
    /// Method, in capitals.
    pub method: String,
    /// Path as sent, still percent-encoded.
    pub path: String,
    /// Path template of the operation, if the path matches one.
    pub template: Option<String>,
    /// Path parameters by name, decoded once.
    pub path_parameters: Vec<(String, String)>,
    /// Parameters in headers and cookies, by name.
    pub header_parameters: Vec<(String, String)>,
    /// Query pairs in order, decoded once.
    pub query: Vec<(String, String)>,
    /// All headers.
    pub headers: HeaderMap,
    /// Body as sent.
    pub body: Vec<u8>,
    /// Body as JSON; a form becomes an object of strings.
    pub json: Option<Value>,
    /// All violations.
    pub violations: Vec<Violation>,
    /// Status of the response.
    pub status: u16,
    /// Body of the response, if it is JSON.
    pub answer: Option<Value>,
    /// Whether the request was executed, even if an injected fault hid that from the client.
    pub is_carried_out: bool,
}

/// The requests so far.
#[derive(Default)]
pub(super) struct Log {
    requests: Vec<Recorded>,
    /// How many there are of each method and path template.
    turns: HashMap<(String, Option<String>), usize>,
}

impl Log {
    pub(super) fn push(&mut self, recorded: Recorded) {
        let operation = (recorded.method.clone(), recorded.template.clone());
        *self.turns.entry(operation).or_default() += 1;
        self.requests.push(recorded);
    }

    pub(super) fn requests(&self) -> &[Recorded] {
        &self.requests
    }

    /// How many requests there are already for the operation of this one.
    pub(super) fn turn(&self, recorded: &Recorded) -> usize {
        let operation = (recorded.method.clone(), recorded.template.clone());
        self.turns.get(&operation).copied().unwrap_or_default()
    }
}

/// A literal response, see [`Sandbox::respond_next`](super::Sandbox::respond_next).
#[derive(Clone, Debug)]
pub struct Response {
    /// HTTP status.
    pub status: u16,
    /// Headers, sent unchanged; only the framing is added.
    pub headers: Vec<(String, String)>,
    /// Body, sent unchanged.
    pub body: Vec<u8>,
}

impl Response {
    /// Creates a response without headers or body.
    pub fn new(status: u16) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body: Vec::new(),
        }
    }

    /// Creates a response with a JSON body and its content type.
    pub fn json(status: u16, body: &Value) -> Self {
        let response = Self {
            body: body.to_string().into_bytes(),
            ..Self::new(status)
        };
        response.header("content-type", "application/json")
    }

    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    pub(super) fn into_http(self) -> axum::response::Response {
        let mut response = axum::response::Response::builder()
            .status(StatusCode::from_u16(self.status).expect("a valid status"));
        for (name, value) in self.headers {
            response = response.header(name, value);
        }
        response.body(self.body.into()).expect("valid headers")
    }
}
