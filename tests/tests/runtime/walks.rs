//! Walks over a thousand items, with all kinds of faults.
//!
//! Every version with GET /plans?cursor.

use std::collections::HashSet;

use nomos_tests::{
    faults,
    sandbox::{Fault, Sandbox},
    timeout_under,
};

use super::api::{API_VERSION, Client, Error, Items, types::Plan};
use crate::connect;

const COUNT: usize = 1000;

async fn start() -> (Sandbox, Client) {
    let sandbox = Sandbox::builder(API_VERSION)
        .oauth(Default::default())
        .items(COUNT)
        .start()
        .await;
    let client = connect(Client::builder(), &sandbox);
    (sandbox, client)
}

fn items(client: &Client) -> Items<Plan> {
    client.plans().list().limit(100).items()
}

fn items_under(fault: &Fault, client: &Client) -> Items<Plan> {
    let list = client.plans().list().limit(100);
    list.with_timeout(timeout_under(fault)).items()
}

/// Adds the remaining items to `seen`, and returns the error that ended the walk, if any.
async fn walk(mut items: Items<Plan>, seen: &mut Vec<String>) -> Option<Error> {
    while let Some(item) = items.next().await {
        match item {
            Ok(plan) => seen.push(plan.id.into_string()),
            Err(error) => return Some(error),
        }
    }
    None
}

fn assert_complete(seen: &[String], fault: &Fault) {
    let different: HashSet<_> = seen.iter().collect();
    assert_eq!((seen.len(), different.len()), (COUNT, COUNT), "{fault:?}");
}

#[tokio::test]
async fn every_item_is_returned_once_and_an_error_has_the_cursor() {
    for (fault, is_overcome) in faults() {
        let (sandbox, client) = start().await;
        for page in [0, 1, 9] {
            sandbox.fault_after(page, fault.clone());
            let mut seen = Vec::new();
            let error = walk(items_under(&fault, &client), &mut seen).await;
            assert_eq!(error.is_none(), is_overcome, "{fault:?}: {error:?}");
            if let Some(error) = error {
                assert_eq!(seen.len(), page * 100, "{fault:?}: {error}");
                assert_eq!(error.cursor().is_some(), page > 0, "{fault:?}");
                let rest = items(&client).resume(error.cursor());
                assert!(walk(rest, &mut seen).await.is_none());
            }
            assert_complete(&seen, &fault);
        }
        assert_eq!(sandbox.violations(), []);
    }
}

#[tokio::test]
async fn a_permanently_failing_server_ends_the_walk() {
    let (sandbox, client) = start().await;
    let mut walk = items(&client);
    for _ in 0..100 {
        walk.next().await.unwrap().unwrap();
    }
    // The second page is already requested or received.
    let cursor = walk.cursor().map(str::to_owned);
    sandbox.fault_always(Fault::Status(500));
    let mut seen = 100;
    let error = loop {
        match walk.next().await.unwrap() {
            Ok(_) => seen += 1,
            Err(error) => break error,
        }
    };
    assert_eq!((error.status(), error.attempts()), (Some(500), 4));
    assert!(cursor.is_none() && error.cursor().is_some());
    assert!(seen == 100 || seen == 200, "{seen}");
    assert!(walk.next().await.is_none());
}

#[tokio::test]
async fn a_forged_cursor_is_rejected() {
    let (_sandbox, client) = start().await;
    let error = walk(items(&client).resume(Some("forged")), &mut Vec::new())
        .await
        .unwrap();
    assert!(error.is_bad_request());
    assert_eq!(error.cursor(), Some("forged"));
}
