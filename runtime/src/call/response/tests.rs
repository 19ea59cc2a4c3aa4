use serde_json::Value;

use super::*;
use crate::{
    FileLink,
    test_support::{API, GET, Problem, VERSION},
};

fn receive<T: FromResponse>(
    status: u16,
    headers: &[(&str, &str)],
    body: &str,
) -> Result<T, Error<Problem>> {
    let mut response = Response::builder().status(status);
    for (name, value) in headers {
        response = response.header(*name, *value);
    }
    let response = response
        .body(Bytes::copy_from_slice(body.as_bytes()))
        .unwrap();
    read(
        &GET,
        &API,
        &Uri::from_static("https://api.library.example/plans/1"),
        response,
    )
}

const PROBLEM: &str = r#"{"code":"NOT_FOUND","message":"No plan","requestId":"r1"}"#;

#[test]
fn a_success_is_read_as_json() {
    assert_eq!(receive::<Vec<u8>>(200, &[], "[1]").unwrap(), [1]);
    assert_eq!(receive::<Vec<u8>>(201, &[], "[1]").unwrap(), [1]);
}

#[test]
fn an_empty_success_is_nothing() {
    receive::<()>(204, &[], "").unwrap();
    receive::<NoContent>(204, &[], "").unwrap();
    assert_eq!(receive::<Option<u8>>(200, &[], "").unwrap(), None);
    let error = receive::<Vec<u8>>(200, &[], "").unwrap_err();
    assert!(error.is_decode());
    assert!(error.to_string().contains("EOF"), "{error}");
}

#[test]
fn a_success_that_cannot_be_read_keeps_the_response() {
    let error = receive::<Vec<u8>>(200, &[("a", "b")], r#"[1,"John"]"#).unwrap_err();
    assert!(error.is_decode() && !error.is_retryable());
    assert_eq!(error.path(), Some("[1]"));
    assert_eq!(error.status(), Some(200));
    assert_eq!(error.headers().unwrap()["a"], "b");
    assert_eq!(error.body(), Some(&br#"[1,"John"]"#[..]));
}

#[test]
fn a_documented_error_is_read() {
    let error = receive::<Value>(404, &[], PROBLEM).unwrap_err();
    assert!(error.is_not_found());
    assert_eq!(error.code(), Some("NOT_FOUND"));
    assert_eq!(error.request_id(), Some("r1"));
    assert_eq!(error.docs(), Some("https://docs.library.example"));
    assert!(error.api().is_some() && error.path().is_none());
}

#[test]
fn an_undocumented_status_is_kept_raw() {
    let error = receive::<Value>(418, &[("x-request-id", "r2")], "tea").unwrap_err();
    assert!(error.api().is_none() && error.code().is_none());
    assert_eq!(error.status(), Some(418));
    assert_eq!(error.request_id(), Some("r2"));
    assert_eq!(error.body(), Some(&b"tea"[..]));
    assert!(!error.is_decode());
}

#[test]
fn a_documented_status_with_another_body_is_kept_raw() {
    let error = receive::<Value>(404, &[], "<html>").unwrap_err();
    assert!(error.api().is_none() && error.is_not_found());
    assert_eq!(error.body(), Some(&b"<html>"[..]));
    let error = receive::<Value>(404, &[], r#"{"code":7}"#).unwrap_err();
    assert_eq!(error.path(), Some("code"));
}

#[test]
fn a_success_of_another_version_is_an_error_of_its_own() {
    let other = [("X-Library-Version", "2026-01-29")];
    let error = receive::<Value>(200, &other, PROBLEM).unwrap_err();
    assert!(error.is_version_mismatch() && !error.is_decode() && error.api().is_none());
    let text = error.to_string();
    assert!(text.contains("requested API version 2026-05-27, but received 2026-01-29"));
}

#[test]
fn a_refusal_of_another_version_stays_a_refusal() {
    let other = [("X-Library-Version", "2026-01-29")];
    let error = receive::<Value>(404, &other, PROBLEM).unwrap_err();
    assert!(error.is_not_found() && error.api().is_some() && !error.is_version_mismatch());
}

#[test]
fn the_same_version_or_none_is_fine() {
    assert!(receive::<Value>(200, &[("X-Library-Version", VERSION)], "1").is_ok());
    assert!(receive::<Value>(200, &[], "1").is_ok());
}

#[test]
fn a_redirect_is_a_link_for_operations_that_return_one_alone() {
    let location = [("location", "https://files.example/a")];
    assert_eq!(
        receive::<FileLink>(302, &location, "").unwrap().url,
        "https://files.example/a"
    );
    assert_eq!(
        receive::<Value>(302, &location, "").unwrap_err().status(),
        Some(302)
    );
    assert_eq!(
        receive::<FileLink>(200, &location, "")
            .unwrap_err()
            .status(),
        Some(200)
    );
    assert!(receive::<FileLink>(302, &[], "").unwrap_err().is_decode());
    assert!(
        receive::<FileLink>(404, &[], PROBLEM)
            .unwrap_err()
            .api()
            .is_some()
    );
}
