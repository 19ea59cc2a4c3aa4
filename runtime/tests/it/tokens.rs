//! Tokens from the token endpoint, as they travel.

use std::sync::{Arc, Mutex};

use crate::client::{self, Client};
use nomos_client_runtime::{OAuth, RetryPolicy, TransportErrorKind, testing::TestTransport};

const PLAN: &str = r#"{"id":"pln_1","price":0.10}"#;
const REFUSED: &str = r#"{"code":"NOT_FOUND","message":"m","requestId":"r","docs":"d"}"#;

fn tokens(number: u32) -> String {
    format!(
        r#"{{"access_token":"access-{number}","token_type":"Bearer","expires_in":3600,"refresh_token":"refresh-{number}","scope":"read:* write:*"}}"#
    )
}

fn connect(transport: &TestTransport, credentials: OAuth) -> Client {
    Client::builder()
        .credentials(credentials)
        .transport(transport.clone())
        .retry(RetryPolicy::none())
        .build()
        .unwrap()
}

fn own() -> OAuth {
    OAuth::client_credentials("Aladdin", "open:sesame")
}

/// Path and authorization, or the form of a token request.
fn sent(transport: &TestTransport) -> Vec<String> {
    let requests = transport.requests();
    let text = |request: &http::Request<bytes::Bytes>| match request.uri().path() {
        "/oauth/token" => String::from_utf8(request.body().to_vec()).unwrap(),
        path => format!(
            "{path} {}",
            request.headers()["authorization"].to_str().unwrap()
        ),
    };
    requests.iter().map(text).collect()
}

#[tokio::test]
async fn client_credentials_are_a_form_with_basic() {
    let transport = TestTransport::new()
        .reply(200, tokens(1))
        .reply(200, PLAN)
        .reply(200, PLAN);
    let client = connect(&transport, own().scope("read:* write:*"));
    client.get("pln_1").await.unwrap();
    client.get("pln_1").await.unwrap();
    let expected = [
        "grant_type=client_credentials&scope=read%3A%2A%20write%3A%2A",
        "/plans/pln_1 Bearer access-1",
        "/plans/pln_1 Bearer access-1",
    ];
    assert_eq!(sent(&transport), expected);
    let request = &transport.requests()[0];
    assert_eq!(request.method(), "POST");
    assert_eq!(
        request.headers()["authorization"],
        "Basic QWxhZGRpbjpvcGVuOnNlc2FtZQ=="
    );
    assert_eq!(
        request.headers()["content-type"],
        "application/x-www-form-urlencoded"
    );
    assert_eq!(request.headers()["x-api-version"], client::API_VERSION);
}

#[tokio::test]
async fn after_a_401_the_token_is_renewed_and_the_call_repeated_once() {
    let transport = TestTransport::new()
        .reply(200, tokens(1))
        .reply(401, REFUSED)
        .reply(200, tokens(2))
        .reply(200, PLAN)
        .reply(401, REFUSED)
        .reply(200, tokens(3))
        .reply(401, REFUSED);
    let stored = Arc::<Mutex<Vec<String>>>::default();
    let store = Arc::clone(&stored);
    let credentials =
        own().on_refresh_token(move |token| store.lock().unwrap().push(token.to_owned()));
    let client = connect(&transport, credentials);
    // A change too: it was refused before it had an effect.
    let plan = serde_json::from_str(PLAN).unwrap();
    client.create(&plan).await.unwrap();
    let error = client.create(&plan).await.unwrap_err();
    assert_eq!((error.status(), error.attempts()), (Some(401), 2));
    assert_eq!(
        sent(&transport),
        [
            "grant_type=client_credentials",
            "/plans Bearer access-1",
            "grant_type=refresh_token&refresh_token=refresh-1",
            "/plans Bearer access-2",
            "/plans Bearer access-2",
            "grant_type=refresh_token&refresh_token=refresh-2",
            "/plans Bearer access-3",
        ]
    );
    assert_eq!(
        *stored.lock().unwrap(),
        ["refresh-1", "refresh-2", "refresh-3"]
    );
}

#[tokio::test]
async fn a_fixed_token_is_not_renewed() {
    let transport = TestTransport::new().reply(401, REFUSED);
    let client: Client = Client::builder()
        .token("hunter2")
        .transport(transport.clone())
        .build()
        .unwrap();
    let error = client.get("pln_1").await.unwrap_err();
    assert!(error.is_unauthorized() && !error.is_token());
    assert_eq!(transport.requests().len(), 1);
}

#[tokio::test]
async fn a_failed_refresh_falls_back_to_client_credentials() {
    for status in [400, 401, 500] {
        let transport = TestTransport::new()
            .reply(200, tokens(1))
            .reply(401, REFUSED)
            .reply(status, REFUSED)
            .reply(200, tokens(2))
            .reply(200, PLAN);
        connect(&transport, own()).get("pln_1").await.unwrap();
        assert_eq!(sent(&transport)[3], "grant_type=client_credentials");
    }
}

#[tokio::test]
async fn a_customer_is_never_replaced_by_the_organisation() {
    let transport = TestTransport::new().reply(401, REFUSED);
    let credentials = OAuth::refresh_token("Aladdin", "stored").client_secret("open:sesame");
    let client = connect(&transport, credentials);
    let error = client.get("pln_1").await.unwrap_err();
    assert!(error.is_token() && error.is_login_required() && error.is_unauthorized());
    assert_eq!(error.attempts(), 0);
    let text = error.to_string();
    assert!(
        text.starts_with("plans.get: no access token: 401 Unauthorized: "),
        "{text}"
    );
    // And it is not asked again with what works no more.
    assert!(client.get("pln_1").await.unwrap_err().is_login_required());
    assert_eq!(
        sent(&transport),
        ["grant_type=refresh_token&refresh_token=stored"]
    );
}

#[tokio::test]
async fn a_code_is_exchanged_once_and_then_refreshed() {
    let transport = TestTransport::new()
        .reply(200, tokens(1))
        .reply(401, REFUSED)
        .reply(200, tokens(2))
        .reply(200, PLAN);
    let verifier = "v".repeat(43);
    // A public client has no secret.
    let credentials = OAuth::authorization_code("Aladdin", "c/1").verifier(&*verifier);
    connect(&transport, credentials).get("pln_1").await.unwrap();
    let sent = sent(&transport);
    assert_eq!(
        sent[0],
        format!(
            "grant_type=authorization_code&code=c%2F1&code_verifier={verifier}&client_id=Aladdin"
        )
    );
    assert_eq!(
        sent[2],
        "grant_type=refresh_token&refresh_token=refresh-1&client_id=Aladdin"
    );
    assert!(
        !transport.requests()[0]
            .headers()
            .contains_key("authorization")
    );
}

#[tokio::test]
async fn what_was_asked_for_counts_as_granted_where_the_api_does_not_say() {
    let silent =
        r#"{"access_token":"a","token_type":"Bearer","expires_in":3600,"refresh_token":"r"}"#;
    let transport = TestTransport::new().reply(200, silent);
    let client = connect(&transport, own().scope("write:*"));
    assert!(client.get("pln_1").await.unwrap_err().is_missing_scope());
    let transport = TestTransport::new().reply(200, silent).reply(200, PLAN);
    connect(&transport, own()).get("pln_1").await.unwrap();
}

#[tokio::test]
async fn without_a_token_nothing_is_sent_and_the_error_says_why() {
    for (transport, said) in [
        (
            TestTransport::new().fail(TransportErrorKind::Connect),
            "the token request received no response",
        ),
        (
            TestTransport::new().reply(200, "{}"),
            "200 OK: failed to decode the response of the token endpoint",
        ),
        (
            TestTransport::new().reply(200, r#"{"access_token":"a","token_type":"mac"}"#),
            "not a bearer token",
        ),
        (
            TestTransport::new().reply(200, r#"{"access_token":"s3cret\n"}"#),
            "the token source failed",
        ),
        (
            TestTransport::new().reply(503, "s3cret"),
            "503 Service Unavailable: the response contains no access token",
        ),
    ] {
        let error = connect(&transport, own()).get("pln_1").await.unwrap_err();
        assert!(error.is_token(), "{error}");
        let text = error.to_string();
        assert!(text.contains(said), "{text}");
        assert!(!format!("{text} {error:?}").contains("s3cret"), "{error:?}");
        assert_eq!(transport.requests().len(), 1);
    }
}

#[tokio::test]
async fn nothing_is_asked_for_a_call_that_cannot_be_sent() {
    let transport = TestTransport::new();
    assert!(
        connect(&transport, own())
            .get("..")
            .await
            .unwrap_err()
            .is_request()
    );
    assert!(transport.requests().is_empty());
}
