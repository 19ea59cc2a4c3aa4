//! Calls outside the granted scope fail locally.
//!
//! Every version with GET /plans/{id}, POST /oauth/token, POST /admin/magic_link.

use nomos_client_runtime::scope::ReadOnly;
use nomos_tests::{
    sandbox::{OAuth as Settings, Sandbox},
    with_immediate_retries,
};

use super::api::{API_VERSION, Client, types::InsertMagicLink};
use crate::credentials;

#[tokio::test]
async fn a_read_only_token_cannot_write() {
    let settings = Settings {
        scope: "read:*".to_owned(),
        ..Settings::default()
    };
    let sandbox = Sandbox::builder(API_VERSION).oauth(settings).start().await;
    // Before curie the API does not return the granted scopes; the requested ones apply then.
    let client = with_immediate_retries(Client::builder(), &sandbox)
        .credentials(credentials().scope("read:*"));
    let client: Client = client.build().unwrap();
    client.plans().get("pln_1").await.unwrap();
    assert_eq!(client.granted_scope().as_deref(), Some("read:*"));
    let body = InsertMagicLink::new("cus_1");
    let error = client.admin().magic_link(body).await.unwrap_err();
    assert!(error.is_missing_scope());
    assert_eq!(sandbox.requests().len(), 2);

    let reader: Client<ReadOnly> = client.read_only();
    let response = reader.raw_get("/plans/pln_1").await.unwrap();
    assert_eq!(response.status(), 200);
}
