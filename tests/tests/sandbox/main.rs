//! The sandbox itself: every rule is broken once, and every operation is called.

#![allow(
    clippy::unwrap_used,
    reason = "a failed request or a response that is not JSON fails the test"
)]

mod answers;
mod rules;
mod services;
mod spellings;
mod world;

use std::time::Duration;

use nomos_tests::{
    http,
    sandbox::{Place, Response, Sample, Sandbox},
};
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};
use tokio::time::timeout;

const EDISON: &str = "2026-01-29.edison";
const CURIE: &str = "2026-05-27.curie";

const JSON: &str = "application/json";

fn request(sandbox: &Sandbox, method: &str, target: &str) -> RequestBuilder {
    let method = Method::from_bytes(method.as_bytes()).unwrap();
    http().request(method, sandbox.url() + target)
}

fn send(sandbox: &Sandbox, version: &str, sample: &Sample) -> RequestBuilder {
    let mut request = request(sandbox, &sample.method, &sample.target);
    request = request.header("X-API-Version", version);
    for (name, value) in &sample.headers {
        request = request.header(name, value);
    }
    if let Some(authorization) = sample.authorization {
        request = request.header("Authorization", authorization);
    }
    if let Some(body) = &sample.body {
        request = request.header("Content-Type", JSON).body(body.to_string());
    }
    request
}

/// Sends a request and parses the JSON response.
async fn answer(request: RequestBuilder) -> (u16, Value) {
    let response = request.send().await.unwrap();
    let status = response.status().as_u16();
    (
        status,
        serde_json::from_str(&response.text().await.unwrap()).unwrap(),
    )
}

#[tokio::test]
async fn queued_responses_are_sent_unchanged_and_requests_validated() {
    let sandbox = Sandbox::start(CURIE).await;
    sandbox.respond_next(Response::new(429).header("retry-after", "1"));
    sandbox.respond_next(Response::json(200, &json!({ "surprise": true })));
    let plans = || request(&sandbox, "GET", "/plans?nope=a%2520b");
    let first = plans().send().await.unwrap();
    assert_eq!(first.status(), 429);
    assert_eq!(first.headers()["retry-after"], "1");
    assert!(!first.headers().contains_key("x-api-version"));
    assert_eq!(answer(plans()).await, (200, json!({ "surprise": true })));
    assert_eq!(answer(plans()).await.0, 400);

    let places: Vec<_> = sandbox.requests()[0]
        .violations
        .iter()
        .map(|it| it.place)
        .collect();
    assert_eq!(places, [Place::Header, Place::Header, Place::Query]);
    let statuses: Vec<_> = sandbox.requests().iter().map(|it| it.status).collect();
    assert_eq!(statuses, [429, 200, 400]);
}

#[tokio::test]
async fn recorded_requests_are_decoded_once() {
    let sandbox = Sandbox::start(CURIE).await;
    let sent =
        request(&sandbox, "PATCH", "/customers/a%2Fb%2520c?x=1%2B+2").header("Content-Type", JSON);
    sent.body(r#"{"first_name":"Ada"}"#).send().await.unwrap();
    let recorded = &sandbox.requests()[0];
    assert_eq!(recorded.template.as_deref(), Some("/customers/{id}"));
    assert_eq!(recorded.path, "/customers/a%2Fb%2520c");
    assert_eq!(
        recorded.path_parameters,
        [("id".to_owned(), "a/b%20c".to_owned())]
    );
    assert_eq!(recorded.query, [("x".to_owned(), "1+ 2".to_owned())]);
    assert_eq!(recorded.json, Some(json!({ "first_name": "Ada" })));
    assert_eq!(recorded.body, br#"{"first_name":"Ada"}"#);
}

#[tokio::test]
async fn sandboxes_are_independent_and_stop_when_dropped() {
    let (one, two) = (Sandbox::start(EDISON).await, Sandbox::start(CURIE).await);
    request(&one, "GET", "/suppliers").send().await.unwrap();
    assert_eq!((one.requests().len(), two.requests().len()), (1, 0));
    let call = request(&two, "GET", "/plans");
    drop(two);
    let stopped = async { while call.try_clone().unwrap().send().await.is_ok() {} };
    timeout(Duration::from_secs(5), stopped).await.unwrap();
}
