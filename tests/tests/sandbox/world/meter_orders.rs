use super::*;

async fn order(world: &World, subscription: &str) -> (u16, Value) {
    world
        .send(
            "POST",
            "/meter-orders",
            &json!({ "subscription": subscription }),
        )
        .await
}

async fn move_on(world: &World, order: &Value, body: Value) -> (u16, Value) {
    let path = format!("meter-orders/{}", order["id"].as_str().unwrap());
    world.control(&path, &body).await
}

#[tokio::test]
async fn an_order_goes_through_the_milestones_of_its_version() {
    let newer = "placed check_submitted check_reviewed scheduled installed activated";
    let older = "ordered checked installation_planning installation_scheduled \
                 installation_finished activated";
    for (version, first, course) in [(CURIE, "created", newer), (EDISON, "waiting", older)] {
        let world = World::start(version).await;
        let (_, mut placed) = order(&world, ids::SUBSCRIPTION_ANALOG).await;
        assert_eq!(placed["status"], first);
        for status in course.split_whitespace() {
            placed = move_on(&world, &placed, json!({})).await.1;
            assert_eq!(placed["status"], status);
        }
        let path = format!("/meter-orders/{}", placed["id"].as_str().unwrap());
        assert_eq!(world.get(&path).await, placed);
        assert_eq!(move_on(&world, &placed, json!({})).await.0, 409);
        let of = world
            .get(&format!("/subscriptions/{}", ids::SUBSCRIPTION_ANALOG))
            .await;
        assert_eq!(of["meter"]["type"], "smart");
    }
}

#[tokio::test]
async fn milestones_set_timestamps() {
    let world = World::start(CURIE).await;
    let (_, placed) = order(&world, ids::SUBSCRIPTION_ANALOG).await;
    let (_, scheduled) = move_on(&world, &placed, json!({ "status": "scheduled" })).await;
    assert!(scheduled["appointment_at"].as_str() > Some(NOW));
    assert_eq!(scheduled["installed_at"], Value::Null);
    let (_, activated) = move_on(&world, &placed, json!({ "status": "activated" })).await;
    assert_eq!(
        (&activated["installed_at"], &activated["activated_at"]),
        (&json!(NOW), &json!(NOW))
    );
}

#[tokio::test]
async fn a_block_is_a_marker_until_the_next_state() {
    let world = World::start(CURIE).await;
    let (_, placed) = order(&world, ids::SUBSCRIPTION_ANALOG).await;
    let body = json!({ "status": "blocked", "reason": "grid_operator_registration" });
    let (_, blocked) = move_on(&world, &placed, body).await;
    assert_eq!(
        (&blocked["status"], &blocked["blocked_at"]),
        (&json!("created"), &json!(NOW))
    );
    assert_eq!(blocked["blocked_reason"], "grid_operator_registration");
    let (_, moved) = move_on(&world, &placed, json!({})).await;
    assert_eq!(
        (&moved["status"], &moved["blocked_reason"]),
        (&json!("placed"), &Value::Null)
    );
    let topics = [
        "meter_order.placed",
        "meter_order.blocked",
        "meter_order.created",
    ];
    assert_eq!(world.topics().await, topics);
}

#[tokio::test]
async fn a_block_is_a_state_before_curie() {
    let world = World::start(EDISON).await;
    let (_, placed) = order(&world, ids::SUBSCRIPTION_ANALOG).await;
    move_on(&world, &placed, json!({ "status": "checked" })).await;
    let (_, blocked) = move_on(&world, &placed, json!({ "status": "blocked_wim" })).await;
    assert_eq!(blocked["status"], "blocked_wim");
    let (_, moved) = move_on(&world, &placed, json!({})).await;
    assert_eq!(moved["status"], "installation_planning");
}

#[tokio::test]
async fn a_cancelled_order_has_a_reason() {
    let world = World::start(CURIE).await;
    let (_, placed) = order(&world, ids::SUBSCRIPTION_ANALOG).await;
    let body = json!({ "status": "cancelled", "reason": "pre_existing" });
    let (_, cancelled) = move_on(&world, &placed, body).await;
    assert_eq!(
        (&cancelled["cancelled_at"], &cancelled["cancelled_reason"]),
        (&json!(NOW), &json!("pre_existing"))
    );
    assert_eq!(move_on(&world, &placed, json!({})).await.0, 409);
}

#[tokio::test]
async fn unknown_states_and_reasons_are_rejected() {
    let world = World::start(CURIE).await;
    let (_, placed) = order(&world, ids::SUBSCRIPTION_ANALOG).await;
    let (status, answer) = move_on(&world, &placed, json!({ "status": "waiting" })).await;
    Refusal(400, "invalid_value", "status").assert(status, &answer);
    let body = json!({ "status": "cancelled", "reason": "weather" });
    let (status, answer) = move_on(&world, &placed, body).await;
    Refusal(400, "invalid_value", "reason").assert(status, &answer);
    let (status, _) = move_on(&world, &placed, json!({ "status": "created" })).await;
    assert_eq!(status, 409);
}

#[tokio::test]
async fn a_subscription_accepts_only_one_order() {
    for version in [EDISON, CURIE] {
        let world = World::start(version).await;
        let (status, placed) = order(&world, ids::SUBSCRIPTION_ANALOG).await;
        assert_eq!(status, 200);
        assert_eq!(order(&world, ids::SUBSCRIPTION_ANALOG).await.0, 409);
        move_on(&world, &placed, json!({ "status": "cancelled" })).await;
        let (status, answer) = order(&world, ids::SUBSCRIPTION_ANALOG).await;
        assert_eq!(status, 409);
        if version == CURIE {
            Refusal(409, "duplicate_meter_order", "subscription").assert(status, &answer);
        }
    }
}

#[tokio::test]
async fn a_smart_meter_is_ordered_with_the_signup() {
    for version in [EDISON, CURIE] {
        let world = World::start(version).await;
        let mut body = analog_signup("neu@example.com");
        body["product_orders"] = json!([{ "type": "smart-meter" }]);
        let created = world.post("/subscriptions", &body).await;
        let id = created["id"].as_str().unwrap();
        let orders = world
            .get(&format!(
                "/meter-orders?filter%5Bsubscription%5D%5Beq%5D={id}"
            ))
            .await;
        assert_eq!(orders["items"].as_array().unwrap().len(), 1);
        assert_eq!(orders["items"][0]["customer"], created["customer"]);
        assert_eq!(order(&world, id).await.0, 409);
    }
}

#[tokio::test]
async fn ineligible_subscriptions_get_no_smart_meter() {
    let world = World::start(CURIE).await;
    for (subscription, code) in [
        (ids::SUBSCRIPTION_BASIC, "unsupported_product"),
        (ids::FEED_IN, "unsupported_meter_order"),
        (ids::SUBSCRIPTION_ENDED, "ended_subscription"),
    ] {
        let (status, answer) = order(&world, subscription).await;
        Refusal(400, code, "subscription").assert(status, &answer);
    }
    let mut body = signup(ids::PLAN_BASIC, "neu@example.com");
    body["product_orders"] = json!([{ "type": "smart-meter" }]);
    let refusal = Refusal(400, "unsupported_product", "product_orders");
    world.refuses("/subscriptions", &body, refusal).await;
    assert_eq!(order(&world, "sub_x").await.0, 404);
}
