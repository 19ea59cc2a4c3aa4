//! Operations that return a link, and what `Debug` hides of calls, clients and links.
//!
//! Every version with GET /invoices/{id}/file, GET /oauth/authorize, POST /oauth/token.

use nomos_tests::{connect, sandbox::Sandbox};

use super::api::{
    API_VERSION, Client,
    types::{GrantType, TokenRequest},
};

async fn start() -> (Sandbox, Client) {
    let sandbox = Sandbox::start(API_VERSION).await;
    let client = connect(Client::builder(), &sandbox);
    (sandbox, client)
}

#[tokio::test]
async fn a_login_returns_to_the_application() {
    let (sandbox, client) = start().await;
    let oauth = client.oauth();
    let login = oauth.authorize("client_1", "https://app.example/back?tab=1");
    assert_eq!(
        login.state("a&b=c").await.unwrap().url,
        "https://app.example/back?tab=1&code=sandbox-code&state=a%26b%3Dc"
    );
    assert_eq!(sandbox.violations(), []);
}

#[tokio::test]
async fn secrets_are_not_in_debug_of_links_calls_and_clients() {
    let (_sandbox, client) = start().await;
    let file = client.invoices().file("inv_1").await.unwrap();
    let oauth = client.oauth();
    let call = oauth.authorize("client_1", "https://app.example");
    let call = call.state("s3cret");
    let code = TokenRequest::new(GrantType::AuthorizationCode).code("4/P7q7W91a-oMsCeLvIaQm6");
    let token = oauth.token(code).with_basic_auth("client_1", "s3cret");
    let shown = format!("{file:?} {call:?} {token:?} {client:?} {oauth:?}");
    for secret in ["0a1b2c3d", "s3cret", "4/P7q7W91a"] {
        assert!(!shown.contains(secret), "{shown}");
    }
}
