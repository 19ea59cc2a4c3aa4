//! Errors of calls when the API rejects a request or sends an undocumented response.

use std::error::Error as _;

use nomos_curie::{
    API_VERSION, ApiError, Client, Error,
    types::{ErrorCode, FieldErrorCode, UpdateCustomer},
};
use nomos_tests::{
    TOKEN, connect,
    sandbox::{Response, Sandbox},
};
use serde_json::{Value, json};

const REQUEST_ID: &str = "e9c1b7f0-0000-4000-8000-00000000002a";
const DOCS: &str = "https://docs.nomos.energy/api-references/errors";

/// The documented body of an error.
fn envelope(code: &str) -> Value {
    json!({ "code": code, "message": "What went wrong.", "requestId": REQUEST_ID, "docs": DOCS })
}

/// The error of `GET /plans/{id}` in curie for this response.
async fn failure(response: Response) -> Error {
    let sandbox = Sandbox::start(API_VERSION).await;
    sandbox.respond_next(response);
    let client = connect(Client::builder(), &sandbox);
    client.plans().get("pln_1").await.unwrap_err()
}

macro_rules! every_documented_status {
    ($($codename:ident: $krate:ident),+ $(,)?) => {
        /// Each error is a separate variant with the content of the body.
        mod every_documented_status {
            use super::*;

            $(#[tokio::test]
            async fn $codename() {
                use $krate::{API_VERSION, ApiError, Client, types::ErrorBody};

                let variants: [(u16, &str, fn(ErrorBody) -> ApiError); 10] = [
                    (400, "BAD_REQUEST", ApiError::BadRequest),
                    (401, "UNAUTHORIZED", ApiError::Unauthorized),
                    (402, "PAYMENT_REQUIRED", ApiError::PaymentRequired),
                    (403, "FORBIDDEN", ApiError::Forbidden),
                    (404, "NOT_FOUND", ApiError::NotFound),
                    (405, "METHOD_NOT_ALLOWED", ApiError::MethodNotAllowed),
                    (409, "CONFLICT", ApiError::Conflict),
                    (422, "UNPROCESSABLE_ENTITY", ApiError::UnprocessableEntity),
                    (429, "TOO_MANY_REQUESTS", ApiError::TooManyRequests),
                    (500, "INTERNAL_SERVER_ERROR", ApiError::InternalServerError),
                ];
                let sandbox = Sandbox::start(API_VERSION).await;
                let client = connect(Client::builder(), &sandbox);
                for (status, code, variant) in variants {
                    sandbox.respond_next(Response::json(status, &envelope(code)));
                    let error = client.plans().get("pln_1").await.unwrap_err();
                    let api = error.api().unwrap();
                    assert_eq!(*api, variant(api.body().clone()));
                    assert_eq!((api.status(), error.status()), (status, Some(status)));
                    assert_eq!(api.body().code.as_str(), code);
                    assert_eq!(error.code(), Some(code));
                    assert_eq!(error.request_id(), Some(REQUEST_ID));
                    assert_eq!(error.docs(), Some(DOCS));
                    assert_eq!(api.body().message, "What went wrong.");
                    assert_eq!(error.operation().unwrap().path, "/plans/{id}");
                }
                // An undocumented status, and a body that is not JSON.
                for (status, body) in [(418, "{}"), (503, "{}"), (500, "<html>busy</html>")] {
                    sandbox.respond_next(Response {
                        body: body.into(),
                        ..Response::new(status)
                    });
                    let error = client.plans().get("pln_1").await.unwrap_err();
                    assert_eq!((error.api(), error.status()), (None, Some(status)));
                    assert_eq!(error.body(), Some(body.as_bytes()));
                }
            })+
        }
    };
}

every_documented_status! {
    chucky: nomos_chucky,
    batman: nomos_batman,
    edison: nomos_edison,
    curie: nomos_curie,
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
async fn field_errors_have_known_and_unknown_codes() {
    let mut body = envelope("BAD_REQUEST");
    body["errors"] = json!([
        { "code": "invalid_iban", "field": "payment_method.sepa_debit.iban", "message": "wrong" },
        { "code": "phase_of_moon", "field": "", "message": "wait" },
    ]);
    let error = failure(Response::json(400, &body)).await;
    let Some(ApiError::BadRequest(body)) = error.api() else {
        panic!("{error}")
    };
    let [iban, moon] = &body.errors.as_ref().unwrap()[..] else {
        panic!("not both")
    };
    assert_eq!(iban.code, FieldErrorCode::InvalidIban);
    assert_eq!(iban.field, "payment_method.sepa_debit.iban");
    assert_eq!(moon.code, FieldErrorCode::from("phase_of_moon"));
    assert_eq!((&*moon.field, &*moon.message), ("", "wait"));

    let fields = error.field_errors();
    let fields = fields.iter().map(|it| (it.code, it.field, it.message));
    let expected = [
        ("invalid_iban", "payment_method.sepa_debit.iban", "wrong"),
        ("phase_of_moon", "", "wait"),
    ];
    assert_eq!(fields.collect::<Vec<_>>(), expected);
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
    let response = Response::json(200, &json!({})).header("x-api-version", "2026-01-29.edison");
    let error = failure(response).await;
    assert!(error.is_version_mismatch());
    assert!(
        error
            .to_string()
            .contains("requested API version 2026-05-27.curie")
    );
}

#[tokio::test]
async fn error_messages_contain_no_data() {
    const SECRETS: [&str; 6] = ["Ada", "Lovelace", "ada@", "DE685001", "s3cret", TOKEN];
    let data = json!({
        "first_name": "Ada",
        "last_name": "Lovelace",
        "email": "ada@example.com",
        "iban": "DE68500105178297336485",
        "access_token": "s3cret",
    });
    let mut documented = envelope("CONFLICT");
    documented["email"] = json!("ada@example.com");
    let answers = [
        Response::json(409, &documented),
        Response::json(409, &data),
        Response::json(409, &json!({ "code": data })),
        Response::json(418, &data),
        Response::json(200, &data),
        Response::json(200, &json!({ "type": data })),
        Response::json(
            200,
            &json!({ "id": "cus_1", "first_name": ["Ada"], "email": "ada@" }),
        ),
        Response::json(200, &json!({ "id": "cus_1", "created_at": "Ada Lovelace" })),
        Response::json(200, &json!("Ada Lovelace")),
    ];
    let sandbox = Sandbox::start(API_VERSION).await;
    let client = connect(Client::builder(), &sandbox);
    for answer in answers {
        sandbox.respond_next(answer);
        let body = UpdateCustomer::new()
            .first_name("Ada")
            .last_name("Lovelace");
        let error = client.customers().update("cus_1", body).await.unwrap_err();
        let shown = format!("{error} {error:?} {:?}", error.source());
        for secret in SECRETS {
            assert!(!shown.contains(secret), "{secret} is in {shown}");
        }
    }
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
    is_key::<nomos_curie::types::Subscription>();
    is_key::<nomos_curie::types::Invoice>();
    is_key::<nomos_curie::types::UpdateSubscription>();
}
