//! `POST /oauth/token`, which is sent as a form without a bearer token.
//!
//! Every version with POST /oauth/token.

use nomos_tests::{connect, sandbox::Sandbox};
use serde_json::json;

use super::api::{
    API_VERSION, Client,
    types::{GrantType, TokenRequest},
};
use crate::last_body;

const FORM: &str = "application/x-www-form-urlencoded";

#[tokio::test]
async fn a_client_with_a_secret_authenticates_with_basic() {
    let sandbox = Sandbox::start(API_VERSION).await;
    let client = connect(Client::builder(), &sandbox);
    let body = TokenRequest::new(GrantType::ClientCredentials).scope("read:* write:*");
    let call = client.oauth().token(body);
    call.with_basic_auth("client_1", "s3:cret").await.unwrap();
    assert_eq!(sandbox.violations(), []);
    let request = sandbox.requests().remove(0);
    assert_eq!(request.headers["content-type"], FORM);
    // base64 of `client_1:s3:cret`
    assert_eq!(
        request.headers["authorization"],
        "Basic Y2xpZW50XzE6czM6Y3JldA=="
    );
    let sent = json!({ "grant_type": "client_credentials", "scope": "read:* write:*" });
    assert_eq!(last_body(&sandbox), sent);
}

#[tokio::test]
async fn a_public_client_sends_its_id_in_the_body() {
    let sandbox = Sandbox::start(API_VERSION).await;
    let client = connect(Client::builder(), &sandbox);
    let body = TokenRequest::new(GrantType::RefreshToken)
        .refresh_token("a+b/c=")
        .client_id("client_1");
    client.oauth().token(body).await.unwrap();
    assert_eq!(sandbox.violations(), []);
    let request = sandbox.requests().remove(0);
    assert!(!request.headers.contains_key("authorization"));
    let sent = json!({ "grant_type": "refresh_token", "refresh_token": "a+b/c=", "client_id": "client_1" });
    assert_eq!(last_body(&sandbox), sent);
}
