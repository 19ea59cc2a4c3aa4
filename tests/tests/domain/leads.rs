//! Leads.
//!
//! Every version with POST /leads, leads.rs.

use super::api::{API_VERSION, Client, types::InsertLead};
use crate::{body, start};
use nomos_tests::sandbox::ids;
use serde_json::json;

#[tokio::test]
async fn a_lead_from_three_values_has_a_link() {
    let (sandbox, client) = start(API_VERSION, Client::builder()).await;
    let lead = InsertLead::of(ids::PLAN, "10115", 2500);
    let lead = client.leads().create(lead).await.unwrap();
    assert!(lead.link.starts_with("https://"), "{}", lead.link);
    assert!(!lead.is_converted());
    let body = body(&sandbox);
    assert_eq!(body["plan"], ids::PLAN);
    assert_eq!(body["address"], json!({"zip": "10115"}));
    assert_eq!(body["meter"], json!({"estimated_usage": 2500}));
}

#[tokio::test]
async fn too_little_usage_is_not_sent() {
    let (sandbox, client) = start(API_VERSION, Client::builder()).await;
    let lead = InsertLead::of(ids::PLAN, "10115", 99);
    let error = client.leads().create(lead).await.unwrap_err();
    assert_eq!(error.broken_rule().unwrap().field, "meter.estimated_usage");
    assert_eq!(sandbox.requests().len(), 0);
}
