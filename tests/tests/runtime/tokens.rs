//! Tokens are requested once, renewed once and rotated, and never belong to another identity.
//!
//! Every version with GET /plans/{id}, POST /oauth/token, GET /oauth/authorize.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicUsize, Ordering},
};

use nomos_client_runtime::{Login, OAuth};
use nomos_tests::{
    http,
    sandbox::{OAuth as Settings, Sandbox},
    with_immediate_retries,
};
use tokio::sync::Notify;

use super::api::{API_VERSION, Client, types::FlowType};
use crate::{connect, credentials};

const TASKS: usize = 1000;

async fn start(settings: Settings) -> Sandbox {
    Sandbox::builder(API_VERSION).oauth(settings).start().await
}

async fn read_from_many_tasks(client: &Client) {
    let tasks: Vec<_> = (0..TASKS)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { client.plans().get("pln_1").await.map(drop) })
        })
        .collect();
    for task in tasks {
        task.await.unwrap().unwrap();
    }
}

#[tokio::test]
async fn a_thousand_tasks_cause_one_token_request_and_one_more_when_it_expires() {
    let sandbox = start(Settings::default()).await;
    let client = connect(Client::builder(), &sandbox);
    read_from_many_tasks(&client).await;
    assert_eq!(sandbox.token_requests(), 1);
    assert_eq!(sandbox.count("GET", "/plans/{id}"), TASKS);

    sandbox.expire_tokens();
    read_from_many_tasks(&client).await;
    assert_eq!(sandbox.token_requests(), 2);
    assert_eq!(sandbox.count("GET", "/plans/{id}"), 2 * TASKS);
    assert_eq!(sandbox.violations(), []);
}

#[tokio::test]
async fn a_token_that_expires_while_tasks_run_causes_one_more_request() {
    let (reads, half) = (AtomicUsize::new(0), Arc::new(Notify::new()));
    let reached = Arc::clone(&half);
    let sandbox = Sandbox::builder(API_VERSION)
        .oauth(Settings::default())
        .observe(move |request| {
            let is_read = request.is_carried_out && request.method == "GET";
            if is_read && reads.fetch_add(1, Ordering::Relaxed) + 1 == TASKS / 2 {
                reached.notify_one();
            }
        });
    let sandbox = Arc::new(sandbox.start().await);
    let client = connect(Client::builder(), &sandbox);
    client.plans().get("pln_1").await.unwrap();
    let expiry = tokio::spawn({
        let sandbox = Arc::clone(&sandbox);
        async move {
            half.notified().await;
            sandbox.expire_tokens();
        }
    });
    read_from_many_tasks(&client).await;
    expiry.await.unwrap();
    assert_eq!(sandbox.token_requests(), 2);
}

#[tokio::test]
async fn refresh_tokens_rotate_and_the_callback_receives_the_newest() {
    let sandbox = start(Settings::default()).await;
    let stored = Arc::<Mutex<Vec<String>>>::default();
    let store = Arc::clone(&stored);
    let credentials =
        credentials().on_refresh_token(move |token| store.lock().unwrap().push(token.to_owned()));
    let client = with_immediate_retries(Client::builder(), &sandbox).credentials(credentials);
    let client = client.build().unwrap();
    for renewals in 1..=3 {
        client.plans().get("pln_1").await.unwrap();
        let stored = stored.lock().unwrap().clone();
        assert_eq!(stored.len(), renewals);
        assert_eq!(sandbox.refresh_tokens(), stored[renewals - 1..]);
        sandbox.expire_tokens();
    }
    // Without a valid refresh token, the organisation falls back to client credentials.
    sandbox.revoke_refresh_tokens();
    client.plans().get("pln_1").await.unwrap();
    assert_eq!(stored.lock().unwrap().len(), 4);
    assert_eq!(sandbox.violations(), []);
}

#[tokio::test]
async fn a_customer_logs_in_with_pkce_and_again_when_the_refresh_token_is_revoked() {
    let public = Settings {
        client_secret: None,
        scope: "read:*".to_owned(),
        ..Settings::default()
    };
    let sandbox = start(public).await;
    let anonymous: Client = with_immediate_retries(Client::builder(), &sandbox)
        .build()
        .unwrap();
    let login: Login = anonymous
        .login("client_1", "https://app.example/back")
        .unwrap()
        .scope("read:*")
        .parameter("flow_type", FlowType::Login);
    let redirect = browse(&login.url()).await;
    assert!(
        redirect.starts_with("https://app.example/back?code="),
        "{redirect}"
    );

    // The session stores two strings; the login is a new object when the browser returns.
    let (state, verifier) = (login.state().to_owned(), login.verifier().to_owned());
    let login = anonymous
        .login("client_1", "https://app.example/back")
        .unwrap();
    assert!(login.code(&redirect).is_err());
    let login = login.resume(state, verifier).unwrap();
    let credentials = login.finish(&redirect).unwrap();
    let customer =
        with_immediate_retries(Client::builder(), &sandbox).credentials(credentials.clone());
    let customer: Client = customer.build().unwrap();
    customer.plans().get("pln_1").await.unwrap();
    sandbox.expire_tokens();
    customer.plans().get("pln_1").await.unwrap();

    // The code has been used.
    let again: Client = with_immediate_retries(Client::builder(), &sandbox)
        .credentials(credentials)
        .build()
        .unwrap();
    assert!(
        again
            .plans()
            .get("pln_1")
            .await
            .unwrap_err()
            .is_login_required()
    );

    sandbox.expire_tokens();
    sandbox.revoke_refresh_tokens();
    let error = customer.plans().get("pln_1").await.unwrap_err();
    assert!(error.is_token() && error.is_login_required(), "{error}");
    assert_eq!(sandbox.violations(), []);
}

/// The redirect target of `url`.
async fn browse(url: &str) -> String {
    let request = http().get(url).header("x-api-version", API_VERSION);
    let response = request.send().await.unwrap();
    assert_eq!(response.status(), 302);
    response.headers()["location"].to_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_stolen_code_is_useless_without_the_verifier() {
    let sandbox = start(Settings::default()).await;
    let anonymous: Client = with_immediate_retries(Client::builder(), &sandbox)
        .build()
        .unwrap();
    let login = anonymous
        .login("client_1", "https://app.example/back")
        .unwrap();
    let code = login.code(&browse(&login.url()).await).unwrap();
    let thief = OAuth::authorization_code("client_1", code)
        .client_secret("s3cret-client-secret")
        .verifier("v".repeat(43));
    let thief = with_immediate_retries(Client::builder(), &sandbox).credentials(thief);
    let thief: Client = thief.build().unwrap();
    assert!(
        thief
            .plans()
            .get("pln_1")
            .await
            .unwrap_err()
            .is_login_required()
    );
}

#[tokio::test]
async fn wrong_credentials_are_reported_and_not_retried() {
    let sandbox = start(Settings::default()).await;
    let wrong = OAuth::client_credentials("client_1", "s3cret-but-wrong");
    let client: Client = with_immediate_retries(Client::builder(), &sandbox)
        .credentials(wrong)
        .build()
        .unwrap();
    let error = client.plans().get("pln_1").await.unwrap_err();
    assert!(error.is_token() && error.is_unauthorized() && !error.is_login_required());
    assert_eq!(error.code(), Some("UNAUTHORIZED"));
    assert_eq!(sandbox.requests().len(), 1);
}
