use super::*;

#[tokio::test]
async fn a_duplicate_email_address_is_rejected() {
    for version in [CHUCKY, CURIE] {
        let world = World::start(version).await;
        let body = signup(ids::PLAN, "ADA@example.com");
        let (status, answer) = world.send("POST", "/subscriptions", &body).await;
        assert_eq!((status, &answer["code"]), (409, &json!("CONFLICT")));
        if version == CURIE {
            Refusal(409, "duplicate_customer_email", "customer.email").assert(status, &answer);
        } else {
            assert_eq!(answer.get("errors"), None);
        }
    }
}

#[tokio::test]
async fn a_subscription_is_pending_until_it_starts() {
    for version in [CHUCKY, BATMAN, EDISON, CURIE] {
        let world = World::start(version).await;
        let created = world
            .post("/subscriptions", &signup(ids::PLAN, "neu@example.com"))
            .await;
        assert_eq!(created["status"], "pending");
        let id = created["id"].as_str().unwrap();
        let path = format!("/subscriptions/{id}");
        let stored = world.get(&path).await;
        assert_eq!(stored["customer"]["email"], "neu@example.com");
        assert_eq!(
            stored["payment_method"]["sepa_debit"]["iban"],
            "DE************6485"
        );
        let control = format!("subscriptions/{id}/activate");
        let (status, active) = world.control(&control, &json!({})).await;
        assert_eq!((status, &active["status"]), (200, &json!("active")));
        assert_eq!(world.get(&path).await, active);
        assert_eq!(world.control(&control, &json!({})).await.0, 409);
    }
}

#[tokio::test]
async fn a_subscription_that_starts_today_is_active_immediately() {
    let world = World::start(CURIE).await;
    let mut body = signup(ids::PLAN, "neu@example.com");
    body["next_possible_start"] = json!(false);
    body["intended_start_date"] = json!("2026-06-15");
    let created = world.post("/subscriptions", &body).await;
    let path = format!("/subscriptions/{}", created["id"].as_str().unwrap());
    assert_eq!(world.get(&path).await["status"], "active");
}

#[tokio::test]
async fn the_start_is_the_next_possible_or_a_future_date() {
    let world = World::start(CURIE).await;
    for (next, date) in [
        (true, Some("2026-09-01")),
        (false, None),
        (false, Some("2026-06-14")),
    ] {
        let mut body = signup(ids::PLAN, "neu@example.com");
        body["next_possible_start"] = json!(next);
        if let Some(date) = date {
            body["intended_start_date"] = json!(date);
        }
        let refusal = Refusal(400, "custom", "intended_start_date");
        world.refuses("/subscriptions", &body, refusal).await;
    }
}

#[tokio::test]
async fn a_switch_takes_longer_than_a_move() {
    let world = World::start(CURIE).await;
    let moved = world
        .post("/subscriptions", &signup(ids::PLAN, "one@example.com"))
        .await;
    let mut body = signup(ids::PLAN, "two@example.com");
    body["previous_supplier"] = json!(ids::MARKET_PARTNER);
    let switched = world.post("/subscriptions", &body).await;
    assert_eq!(moved["start_at"], "2026-06-15T22:00:00Z");
    assert_eq!(switched["start_at"], "2026-06-28T22:00:00Z");
    let stored = world
        .get(&format!(
            "/subscriptions/{}",
            switched["id"].as_str().unwrap()
        ))
        .await;
    assert_eq!(stored["supplier"]["name"], "Muster Energie GmbH");
    body["customer"]["email"] = json!("three@example.com");
    body["previous_supplier"] = json!("mp_x");
    assert_eq!(world.send("POST", "/subscriptions", &body).await.0, 404);
}

#[tokio::test]
async fn metadata_is_merged_key_by_key() {
    let world = World::start(CURIE).await;
    let path = format!("/subscriptions/{}", ids::SUBSCRIPTION);
    for (sent, stored) in [
        (json!({ "a": "1", "source": null }), json!({ "a": "1" })),
        (json!({ "b": "2" }), json!({ "a": "1", "b": "2" })),
        (Value::Null, Value::Null),
    ] {
        let changed = world.patch(&path, &json!({ "metadata": sent })).await;
        assert_eq!(
            (&changed["metadata"], &changed["updated_at"]),
            (&stored, &json!(NOW))
        );
        assert_eq!(world.get(&path).await, changed);
    }
}

#[tokio::test]
async fn a_billing_address_changes_for_all_subscriptions_of_the_customer() {
    let world = World::start(CURIE).await;
    let address =
        json!({ "street": "Allee", "house_number": "7", "zip": "20095", "city": "Hamburg" });
    let body = json!({ "billing_address": address });
    world
        .patch(&format!("/subscriptions/{}", ids::SUBSCRIPTION), &body)
        .await;
    let other = world.get(&format!("/subscriptions/{}", ids::FEED_IN)).await;
    assert_eq!(other["billing_address"]["city"], "Hamburg");
    assert_eq!(other["address"]["city"], "Berlin");
}

#[tokio::test]
async fn a_payment_method_is_replaced_and_masked() {
    let world = World::start(CURIE).await;
    let path = format!("/subscriptions/{}", ids::SUBSCRIPTION);
    let before = world.get(&path).await;
    let method = json!({
        "type": "sepa_debit",
        "sepa_debit": { "iban": "DE02120300000000202051", "account_holder": "Ada Beispiel" },
    });
    let after = world
        .patch(&path, &json!({ "payment_method": method }))
        .await;
    assert_eq!(
        after["payment_method"]["sepa_debit"]["iban"],
        "DE************2051"
    );
    assert_ne!(
        after["payment_method"]["id"],
        before["payment_method"]["id"]
    );
}
