use super::*;

async fn terminate(world: &World, id: &str, body: Value) -> (u16, Value) {
    world
        .send("POST", &format!("/subscriptions/{id}/terminate"), &body)
        .await
}

#[tokio::test]
async fn an_end_at_midnight_in_berlin_is_recorded() {
    let world = World::start(CURIE).await;
    let body = json!({ "reason": "MOVE_OUT", "intended_end_at": "2026-12-31T00:00:00+01:00" });
    let (status, answer) = terminate(&world, ids::SUBSCRIPTION, body.clone()).await;
    assert_eq!((status, answer), (200, body));
    let stored = world
        .get(&format!("/subscriptions/{}", ids::SUBSCRIPTION))
        .await;
    assert_eq!(stored["status"], "active");
    assert_eq!(
        (&stored["terminated_at"], &stored["end_at"]),
        (&json!(NOW), &json!("2026-12-30T23:00:00Z"))
    );
    assert_eq!(world.topics().await, ["subscription.terminated"]);
}

#[tokio::test]
async fn a_termination_without_a_date_has_a_months_notice() {
    let world = World::start(CURIE).await;
    let (_, answer) = terminate(&world, ids::SUBSCRIPTION, json!({ "reason": "ORDINARY" })).await;
    assert_eq!(answer["intended_end_at"], "2026-08-01T00:00:00+02:00");
}

#[tokio::test]
async fn impossible_termination_dates_are_rejected() {
    let world = World::start(CURIE).await;
    for end in [
        // Midnight in another time zone, in the middle of the day, and in the past.
        "2026-12-31T00:00:00Z",
        "2026-12-31T12:00:00+01:00",
        "2026-06-15T00:00:00+02:00",
    ] {
        let body = json!({ "reason": "ORDINARY", "intended_end_at": end });
        let (status, answer) = terminate(&world, ids::SUBSCRIPTION, body).await;
        Refusal(409, "invalid_termination_date", "intended_end_at").assert(status, &answer);
    }
}

#[tokio::test]
async fn a_withdrawal_is_possible_within_14_days() {
    let world = World::start(CURIE).await;
    let withdrawal = || json!({ "reason": "WITHDRAWAL" });
    let (status, answer) = terminate(&world, ids::SUBSCRIPTION_PENDING, withdrawal()).await;
    Refusal(409, "withdrawal_not_allowed", "reason").assert(status, &answer);
    let new = world
        .post("/subscriptions", &signup(ids::PLAN, "neu@example.com"))
        .await;
    let (status, answer) = terminate(&world, new["id"].as_str().unwrap(), withdrawal()).await;
    assert_eq!(
        (status, &answer["intended_end_at"]),
        (200, &json!("2026-06-16T00:00:00+02:00"))
    );
}

#[tokio::test]
async fn a_terminated_or_ended_subscription_cannot_be_terminated_again() {
    let world = World::start(CURIE).await;
    let ordinary = || json!({ "reason": "ORDINARY" });
    assert_eq!(
        terminate(&world, ids::SUBSCRIPTION, ordinary()).await.0,
        200
    );
    let (status, answer) = terminate(&world, ids::SUBSCRIPTION, ordinary()).await;
    Refusal(409, "invalid_termination_date", "intended_end_at").assert(status, &answer);
    let (status, answer) = terminate(&world, ids::SUBSCRIPTION_ENDED, ordinary()).await;
    Refusal(409, "ended_subscription", "").assert(status, &answer);
}

#[tokio::test]
async fn supply_cannot_end_before_it_starts() {
    let world = World::start(CURIE).await;
    let body = json!({ "reason": "MOVE_OUT", "intended_end_at": "2026-07-01T00:00:00+02:00" });
    let (status, answer) = terminate(&world, ids::SUBSCRIPTION_PENDING, body).await;
    Refusal(409, "invalid_termination_date", "intended_end_at").assert(status, &answer);
    let (_, answer) = terminate(
        &world,
        ids::SUBSCRIPTION_PENDING,
        json!({ "reason": "ORDINARY" }),
    )
    .await;
    assert_eq!(answer["intended_end_at"], "2026-10-01T00:00:00+02:00");
}
