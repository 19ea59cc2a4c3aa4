use std::time::Duration;

use axum::{
    Router,
    extract::State,
    http::{HeaderMap, StatusCode},
    routing::post,
};
use nomos_curie::webhook::{SIGNATURE_HEADER, Secret};
use nomos_tests::sandbox::Webhook;
use tokio::{
    net::TcpListener,
    sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel},
    time::timeout,
};

use super::*;

const TIMEOUT: Duration = Duration::from_secs(20);

/// A receiver that records only signed deliveries, and rejects them all.
async fn receiver() -> (String, UnboundedReceiver<Value>) {
    let (sender, deliveries) = unbounded_channel();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    let router = Router::new().route("/", post(receive)).with_state(sender);
    tokio::spawn(async { axum::serve(listener, router).await });
    (url, deliveries)
}

async fn receive(
    State(sender): State<UnboundedSender<Value>>,
    headers: HeaderMap,
    body: String,
) -> StatusCode {
    let signature = headers[SIGNATURE_HEADER].to_str().unwrap();
    let event: Value = Secret::new("whsec_demo")
        .unwrap()
        .event(signature, body.as_bytes())
        .unwrap();
    sender.send(event).unwrap();
    StatusCode::SERVICE_UNAVAILABLE
}

#[tokio::test]
async fn every_change_creates_a_readable_event() {
    let world = World::start(CURIE).await;
    let created = world
        .post("/subscriptions", &analog_signup("neu@example.com"))
        .await;
    let id = created["id"].as_str().unwrap();
    world
        .control(&format!("subscriptions/{id}/activate"), &json!({}))
        .await;
    world
        .post("/meter-orders", &json!({ "subscription": id }))
        .await;
    world
        .post(
            &format!("/subscriptions/{id}/terminate"),
            &json!({ "reason": "ORDINARY" }),
        )
        .await;
    let topics = [
        "subscription.terminated",
        "meter_order.created",
        "subscription.activated",
        "subscription.confirmed",
        "subscription.created",
    ];
    assert_eq!(world.topics().await, topics);
    let overview = answer(request(&world.sandbox, "GET", "/_sandbox")).await.1;
    let event = &overview["events"][0];
    assert_eq!(event["context"], json!({ "subscription": id }));
    let read = world
        .get(&format!("/events/{}", event["id"].as_str().unwrap()))
        .await;
    assert_eq!(read, *event);
}

#[tokio::test]
async fn the_event_of_a_converted_lead_names_the_lead() {
    let world = World::start(EDISON).await;
    let (_, done) = world
        .control(&format!("leads/{}/convert", ids::LEAD), &json!({}))
        .await;
    let overview = answer(request(&world.sandbox, "GET", "/_sandbox")).await.1;
    let context = json!({ "subscription": done["subscription"]["id"], "lead": ids::LEAD });
    assert_eq!(overview["events"][0]["context"], context);
}

#[tokio::test]
async fn a_version_has_no_topics_of_later_versions() {
    let world = World::start(EDISON).await;
    let body = json!({ "subscription": ids::SUBSCRIPTION_ANALOG });
    world.post("/meter-orders", &body).await;
    assert_eq!(world.topics().await, [""; 0]);
}

#[tokio::test]
async fn events_are_signed_and_redelivered_until_accepted() {
    let (url, mut deliveries) = receiver().await;
    let webhook = Webhook::new(&url, "whsec_demo").retry_after(vec![Duration::ZERO; 2]);
    let world = World::with(CURIE, |builder| builder.webhook(webhook)).await;
    world
        .post("/subscriptions", &signup(ids::PLAN, "neu@example.com"))
        .await;
    // Without a timeout, a missing delivery would block the test forever.
    let mut delivery = async || timeout(TIMEOUT, deliveries.recv()).await.unwrap().unwrap();
    let first = delivery().await;
    assert_eq!(
        (&first["topic"], &first["timestamp"]),
        (&json!("subscription.created"), &json!(NOW))
    );
    for _ in 0..2 {
        assert_eq!(delivery().await, first);
    }
    let read = world
        .get(&format!("/events/{}", first["id"].as_str().unwrap()))
        .await;
    assert_eq!(read, first);
}
