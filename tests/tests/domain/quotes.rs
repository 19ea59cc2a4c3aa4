//! Quotes with reduced grid fees.
//!
//! Every version with GET /plans/{id}/quote?14a_module_1, GET /plans/{id}/quote?14a_module_2.

use super::api::{API_VERSION, Client};
use crate::start;
use nomos_tests::sandbox::ids;

#[tokio::test]
async fn modules_of_a_quote_exclude_each_other() {
    let (sandbox, client) = start(API_VERSION, Client::builder()).await;
    let quote = |one, two| {
        let quote = client.plans().quote(ids::PLAN, "10115", 2500);
        quote.enwg_14a_module_1(one).enwg_14a_module_2(two)
    };
    let error = quote(true, true).await.unwrap_err();
    assert_eq!(error.broken_rule().unwrap().field, "14a_module_2");
    assert_eq!(sandbox.requests().len(), 0);
    quote(true, false).await.unwrap();
    quote(false, true).await.unwrap();
}
