//! Smart meter orders.
//!
//! Every version with POST /meter-orders, GET /meter-orders/{id}, meter_orders.rs.

use super::api::{
    API_VERSION, Client, Method,
    meter_orders::MeterOrderError as _,
    types::{InsertMeterOrder, MeterOrderStatus},
};
use crate::start;
use nomos_tests::sandbox::ids;
use serde_json::{Value, json};
use std::time::Duration;

async fn control(client: &Client, id: &str, change: Value) {
    let path = format!("/_sandbox/meter-orders/{id}");
    client.raw(Method::Post, &path).json(&change).await.unwrap();
}

#[tokio::test]
async fn a_second_order_is_reported_as_already_ordered() {
    let (_sandbox, client) = start(API_VERSION, Client::builder()).await;
    let order = || InsertMeterOrder::new(ids::SUBSCRIPTION_ANALOG);
    let first = client.meter_orders().create(order()).await.unwrap();
    control(
        &client,
        first.id.as_str(),
        json!({"status": "cancelled", "reason": "customer_request"}),
    )
    .await;
    let error = client.meter_orders().create(order()).await.unwrap_err();
    assert!(error.is_conflict() && error.is_already_ordered(), "{error}");
    // Other conflicts and other rejections of an order are not of that kind.
    let basic = InsertMeterOrder::new(ids::SUBSCRIPTION_BASIC);
    let error = client.meter_orders().create(basic).await.unwrap_err();
    assert!(
        error.is_bad_request() && !error.is_already_ordered(),
        "{error}"
    );
}

#[tokio::test]
async fn each_step_is_reported_once_until_the_meter_is_live() {
    let (_sandbox, client) = start(API_VERSION, Client::builder()).await;
    let order = InsertMeterOrder::new(ids::SUBSCRIPTION_ANALOG);
    let order = client.meter_orders().create(order).await.unwrap();
    let watch = |client: &Client| {
        let watch = client.meter_orders().watch(&order.id);
        watch.every(Duration::from_secs(1))
    };
    let mut seen = Vec::new();
    let mut saved = watch(&client).saved();
    // The program restarts for each step.
    loop {
        let mut watch = watch(&client).resume(&saved).unwrap();
        let Some(order) = watch.next().await else {
            break;
        };
        let order = order.unwrap();
        saved = watch.saved();
        seen.push(order.status.clone());
        if order.is_terminal() {
            assert!(order.is_live());
            assert!(watch.next().await.is_none());
            break;
        }
        assert!(!order.is_live() && !order.needs_attention());
        control(&client, order.id.as_str(), json!({})).await;
    }
    assert_eq!(seen, MeterOrderStatus::COURSE);
}

#[test]
fn the_usual_states_are_ordered() {
    let steps: Vec<_> = MeterOrderStatus::COURSE
        .iter()
        .map(|status| status.step())
        .collect();
    let expected: Vec<_> = (0..steps.len()).map(Some).collect();
    assert_eq!(steps, expected);
    assert_eq!(MeterOrderStatus::Cancelled.step(), None);
    assert!(MeterOrderStatus::Cancelled.is_terminal() && !MeterOrderStatus::Cancelled.is_live());
    let newer = MeterOrderStatus::from("launched");
    assert!(!newer.is_terminal() && newer.step().is_none());
}

#[tokio::test]
async fn an_obstacle_needs_attention() {
    let (_sandbox, client) = start(API_VERSION, Client::builder()).await;
    let order = || client.meter_orders().get(ids::METER_ORDER);
    assert!(!order().await.unwrap().needs_attention());
    control(
        &client,
        ids::METER_ORDER,
        json!({"status": "blocked", "reason": "check_missing"}),
    )
    .await;
    let blocked = order().await.unwrap();
    assert!(
        blocked.needs_attention() && !blocked.is_terminal(),
        "{blocked:?}"
    );
}
