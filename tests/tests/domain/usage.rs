//! Usage by German days.
//!
//! Every version with GET /subscriptions/{id}/usage, usage.rs.

use super::api::{API_VERSION, Client};
use crate::{assert_asks_for_days, start};
use nomos_tests::sandbox::ids;

#[tokio::test]
async fn usage_of_days_includes_both_ends() {
    let (sandbox, client) = start(API_VERSION, Client::builder()).await;
    let usage = client.subscriptions().usage(ids::SUBSCRIPTION);
    let usage = assert_asks_for_days(&sandbox, |first, last| usage.days(first, last)).await;
    assert!(!usage.data.is_empty());
}
