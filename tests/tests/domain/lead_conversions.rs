//! Leads that become subscriptions.
//!
//! Every version with GET /leads/{id}, GET /events/{id}, leads.rs.

use super::api::{
    API_VERSION, Client, Method,
    types::{EventId, SubscriptionId},
};
use crate::start;
use nomos_tests::sandbox::ids;
use serde_json::{Value, json};
use std::time::Duration;

#[tokio::test]
async fn a_conversion_is_visible_by_polling_and_by_event() {
    let (_sandbox, client) = start(API_VERSION, Client::builder()).await;
    let watch = client.leads().watch(ids::LEAD);
    let mut watch = watch.every(Duration::from_secs(1));
    assert!(!watch.next().await.unwrap().unwrap().is_converted());
    let path = format!("/_sandbox/leads/{}/convert", ids::LEAD);
    client
        .raw(Method::Post, &path)
        .json(&json!({}))
        .await
        .unwrap();
    let lead = watch.next().await.unwrap().unwrap();
    assert!(lead.is_converted() && watch.next().await.is_none());

    let overview = client.raw(Method::Get, "/_sandbox").await.unwrap();
    let overview: Value = serde_json::from_slice(overview.body()).unwrap();
    let mut converted = None;
    for event in overview["events"].as_array().unwrap() {
        let id = EventId::from(event["id"].as_str().unwrap());
        let event = client.events().get(id).await.unwrap();
        let found = event.converted_lead();
        converted = converted.or(found.map(|(lead, id)| (lead.clone(), id.clone())));
    }
    let (id, subscription): (_, SubscriptionId) = converted.unwrap();
    assert_eq!(id.as_str(), ids::LEAD);
    assert_eq!(Some(subscription), lead.subscription);
}
