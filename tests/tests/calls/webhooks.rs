//! Signed deliveries, as read by every crate.
//!
//! Every version with GET /events/{id}, webhook.rs.

use super::api::{
    types::Event,
    webhook::{Secret, WebhookError},
};
use crate::{SECRET, event, signature};

fn read(topic: &str) -> Event {
    let body = event(topic);
    let secret = Secret::new(SECRET).unwrap();
    secret.event(&signature(&body), body.as_bytes()).unwrap()
}

#[test]
fn every_crate_reads_its_events() {
    let event = read("subscription.activated");
    assert!(matches!(event, Event::SubscriptionActivated(_)));
    assert_eq!(event.id().unwrap().as_str(), "evt_1");
}

#[test]
fn an_unknown_topic_is_kept() {
    let event = read("meter.exploded");
    assert!(matches!(event, Event::Unknown(_)));
    assert_eq!(event.topic().as_str(), "meter.exploded");
    assert!(!event.topic().is_known());
}

#[test]
fn a_signed_body_that_is_not_an_event_names_the_location() {
    let body = r#"{"topic":"subscription.activated","id":1}"#;
    let event = Secret::new(SECRET)
        .unwrap()
        .event::<Event>(&signature(body), body.as_bytes());
    let Err(WebhookError::Decode(error)) = event else {
        unreachable!("{event:?}")
    };
    assert_eq!(error.path(), "id");
}
