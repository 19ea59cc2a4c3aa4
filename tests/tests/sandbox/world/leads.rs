use super::*;

fn lead(plan: &str) -> Value {
    json!({ "plan": plan, "address": { "zip": "10115" }, "meter": { "estimated_usage": 2500 } })
}

#[tokio::test]
async fn a_lead_has_a_link_and_no_subscription_yet() {
    for version in [CHUCKY, CURIE] {
        let world = World::start(version).await;
        let created = world.post("/leads", &lead(ids::PLAN)).await;
        let id = created["id"].as_str().unwrap();
        let link = created["link"].as_str().unwrap();
        assert!(link.starts_with("https://dynamisch.checkout.energy/") && link.ends_with(id));
        assert_eq!(
            (&created["subscription"], &created["subscribed_at"]),
            (&Value::Null, &Value::Null)
        );
        assert_eq!(world.get(&format!("/leads/{id}")).await, created);
    }
}

#[tokio::test]
async fn a_subscription_converts_its_lead_once() {
    let world = World::start(EDISON).await;
    let mut body = signup(ids::PLAN, "neu@example.com");
    body["lead"] = json!(ids::LEAD);
    let subscription = world.post("/subscriptions", &body).await;
    let lead = world.get(&format!("/leads/{}", ids::LEAD)).await;
    assert_eq!(
        (&lead["subscription"], &lead["subscribed_at"]),
        (&subscription["id"], &json!(NOW))
    );
    body["customer"]["email"] = json!("other@example.com");
    assert_eq!(world.send("POST", "/subscriptions", &body).await.0, 409);
}

#[tokio::test]
async fn the_checkout_converts_a_lead_once() {
    let world = World::start(CURIE).await;
    let path = format!("leads/{}/convert", ids::LEAD);
    let (status, done) = world.control(&path, &json!({})).await;
    assert_eq!(
        (status, &done["lead"]["subscription"]),
        (200, &done["subscription"]["id"])
    );
    assert_eq!(done["subscription"]["status"], "pending");
    let lead = world.get(&format!("/leads/{}", ids::LEAD)).await;
    assert_eq!(
        (&lead, &lead["last_visited_at"]),
        (&done["lead"], &json!(NOW))
    );
    assert_eq!(world.topics().await, ["subscription.created"]);
    assert_eq!(world.control(&path, &json!({})).await.0, 409);
}

#[tokio::test]
async fn a_checkout_is_prefilled_from_the_lead() {
    let world = World::start(CURIE).await;
    let mut body = lead(ids::PLAN_FEED_IN);
    body["meter"]["type"] = json!("smart");
    body["intended_start_date"] = json!("2026-09-01");
    body["customer"] = json!({ "type": "company", "company_name": "Solar GmbH" });
    let lead = world.post("/leads", &body).await;
    let path = format!("leads/{}/convert", lead["id"].as_str().unwrap());
    let (_, done) = world.control(&path, &json!({})).await;
    let subscription = &done["subscription"];
    assert_eq!(subscription["customer"]["company_name"], "Solar GmbH");
    assert_eq!(subscription["meter"]["type"], "smart");
    // Midnight in Berlin.
    assert_eq!(subscription["start_at"], "2026-08-31T22:00:00Z");
}

#[tokio::test]
async fn a_feed_in_lead_requires_a_smart_meter_and_the_first_of_a_month() {
    let world = World::start(CURIE).await;
    let mut body = lead(ids::PLAN_FEED_IN);
    world
        .refuses("/leads", &body, Refusal(400, "custom", "meter.type"))
        .await;
    body["meter"]["type"] = json!("smart");
    body["intended_start_date"] = json!("2026-09-02");
    let refusal = Refusal(400, "custom", "intended_start_date");
    world.refuses("/leads", &body, refusal).await;
    body["intended_start_date"] = json!("2026-09-01");
    world.post("/leads", &body).await;
}

#[tokio::test]
async fn a_lead_for_an_unknown_plan_is_rejected() {
    let world = World::start(CURIE).await;
    assert_eq!(world.send("POST", "/leads", &lead("pln_x")).await.0, 404);
}
