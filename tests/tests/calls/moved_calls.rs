//! Calls that moved still work under their old names and send the new requests.
//!
//! The newest version with moved.rs, GET /invoices?filter[subscription], GET
//! /meter-readings?filter[subscription], GET /market-partners?filter[name], GET
//! /subscriptions/{id}/usage.

#![allow(deprecated, reason = "the test is about deprecated calls")]

use nomos_tests::{connect, sandbox::Sandbox};

use super::api::{API_VERSION, Client, ReadOnly};

/// Path and query of the only request that was sent.
fn sent(sandbox: &Sandbox) -> (String, Vec<(String, String)>) {
    let request = sandbox.requests().pop().unwrap();
    assert_eq!(sandbox.violations(), []);
    (request.path, request.query)
}

fn condition(field: &str, value: &str) -> Vec<(String, String)> {
    vec![(format!("filter[{field}]"), value.to_owned())]
}

#[tokio::test]
async fn every_moved_read_sends_the_new_request() {
    let sandbox = Sandbox::start(API_VERSION).await;
    let full: Client = connect(Client::builder(), &sandbox);
    // A read-only client has all of these calls.
    let client: Client<ReadOnly> = full.read_only();
    let subscription = "sub_rocbrf1u5e48mm0reeqoag90";

    client.subscriptions().invoices(subscription).await.unwrap();
    let of_subscription = condition("subscription][eq", subscription);
    assert_eq!(
        sent(&sandbox),
        ("/invoices".to_owned(), of_subscription.clone())
    );

    client
        .subscriptions()
        .meter_readings(subscription)
        .await
        .unwrap();
    assert_eq!(
        sent(&sandbox),
        ("/meter-readings".to_owned(), of_subscription)
    );

    client
        .subscriptions()
        .consumption(subscription)
        .await
        .unwrap();
    let usage = format!("/subscriptions/{subscription}/usage");
    assert_eq!(sent(&sandbox), (usage, vec![]));

    client.suppliers().list().await.unwrap();
    assert_eq!(sent(&sandbox), ("/market-partners".to_owned(), vec![]));

    client.suppliers().search("Stadt & Land").await.unwrap();
    let named = condition("name][contains", "Stadt & Land");
    assert_eq!(sent(&sandbox), ("/market-partners".to_owned(), named));
}
