//! Values of enums and unions that are newer than the crate, and values that are absent.
//!
//! The newest version with GET /meter-orders/{id}, GET /invoices, GET /invoices/{id}, GET
//! /leads/{id}.

use serde_json::{Value, json};

use super::api::{
    API_VERSION, Client,
    types::{Invoice, MeterOrderStatus},
};
use crate::answered;

fn meter_order() -> Value {
    json!({
        "id": "prdo_1",
        "subscription": "sub_1",
        "customer": "cus_1",
        "provider": "inexogy",
        "status": "lost",
        "created_at": "2026-01-01T00:00:00Z",
    })
}

#[tokio::test]
async fn an_unknown_value_of_an_enum_is_kept() {
    let (_sandbox, client) =
        answered(API_VERSION, Client::builder(), meter_order().to_string()).await;
    let order = client.meter_orders().get("prdo_1").await.unwrap();
    assert_eq!(order.status, MeterOrderStatus::from("lost"));
    assert!(matches!(&order.status, MeterOrderStatus::Unknown(value) if value.as_str() == "lost"));
    assert!(!order.status.is_known());
    assert_eq!(serde_json::to_value(&order).unwrap()["status"], "lost");
}

#[tokio::test]
async fn nullable_fields_may_be_absent_or_null() {
    let mut with_null = meter_order();
    with_null["installed_at"] = Value::Null;
    for body in [meter_order(), with_null] {
        let (_sandbox, client) = answered(API_VERSION, Client::builder(), body.to_string()).await;
        let order = client.meter_orders().get("prdo_1").await.unwrap();
        assert_eq!((order.installed_at, order.blocked_reason), (None, None));
    }
}

#[tokio::test]
async fn an_unknown_kind_of_invoice_keeps_its_json() {
    let body = json!({ "type": "credit", "total": -1.5 });
    let (_sandbox, client) = answered(API_VERSION, Client::builder(), body.to_string()).await;
    let invoice = client.invoices().get("inv_1").await.unwrap();
    assert!(matches!(invoice, Invoice::Unknown(_)));
    assert_eq!((invoice.r#type(), invoice.total()), ("credit".into(), None));
    assert_eq!(serde_json::to_value(&invoice).unwrap(), body);
}

#[tokio::test]
async fn an_empty_object_is_an_error_and_not_an_empty_lead() {
    let (_sandbox, client) = answered(API_VERSION, Client::builder(), "{}").await;
    let error = client.leads().get("lead_1").await.unwrap_err();
    assert!(error.is_decode());
    assert_eq!(error.path(), Some(""));
    assert!(error.to_string().contains("missing field `id`"), "{error}");
}
