//! Updates send what changes, and nothing else.
//!
//! The newest version with PATCH /subscriptions/{id}.

use std::collections::BTreeMap;

use nomos_tests::{connect, sandbox::Sandbox};
use serde_json::{Value, json};

use super::api::{API_VERSION, Client, Patch, types::UpdateSubscription};
use crate::last_body;

async fn updated(body: UpdateSubscription) -> Value {
    let sandbox = Sandbox::start(API_VERSION).await;
    let client = connect(Client::builder(), &sandbox);
    client.subscriptions().update("sub_1", body).await.unwrap();
    assert_eq!(sandbox.violations(), []);
    last_body(&sandbox)
}

#[tokio::test]
async fn an_update_sends_only_changed_fields() {
    assert_eq!(updated(UpdateSubscription::new()).await, json!({}));
}

#[tokio::test]
async fn metadata_can_be_cleared() {
    let body = UpdateSubscription::new().metadata(Patch::Null);
    assert_eq!(updated(body).await, json!({ "metadata": null }));
}

#[tokio::test]
async fn metadata_can_be_changed_key_by_key() {
    let sent = json!({ "user_id": "1234567890", "removed": null });
    let changes = sent.as_object().unwrap().clone();
    let changes: BTreeMap<_, _> = changes.into_iter().collect();
    let body = UpdateSubscription::new().metadata(changes);
    assert_eq!(updated(body).await, json!({ "metadata": sent }));
    let body = UpdateSubscription::new().metadata(BTreeMap::new());
    assert_eq!(updated(body).await, json!({ "metadata": {} }));
}
