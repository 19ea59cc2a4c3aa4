use super::*;

fn reading(value: u32, at: &str) -> Value {
    json!({ "subscription": ids::SUBSCRIPTION_ANALOG, "value": value, "timestamp": at })
}

#[tokio::test]
async fn a_reading_is_stored() {
    let world = World::start(CURIE).await;
    let stored = world
        .post("/meter-readings", &reading(2000, "2026-06-10T10:00:00Z"))
        .await;
    assert_eq!(
        (&stored["value"], &stored["type"]),
        (&json!(2000), &json!("customer_report"))
    );
    let list = world.get("/meter-readings").await;
    assert_eq!(list["items"][0], stored);
}

#[tokio::test]
async fn earlier_versions_list_readings_by_subscription() {
    let world = World::start(BATMAN).await;
    let path = format!("/subscriptions/{}/meter_readings", ids::SUBSCRIPTION_ANALOG);
    let body = json!({ "value": 2000, "timestamp": "2026-06-10T10:00:00Z" });
    let stored = world.post(&path, &body).await;
    let list = world.get(&path).await;
    assert_eq!(list["items"].as_array().unwrap().len(), 2);
    assert_eq!(list["items"][0], stored);
}

#[tokio::test]
async fn implausible_readings_are_rejected() {
    let world = World::start(CURIE).await;
    world
        .post("/meter-readings", &reading(2000, "2026-06-10T10:00:00Z"))
        .await;
    for (value, at, code, field) in [
        (
            2000,
            "2026-06-10T10:00:00Z",
            "duplicate_meter_reading",
            "timestamp",
        ),
        (
            1999,
            "2026-06-11T10:00:00Z",
            "implausible_meter_reading",
            "value",
        ),
        (
            2001,
            "2026-06-09T10:00:00Z",
            "implausible_meter_reading",
            "value",
        ),
        (
            2100,
            "2026-06-16T10:00:00Z",
            "out_of_period_meter_reading",
            "timestamp",
        ),
        (
            100,
            "2021-06-16T10:00:00Z",
            "out_of_period_meter_reading",
            "timestamp",
        ),
    ] {
        let refusal = Refusal(400, code, field);
        world
            .refuses("/meter-readings", &reading(value, at), refusal)
            .await;
    }
}
