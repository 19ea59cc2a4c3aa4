//! Errors about single fields, and personal data in errors.
//!
//! The newest version with PATCH /customers/{id}.

use std::error::Error as _;

use nomos_tests::{
    TOKEN, connect,
    sandbox::{Response, Sandbox},
};
use serde_json::json;

use super::api::{
    API_VERSION, ApiError, Client, Error,
    types::{FieldErrorCode, UpdateCustomer},
};
use crate::envelope;

/// The error of `PATCH /customers/{id}` for this response.
async fn failure(response: Response) -> Error {
    let sandbox = Sandbox::start(API_VERSION).await;
    sandbox.respond_next(response);
    let client = connect(Client::builder(), &sandbox);
    let body = UpdateCustomer::new()
        .first_name("Ada")
        .last_name("Lovelace");
    client.customers().update("cus_1", body).await.unwrap_err()
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
    for answer in answers {
        let error = failure(answer).await;
        let shown = format!("{error} {error:?} {:?}", error.source());
        for secret in SECRETS {
            assert!(!shown.contains(secret), "{secret} is in {shown}");
        }
    }
}
