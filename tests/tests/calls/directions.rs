//! Plans and subscriptions of both directions.
//!
//! The newest version with feed_in.rs, GET /plans/{id}, GET /subscriptions.

use serde_json::json;

use super::api::{API_VERSION, Client, types::PlanType};
use crate::answered;

fn plan(price: &str) -> String {
    format!(
        r#"{{"id":"pln_1","name":"n","slug":"s","description":"d","price":{price},"currency":"EUR",
            "created_at":"2026-01-01T00:00:00Z","type":"consumption"}}"#
    )
}

#[tokio::test]
async fn the_type_of_plans_and_subscriptions_may_be_named_direction() {
    let body = plan("1").replace(r#""type":"consumption""#, r#""direction":"feed_in""#);
    let (_sandbox, client) = answered(API_VERSION, Client::builder(), body).await;
    let plan = client.plans().get("pln_1").await.unwrap();
    assert_eq!(plan.r#type, PlanType::FeedIn);

    // A response with both names is not an error.
    let both = r#""type":"consumption","direction":"consumption""#;
    let body = self::plan("1").replace(r#""type":"consumption""#, both);
    let (_sandbox, client) = answered(API_VERSION, Client::builder(), body).await;
    let plan = client.plans().get("pln_1").await.unwrap();
    assert_eq!(plan.r#type, PlanType::Consumption);

    let subscription = json!({
        "id": "sub_1",
        "plan": "pln_1",
        "customer": "cus_1",
        "address": "adr_1",
        "meter": "mtr_1",
        "payment_method": "pm_1",
        "status": "active",
        "estimated_usage": 2500,
        "created_at": "2026-01-01T00:00:00Z",
        "updated_at": "2026-01-01T00:00:00Z",
        "direction": "feed_in",
        "billing_address": "adr_1",
    });
    let (_sandbox, client) = answered(
        API_VERSION,
        Client::builder(),
        json!({ "items": [subscription] }).to_string(),
    )
    .await;
    let subscriptions = client.subscriptions().list().await.unwrap();
    assert_eq!(subscriptions.items[0].r#type, PlanType::FeedIn);
}
