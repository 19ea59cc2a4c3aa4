//! A miniature of a generated crate, for unit tests.

use std::{
    error, fmt,
    sync::{Arc, Mutex},
};

use bytes::Bytes;
use serde::Deserialize;

use crate::{
    Api, ApiError, Auth, BoxFuture, ClientBuilder, Core, DecodeError, Limits, Method, Operation,
    Transport, TransportError, decode,
};

pub(crate) const VERSION: &str = "2026-05-27";

pub(crate) const API: Api = Api {
    version: VERSION,
    sandbox_url: Some("https://sandbox.library.example"),
    env_prefix: "LIBRARY",
    version_header: Some("X-Library-Version"),
    token_path: Some("/token"),
    authorize_path: Some("/authorize"),
    read_scope: Some("books:read"),
    write_scope: Some("books:write"),
    requests_per_second: Some(10),
    ..Api::new("https://api.library.example", "test/1")
};

pub(crate) const fn operation(
    id: &'static str,
    method: Method,
    path: &'static str,
    auth: Auth,
) -> Operation {
    Operation {
        id,
        method,
        path,
        scope: None,
        auth,
        since: VERSION,
        until: None,
        rules: &[],
        meanings: &[],
    }
}

pub(crate) static LIST: Operation = operation("plans.list", Method::Get, "/plans", Auth::Bearer);
pub(crate) static GET: Operation = operation("plans.get", Method::Get, "/plans/{id}", Auth::Bearer);
pub(crate) static READING: Operation = operation(
    "plans.reading",
    Method::Put,
    "/plans/{id}/readings/{at}.json",
    Auth::None,
);
pub(crate) static TOKEN: Operation = operation("oauth.token", Method::Post, "/token", Auth::Basic);

/// What is documented for 400 and 404.
#[derive(Debug, Deserialize)]
pub(crate) struct Problem {
    code: String,
    message: String,
    #[serde(default, rename = "requestId")]
    request_id: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl error::Error for Problem {}

impl ApiError for Problem {
    fn decode(status: u16, body: &[u8]) -> Option<Result<Self, DecodeError>> {
        matches!(status, 400 | 404).then(|| decode(body))
    }

    fn code(&self) -> &str {
        &self.code
    }

    fn message(&self) -> &str {
        &self.message
    }

    fn request_id(&self) -> &str {
        &self.request_id
    }

    fn docs(&self) -> &str {
        "https://docs.library.example"
    }
}

/// Counts requests and answers none.
#[derive(Clone, Default)]
pub(crate) struct Silent(pub(crate) Arc<Mutex<usize>>);

impl Transport for Silent {
    fn send(
        &self,
        _: http::Request<Bytes>,
        _: Limits,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        *self.0.lock().unwrap() += 1;
        Box::pin(std::future::pending())
    }
}

/// A client with the token `hunter2` that sends nothing.
pub(crate) fn core() -> Core {
    ClientBuilder::new(API)
        .token("hunter2")
        .transport(Silent::default())
        .build()
        .unwrap()
}
