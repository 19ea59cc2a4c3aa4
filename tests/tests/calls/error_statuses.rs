//! Each documented error is a separate variant with the content of the body.
//!
//! Every version with GET /plans/{id}.

use nomos_tests::{
    connect,
    sandbox::{Response, Sandbox},
};

use super::api::{API_VERSION, ApiError, Client, types::ErrorBody};
use crate::{DOCS, REQUEST_ID, envelope};

type Variant = fn(ErrorBody) -> ApiError;

#[tokio::test]
async fn every_documented_status() {
    let variants: [(u16, &str, Variant); 10] = [
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
}
