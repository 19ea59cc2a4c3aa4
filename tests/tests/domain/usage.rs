// Usage by German days.

use super::api::{API_VERSION, Client, Date};
use crate::{query, start};
use nomos_tests::sandbox::ids;

#[tokio::test]
async fn usage_of_days_includes_both_ends() {
    let (sandbox, client) = start(API_VERSION, Client::builder()).await;
    let (first, last) = (Date::constant(2026, 3, 29), Date::constant(2026, 3, 30));
    let usage = super::metered(&client, ids::SUBSCRIPTION).days(first, last);
    let usage = usage.await.unwrap();
    let text = |text: &str| text.to_owned();
    assert_eq!(
        query(&sandbox),
        [
            (text("start"), text("2026-03-29")),
            (text("end"), text("2026-03-31"))
        ]
    );
    assert!(!usage.data.is_empty());
}
