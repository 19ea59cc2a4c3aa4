//! Pages with and without a cursor.
//!
//! The newest version with GET /plans?cursor, GET /plans/{id}.

use super::api::{API_VERSION, Client, Decimal};
use crate::answered;

fn plan(price: &str) -> String {
    format!(
        r#"{{"id":"pln_1","name":"n","slug":"s","description":"d","price":{price},"currency":"EUR",
            "created_at":"2026-01-01T00:00:00Z","type":"consumption"}}"#
    )
}

#[tokio::test]
async fn decimals_are_exact() {
    for (sent, read) in [
        ("0.1", "0.1"),
        ("27.042", "27.042"),
        ("1e-7", "0.0000001"),
        ("12345678901234567.89", "12345678901234567.89"),
    ] {
        let (_sandbox, client) = answered(API_VERSION, Client::builder(), plan(sent)).await;
        let plan = client.plans().get("pln_1").await.unwrap();
        assert_eq!(plan.price, read.parse::<Decimal>().unwrap());
        let written = serde_json::to_string(&plan).unwrap();
        assert!(
            written.contains(&format!(r#""price":{read},"#)),
            "{written}"
        );
    }
}

#[tokio::test]
async fn a_page_may_have_only_items() {
    let (_sandbox, client) = answered(API_VERSION, Client::builder(), r#"{"items":[]}"#).await;
    let page = client.plans().list().await.unwrap();
    assert_eq!(
        (page.items.len(), page.next_page, page.has_more),
        (0, None, false)
    );
}

#[tokio::test]
async fn a_page_has_the_cursor_of_the_next() {
    let (sandbox, client) = answered(
        API_VERSION,
        Client::builder(),
        r#"{"items":[],"next_page":"a+b/c=","has_more":true}"#,
    )
    .await;
    let page = client.plans().list().await.unwrap();
    assert!(page.has_more);
    let next = client.plans().list().cursor(page.next_page.unwrap());
    assert_eq!(next.await.unwrap().items.len(), 1);
    assert_eq!(sandbox.violations(), []);
    let cursor = ("cursor".to_owned(), "a+b/c=".to_owned());
    assert_eq!(sandbox.requests()[1].query, [cursor]);
}
