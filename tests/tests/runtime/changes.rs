//! A change is never executed twice.
//!
//! Every version with POST /admin/magic_link.

use std::time::Duration;

use nomos_tests::{
    sandbox::{Fault, Sandbox},
    timeout_under,
};

use super::api::{API_VERSION, Client, Error, types::InsertMagicLink};
use crate::connect;

async fn change(client: &Client) -> Result<(), Error> {
    let call = client.admin().magic_link(InsertMagicLink::new("cus_1"));
    call.await.map(drop)
}

async fn change_under(fault: &Fault, client: &Client) -> Result<(), Error> {
    let call = client.admin().magic_link(InsertMagicLink::new("cus_1"));
    call.with_timeout(timeout_under(fault)).await.map(drop)
}

async fn start() -> Sandbox {
    Sandbox::builder(API_VERSION)
        .oauth(Default::default())
        .start()
        .await
}

#[tokio::test]
async fn a_change_that_may_have_been_executed_is_not_retried() {
    for fault in [
        Fault::Status(500),
        Fault::RetryAfterSeconds(503, 0),
        Fault::ResetBeforeAnswer,
        Fault::ResetInBody,
        Fault::Delay(Duration::from_secs(60)),
    ] {
        let sandbox = start().await;
        let client = connect(Client::builder(), &sandbox);
        sandbox.fault_always(fault.clone());
        let error = change_under(&fault, &client).await.unwrap_err();
        assert_eq!(error.attempts(), 1, "{fault:?}: {error}");
        assert_eq!(sandbox.count("POST", "/admin/magic_link"), 1, "{fault:?}");
    }
}

#[tokio::test]
async fn a_rejected_change_is_retried() {
    let sandbox = start().await;
    let client = connect(Client::builder(), &sandbox);
    sandbox.fault(Fault::RetryAfterSeconds(429, 0));
    change(&client).await.unwrap();
    // An expired token is a rejection, too.
    sandbox.fault(Fault::ExpireToken);
    change(&client).await.unwrap();
    let statuses: Vec<_> = sandbox.requests().iter().map(|it| it.status).collect();
    assert_eq!(statuses, [200, 429, 200, 401, 200, 200]);
}

#[tokio::test]
async fn a_failed_connection_is_retried() {
    let sandbox = start().await;
    let url = sandbox.url();
    drop(sandbox);
    let client: Client = Client::builder()
        .base_url(&url)
        .token("hunter2")
        .jitter(|| 0.0)
        .build()
        .unwrap();
    let error = change(&client).await.unwrap_err();
    assert!(error.is_connect());
    assert_eq!(error.attempts(), 4);
}
