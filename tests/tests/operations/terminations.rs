//! Terminations, which are distinguished by their reason.
//!
//! The newest version with POST /subscriptions/{id}/terminate.

use jiff::Timestamp;
use nomos_tests::{connect, sandbox::Sandbox};
use serde_json::{Value, json};

use super::api::{
    API_VERSION, Client,
    types::{MoveOutTermination, OrdinaryTermination, TerminateSubscription},
};
use crate::last_body;

async fn terminated(body: impl Into<TerminateSubscription>) -> Value {
    let sandbox = Sandbox::start(API_VERSION).await;
    let client = connect(Client::builder(), &sandbox);
    let call = client.subscriptions().terminate("sub_1", body);
    call.await.unwrap();
    assert_eq!(sandbox.violations(), []);
    last_body(&sandbox)
}

#[tokio::test]
async fn a_termination_names_its_reason() {
    let end: Timestamp = "2026-12-31T00:00:00+01:00".parse().unwrap();
    let sent = |reason| json!({ "reason": reason, "intended_end_at": "2026-12-30T23:00:00Z" });
    let ordinary = OrdinaryTermination::new().intended_end_at(end);
    assert_eq!(terminated(ordinary).await, sent("ORDINARY"));
    let move_out = MoveOutTermination::new(end);
    assert_eq!(terminated(move_out).await, sent("MOVE_OUT"));
    let withdrawal = terminated(TerminateSubscription::Withdrawal).await;
    assert_eq!(withdrawal, json!({ "reason": "WITHDRAWAL" }));
}
