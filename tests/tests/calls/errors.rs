//! Errors of calls when the API rejects a request or sends an undocumented response.
//!
//! The newest version with GET /plans/{id}.

use nomos_tests::{
    connect,
    sandbox::{Response, Sandbox},
};
use serde_json::json;

use super::api::{
    API_VERSION, ApiError, Client, Error,
    types::{self, ErrorCode},
};
use crate::{DOCS, REQUEST_ID, envelope};

/// The error of `GET /plans/{id}` for this response.
async fn failure(response: Response) -> Error {
    let sandbox = Sandbox::start(API_VERSION).await;
    sandbox.respond_next(response);
    let client = connect(Client::builder(), &sandbox);
    client.plans().get("pln_1").await.unwrap_err()
}

#[tokio::test]
async fn predicates_follow_the_status() {
    type Predicate = fn(&Error) -> bool;
    let predicates: [(u16, Predicate); 7] = [
        (400, Error::is_bad_request),
        (401, Error::is_unauthorized),
        (403, Error::is_forbidden),
        (404, Error::is_not_found),
        (409, Error::is_conflict),
        (422, Error::is_unprocessable),
        (429, Error::is_rate_limited),
    ];
    for (status, _) in predicates {
        let error = failure(Response::new(status)).await;
        for (other, predicate) in predicates {
            assert_eq!(predicate(&error), status == other, "{status} {other}");
        }
        assert_eq!(error.is_retryable(), status == 429);
    }
    assert!(failure(Response::new(503)).await.is_retryable());
}

#[tokio::test]
async fn an_unknown_code_is_kept() {
    let error = failure(Response::json(409, &envelope("ALREADY_SIGNED"))).await;
    assert_eq!(error.code(), Some("ALREADY_SIGNED"));
    let code = &error.api().unwrap().body().code;
    assert_eq!(*code, ErrorCode::from("ALREADY_SIGNED"));
}

#[tokio::test]
async fn an_undocumented_status_is_reported() {
    for status in [418, 503] {
        let response = Response::json(status, &envelope("TEAPOT")).header("x-request-id", "req_7");
        let error = failure(response).await;
        assert_eq!((error.status(), error.api()), (Some(status), None));
        assert_eq!((error.code(), error.request_id()), (None, Some("req_7")));
        assert!(error.to_string().contains("no documented error body"));
    }
}

#[tokio::test]
async fn a_documented_status_with_another_body_keeps_the_body() {
    let lacking = json!({ "code": "NOT_FOUND" });
    let html = b"<html><body>Bad gateway</body></html>".to_vec();
    for body in [html, lacking.to_string().into_bytes(), Vec::new()] {
        let response = Response {
            body: body.clone(),
            ..Response::new(404).header("x-request-id", "req_7")
        };
        let error = failure(response).await;
        assert!(error.is_not_found());
        assert_eq!(error.api(), None);
        assert_eq!(error.body(), Some(&*body));
        assert_eq!(error.path(), Some(""));
        assert_eq!(error.request_id(), Some("req_7"));
        assert!(
            error
                .to_string()
                .contains("the body does not match the documented error")
        );
    }
}

#[tokio::test]
async fn older_error_formats_are_read() {
    let nested = json!({ "error": envelope("CONFLICT") });
    let oldest = json!({ "object": "error", "type": "conflict", "message": "What went wrong." });
    for (body, code, request_id) in [
        (nested, "CONFLICT", REQUEST_ID),
        (oldest, "conflict", "req_7"),
    ] {
        let response = Response::json(409, &body).header("x-request-id", "req_7");
        let error = failure(response).await;
        assert!(matches!(error.api(), Some(ApiError::Conflict(_))));
        assert_eq!(error.code(), Some(code));
        assert_eq!(error.request_id(), Some(request_id));
        assert!(error.to_string().contains("What went wrong."));
    }
}

#[tokio::test]
async fn an_unreadable_success_is_a_decode_error() {
    for body in ["", "null", "<html>", "{"] {
        let response = Response {
            body: body.into(),
            ..Response::new(200)
        };
        let error = failure(response).await;
        assert!(error.is_decode(), "{error}");
        assert_eq!((error.status(), error.path()), (Some(200), Some("")));
    }
}

#[tokio::test]
async fn a_response_of_another_version_is_not_read() {
    let response = Response::json(200, &json!({})).header("x-api-version", "2024-01-01.other");
    let error = failure(response).await;
    assert!(error.is_version_mismatch());
    let requested = format!("requested API version {API_VERSION}");
    assert!(error.to_string().contains(&requested), "{error}");
}

#[tokio::test]
async fn a_documented_error_implements_error() {
    let mut body = envelope("NOT_FOUND");
    body["message"] = json!("No such\nplan.");
    let error = failure(Response::json(404, &body)).await;
    let api: &ApiError = error.api().unwrap();
    let known = (api.code(), api.request_id(), api.docs());
    assert_eq!(known, ("NOT_FOUND", REQUEST_ID, DOCS));
    assert_eq!(
        (api.message(), api.field_errors()),
        ("No such\nplan.", vec![])
    );
    // A server cannot inject a second line into a log.
    let any: Box<dyn std::error::Error + Send + Sync> = api.clone().into();
    assert_eq!(any.to_string(), "NOT_FOUND: No such plan.");
}

#[test]
fn responses_can_be_map_keys() {
    fn is_key<T: Eq + std::hash::Hash>() {}
    is_key::<ApiError>();
    is_key::<types::Plan>();
}
