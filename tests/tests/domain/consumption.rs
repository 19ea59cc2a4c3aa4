//! Consumption by German days.
//!
//! Every version with GET /subscriptions/{id}/consumption, consumption.rs.

use super::api::{API_VERSION, Client};
use crate::{assert_asks_for_days, start};
use nomos_tests::sandbox::ids;

#[tokio::test]
async fn consumption_of_days_includes_both_ends() {
    let (sandbox, client) = start(API_VERSION, Client::builder()).await;
    let consumption = client.subscriptions().consumption(ids::SUBSCRIPTION);
    let call = |first, last| consumption.days(first, last);
    let consumption = assert_asks_for_days(&sandbox, call).await;
    assert!(!consumption.data.is_empty());
}
