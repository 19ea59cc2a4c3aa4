use std::io;

use super::*;
use crate::{
    Auth, Meaning, Method,
    test_support::{GET, Problem, operation},
};

fn error(kind: Kind<Problem>) -> Error<Problem> {
    Error::new(&GET, kind)
}

fn with_status(status: u16, kind: Kind<Problem>, body: &'static str) -> Error<Problem> {
    let response = http::Response::builder()
        .status(status)
        .body(Bytes::from_static(body.as_bytes()));
    error(kind).with_response(response.unwrap())
}

fn api(message: &str) -> Kind<Problem> {
    let body = serde_json::json!({"code": "NOT_FOUND", "message": message, "requestId": "r1"});
    Kind::Api(crate::decode(body.to_string().as_bytes()).unwrap())
}

fn transport(kind: TransportErrorKind) -> Error<Problem> {
    let source = io::Error::other("cable cut");
    error(Kind::Transport(
        TransportError::new(kind).with_source(source),
    ))
}

#[test]
fn an_error_is_one_pointer_wide_and_can_be_shared() {
    fn shared<T: Send + Sync + StdError + 'static>() {}
    shared::<Error<Problem>>();
    assert_eq!(size_of::<Error<Problem>>(), size_of::<usize>());
}

#[test]
fn display_of_a_documented_error_is_one_line() {
    let error = with_status(404, api("No plan\nor\u{2028}two"), "");
    assert_eq!(
        error.to_string(),
        "plans.get: 404 Not Found: NOT_FOUND: No plan or two (request r1)"
    );
}

#[test]
fn display_of_a_long_message_is_cut() {
    let text = with_status(404, api(&"x".repeat(10_000)), "").to_string();
    assert!(text.len() < 400 && text.contains('…'), "{text}");
}

#[test]
fn display_says_what_is_wrong_with_an_undocumented_response() {
    assert_eq!(
        with_status(418, Kind::Status(None), "John").to_string(),
        "plans.get: 418 I'm a teapot: no documented error body"
    );
    assert_eq!(
        with_status(
            599,
            Kind::Status(Some(DecodeError::new("expected value"))),
            "John"
        )
        .to_string(),
        "plans.get: 599: the body does not match the documented error: expected value"
    );
}

#[test]
fn display_of_local_errors_names_the_problem() {
    assert_eq!(
        error(Kind::Request("no id".into())).to_string(),
        "plans.get: no id"
    );
    let config: Error<Problem> = ConfigError::new("no URL").into();
    assert_eq!(config.to_string(), "no URL");
    assert!(config.is_config() && config.operation().is_none());
}

#[test]
fn the_source_chain_does_not_repeat_the_text() {
    let error = transport(TransportErrorKind::Body);
    assert_eq!(
        error.to_string(),
        "plans.get: the connection closed before the response was complete"
    );
    let source = error.source().unwrap();
    assert_eq!(source.to_string(), "cable cut");
    assert!(source.source().is_none());
    assert!(with_status(404, api(""), "").source().is_none());
}

#[test]
fn debug_shows_neither_body_nor_message() {
    let error = with_status(404, api("John"), r#"{"name":"John"}"#);
    assert_eq!(
        format!("{error:?}"),
        "Error { operation: \"plans.get\", code: \"NOT_FOUND\", status: 404, \
         request_id: Some(\"r1\"), body_len: 15 }"
    );
}

#[test]
fn transport_kinds_are_told_apart() {
    let connect = transport(TransportErrorKind::Connect);
    assert!(connect.is_transport() && connect.is_connect() && connect.is_retryable());
    let timeout = transport(TransportErrorKind::Timeout);
    assert!(timeout.is_transport() && timeout.is_timeout() && !timeout.is_retryable());
    let tls = transport(TransportErrorKind::Tls);
    assert!(tls.is_transport() && !tls.is_connect() && !tls.is_timeout() && !tls.is_retryable());
    assert_eq!(tls.status(), None);
}

#[test]
fn statuses_are_told_apart() {
    type Predicate = fn(&Error<Problem>) -> bool;
    let predicates: [(u16, Predicate); 7] = [
        (400, Error::is_bad_request),
        (401, Error::is_unauthorized),
        (403, Error::is_forbidden),
        (404, Error::is_not_found),
        (409, Error::is_conflict),
        (422, Error::is_unprocessable),
        (429, Error::is_rate_limited),
    ];
    for (status, predicate) in predicates {
        for (other, _) in predicates {
            assert_eq!(
                predicate(&with_status(other, Kind::Status(None), "")),
                status == other
            );
        }
    }
}

#[test]
fn only_429_and_5xx_are_retryable() {
    for (status, retryable) in [
        (429, true),
        (500, true),
        (503, true),
        (400, false),
        (404, false),
        (200, false),
    ] {
        assert_eq!(
            with_status(status, Kind::Status(None), "").is_retryable(),
            retryable,
            "{status}"
        );
    }
}

#[test]
fn a_broken_rule_is_a_request_that_names_field_and_rule() {
    let broken = BrokenRule {
        field: "orders[0].module_3".to_owned(),
        rule: "module 3 requires module 1",
    };
    let error = error(Kind::Rule(broken.clone()));
    assert_eq!(
        error.to_string(),
        "plans.get: `orders[0].module_3`: module 3 requires module 1"
    );
    assert!(error.is_broken_rule() && error.is_request());
    assert_eq!(error.broken_rule(), Some(&broken));
    let other = self::error(Kind::Request("no id".into()));
    assert!(other.is_request() && !other.is_broken_rule());
}

static ORDER: Operation = Operation {
    meanings: &[
        Meaning {
            status: 404,
            words: &["feed-in"],
            kind: MeaningKind::NeedsVersion("2026-05-27"),
        },
        Meaning {
            status: 409,
            words: &[],
            kind: MeaningKind::Named("sold-out"),
        },
    ],
    ..operation("orders.create", Method::Post, "/orders", Auth::Bearer)
};

/// A response to the order.
fn ordered(status: u16, kind: Kind<Problem>) -> Error<Problem> {
    let response = http::Response::builder().status(status).body(Bytes::new());
    Error::new(&ORDER, kind).with_response(response.unwrap())
}

#[test]
fn an_error_means_what_the_operation_says() {
    let error = ordered(404, api("No Feed-In plans"));
    assert_eq!(error.needs_version(), Some("2026-05-27"));
    assert!(!error.means("sold-out"));
    assert_eq!(
        error.to_string(),
        "orders.create: 404 Not Found: NOT_FOUND: No Feed-In plans, requires API version \
         2026-05-27 (request r1)"
    );
    let error = ordered(404, api("No plan"));
    assert_eq!(error.needs_version(), None);
    let error = ordered(409, Kind::Status(None));
    assert!(error.means("sold-out") && error.needs_version().is_none());
    assert!(!error.means("sold"));
}

#[test]
fn an_error_of_another_request_or_operation_has_no_such_meaning() {
    let token = Kind::Token {
        error: TokenError::message("refused"),
        api: None,
    };
    assert!(!ordered(409, token).means("sold-out"));
    assert!(!with_status(409, Kind::Status(None), "").means("sold-out"));
    assert!(!error(Kind::Deadline).means("sold-out"));
}
