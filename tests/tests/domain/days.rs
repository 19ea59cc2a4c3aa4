//! Prices over German days.
//!
//! Every version with GET /subscriptions/{id}/prices.

use super::api::{API_VERSION, Client, Date, german::Day};
use crate::{query, start};
use nomos_tests::sandbox::ids;

#[tokio::test]
async fn days_with_a_clock_change_have_another_length() {
    let (sandbox, client) = start(API_VERSION, Client::builder()).await;
    for (day, count) in [
        (Date::constant(2026, 3, 28), 96),
        (Date::constant(2026, 3, 29), 92),
        (Date::constant(2025, 10, 26), 100),
    ] {
        // Both ends are included.
        let prices = client.subscriptions().prices(ids::SUBSCRIPTION, day, day);
        let prices = prices.await.unwrap();
        let day_text = day.to_string();
        let ends = [("start", &day_text), ("end", &day_text)];
        assert_eq!(
            query(&sandbox),
            ends.map(|(name, day)| (name.to_owned(), day.clone()))
        );
        let items = prices.items.as_deref().unwrap();
        assert_eq!(items.len(), count);
        let expected: Vec<_> = Day::new(day).quarter_hours().collect();
        let starts: Vec<_> = items.iter().map(|item| item.timestamp).collect();
        assert_eq!(starts, expected);
    }
}

#[tokio::test]
async fn the_cheapest_quarter_hours() {
    let (_sandbox, client) = start(API_VERSION, Client::builder()).await;
    let day = Date::constant(2026, 6, 1);
    let prices = client
        .subscriptions()
        .prices(ids::SUBSCRIPTION, day, day)
        .await
        .unwrap();
    let mut amounts: Vec<_> = prices.priced().iter().map(|item| item.amount).collect();
    amounts.sort();
    let cheapest = prices.cheapest(8);
    let mut chosen: Vec<_> = cheapest.iter().filter_map(|item| item.amount).collect();
    chosen.sort();
    assert_eq!(chosen, amounts[..8]);
    assert!(cheapest.is_sorted_by_key(|item| item.timestamp));
    let run = prices.cheapest_run(8);
    assert_eq!(run.len(), 8);
    let pairs = run.iter().zip(&run[1..]);
    let quarter = jiff::SignedDuration::from_mins(15);
    assert!(
        pairs
            .map(|(one, next)| next.timestamp.duration_since(one.timestamp))
            .all(|width| width == quarter)
    );
}
