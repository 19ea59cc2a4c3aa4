use super::*;

fn module(subscription: &str, number: u8) -> Value {
    json!({ "subscription": subscription, "type": format!("enwg-14a-module-{number}") })
}

async fn request_module(world: &World, subscription: &str, number: u8) -> (u16, Value) {
    world
        .send(
            "POST",
            "/grid-fee-reductions",
            &module(subscription, number),
        )
        .await
}

#[tokio::test]
async fn reductions_are_ordered_if_active_and_intended_if_pending() {
    for version in [EDISON, CURIE] {
        let world = World::start(version).await;
        let (_, ordered) = request_module(&world, ids::SUBSCRIPTION_ANALOG, 1).await;
        assert_eq!(ordered["status"], "ordered");
        let (_, intended) = request_module(&world, ids::SUBSCRIPTION_PENDING, 1).await;
        assert_eq!(intended["status"], "intended");
        let control = format!("subscriptions/{}/activate", ids::SUBSCRIPTION_PENDING);
        world.control(&control, &json!({})).await;
        let path = format!("/grid-fee-reductions/{}", intended["id"].as_str().unwrap());
        assert_eq!(world.get(&path).await["status"], "ordered");
    }
}

#[tokio::test]
async fn module_3_needs_module_1() {
    let world = World::start(CURIE).await;
    let body = module(ids::SUBSCRIPTION_ANALOG, 3);
    let refusal = Refusal(400, "missing_module_1", "type");
    world.refuses("/grid-fee-reductions", &body, refusal).await;
}

#[tokio::test]
async fn module_3_needs_a_smart_meter() {
    let world = World::start(CURIE).await;
    request_module(&world, ids::SUBSCRIPTION_ANALOG, 1).await;
    let body = module(ids::SUBSCRIPTION_ANALOG, 3);
    let refusal = Refusal(400, "missing_smart_meter", "type");
    world.refuses("/grid-fee-reductions", &body, refusal).await;
    let (status, _) = request_module(&world, ids::SUBSCRIPTION, 3).await;
    assert_eq!(status, 200);
}

#[tokio::test]
async fn module_2_excludes_the_others() {
    let world = World::start(CURIE).await;
    let (status, _) = request_module(&world, ids::SUBSCRIPTION_ANALOG, 2).await;
    assert_eq!(status, 200);
    for (subscription, number) in [
        (ids::SUBSCRIPTION, 2),
        (ids::SUBSCRIPTION_ANALOG, 1),
        (ids::SUBSCRIPTION_ANALOG, 3),
    ] {
        let body = module(subscription, number);
        let refusal = Refusal(400, "custom", "type");
        world.refuses("/grid-fee-reductions", &body, refusal).await;
    }
}

#[tokio::test]
async fn a_module_can_be_ordered_again_only_after_rejection_or_end() {
    let world = World::start(CURIE).await;
    let body = module(ids::SUBSCRIPTION, 1);
    let refusal = Refusal(409, "duplicate_grid_reduction", "type");
    world.refuses("/grid-fee-reductions", &body, refusal).await;
    // Module 1 was rejected for one subscription, module 2 has ended for the other.
    assert_eq!(
        request_module(&world, ids::SUBSCRIPTION_BASIC, 1).await.0,
        200
    );
    assert_eq!(
        request_module(&world, ids::SUBSCRIPTION_ANALOG, 2).await.0,
        200
    );
}

#[tokio::test]
async fn feed_in_and_ended_subscriptions_are_not_eligible() {
    let world = World::start(CURIE).await;
    for (subscription, code) in [
        (ids::FEED_IN, "unsupported_product"),
        (ids::SUBSCRIPTION_ENDED, "ended_subscription"),
    ] {
        let refusal = Refusal(400, code, "subscription");
        world
            .refuses("/grid-fee-reductions", &module(subscription, 1), refusal)
            .await;
    }
}

#[tokio::test]
async fn modules_are_ordered_with_the_signup() {
    let world = World::start(CURIE).await;
    let with = |email, modules: Value| {
        let mut body = signup(ids::PLAN, email);
        body["product_orders"] = json!([{ "type": "14a_enwg", "14a_enwg": modules }]);
        body
    };
    let body = with(
        "neu@example.com",
        json!({ "module_1": true, "module_2": true }),
    );
    world
        .refuses("/subscriptions", &body, Refusal(400, "custom", "type"))
        .await;
    let body = with(
        "neu@example.com",
        json!({ "module_1": true, "module_2": false, "module_3": true }),
    );
    let created = world.post("/subscriptions", &body).await;
    let id = created["id"].as_str().unwrap();
    let list = world.get("/grid-fee-reductions?limit=100").await;
    let items = list["items"].as_array().unwrap().iter();
    let seen: Vec<_> = items
        .filter(|it| it["subscription"] == id)
        .map(|it| (it["type"].as_str().unwrap(), it["status"].as_str().unwrap()))
        .collect();
    assert_eq!(
        seen,
        [
            ("enwg-14a-module-3", "intended"),
            ("enwg-14a-module-1", "intended")
        ]
    );
}
