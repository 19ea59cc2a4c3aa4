//! Topics of events that are newer than the crate.
//!
//! The newest version with GET /events/{id}.

use serde_json::json;

use super::api::{API_VERSION, Client, types::Event};
use crate::answered;

#[tokio::test]
async fn an_unknown_topic_of_an_event_keeps_its_json() {
    let body = json!({ "topic": "meter.exploded", "context": { "meter": "mtr_1" } });
    let (_sandbox, client) = answered(API_VERSION, Client::builder(), body.to_string()).await;
    let event = client.events().get("evt_1").await.unwrap();
    let Event::Unknown(unknown) = &event else {
        panic!("{event:?}")
    };
    assert_eq!(unknown.tag(), "meter.exploded");
    assert_eq!(unknown.value()["context"]["meter"], "mtr_1");
}
