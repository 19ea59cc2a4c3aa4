use super::*;

/// A feed-in signup with one change.
fn changed(change: impl FnOnce(&mut Value)) -> Value {
    let mut body = signup(ids::PLAN_FEED_IN, "neu@example.com");
    change(&mut body);
    body
}

async fn assert_refused(field: &str, change: impl FnOnce(&mut Value)) {
    let world = World::start(CURIE).await;
    let refusal = Refusal(400, "custom", field);
    world
        .refuses("/subscriptions", &changed(change), refusal)
        .await;
    assert_eq!(world.topics().await, [""; 0]);
}

#[tokio::test]
async fn feed_in_starts_at_the_next_possible_first_of_a_month() {
    let world = World::start(CURIE).await;
    let created = world.post("/subscriptions", &changed(|_| {})).await;
    assert_eq!(
        (&created["type"], &created["status"]),
        (&json!("feed_in"), &json!("pending"))
    );
    assert_eq!(created["start_at"], "2026-07-31T22:00:00Z");
}

#[tokio::test]
async fn feed_in_starts_at_the_requested_first_of_a_month() {
    let world = World::start(CURIE).await;
    let body = changed(|body| {
        body["next_possible_start"] = json!(false);
        body["intended_start_date"] = json!("2026-10-01");
    });
    let created = world.post("/subscriptions", &body).await;
    assert_eq!(created["start_at"], "2026-09-30T22:00:00Z");
}

#[tokio::test]
async fn feed_in_requires_a_smart_meter() {
    assert_refused("meter.type", |body| body["meter"]["type"] = json!("analog")).await;
}

#[tokio::test]
async fn feed_in_has_no_previous_supplier() {
    assert_refused("previous_supplier", |body| {
        body["previous_supplier"] = json!(ids::MARKET_PARTNER);
    })
    .await;
}

#[tokio::test]
async fn feed_in_accepts_no_product_orders() {
    assert_refused("product_orders", |body| {
        body["product_orders"] = json!([{ "type": "smart-meter" }]);
    })
    .await;
}

#[tokio::test]
async fn feed_in_of_a_company_requires_a_vat_id() {
    let company = |body: &mut Value| {
        body["customer"]["type"] = json!("company");
        body["customer"]["company_name"] = json!("Solar GmbH");
    };
    assert_refused("customer.vat_id", company).await;
    let world = World::start(CURIE).await;
    let mut body = changed(company);
    body["customer"]["vat_id"] = json!("DE123456789");
    world.post("/subscriptions", &body).await;
}

#[tokio::test]
async fn feed_in_starts_on_a_first_at_least_one_month_ahead() {
    for date in ["2026-09-02", "2026-07-01", "2026-06-01"] {
        assert_refused("intended_start_date", |body| {
            body["next_possible_start"] = json!(false);
            body["intended_start_date"] = json!(date);
        })
        .await;
    }
}

#[tokio::test]
async fn every_broken_rule_is_named() {
    let world = World::start(CURIE).await;
    let body = changed(|body| {
        body["meter"]["type"] = json!("analog");
        body["previous_supplier"] = json!(ids::MARKET_PARTNER);
    });
    let (_, answer) = world.send("POST", "/subscriptions", &body).await;
    let errors = answer["errors"].as_array().unwrap().iter();
    let fields: Vec<_> = errors.map(|error| &error["field"]).collect();
    assert_eq!(fields, ["meter.type", "previous_supplier"]);
}

#[tokio::test]
async fn credits_are_invoices_with_a_negative_total() {
    let world = World::start(CURIE).await;
    let credit = world
        .get(&format!("/invoices/{}", ids::INVOICE_CREDIT))
        .await;
    assert_eq!(
        (&credit["type"], &credit["subscription"]),
        (&json!("usage"), &json!(ids::FEED_IN))
    );
    assert!(credit["total"].as_f64().unwrap() < 0.0);
}

#[tokio::test]
async fn earlier_versions_hide_feed_in() {
    for version in [CHUCKY, BATMAN, EDISON] {
        let world = World::start(version).await;
        for list in ["/plans", "/subscriptions"] {
            let items = world.get(list).await["items"].take();
            let ids = [
                ids::PLAN_FEED_IN,
                ids::FEED_IN,
                ids::FEED_IN_PENDING,
                ids::FEED_IN_ENDED,
            ];
            let mut items = items.as_array().unwrap().iter();
            assert!(items.all(|it| ids.iter().all(|id| it["id"] != *id)));
        }
        let plan = format!("/plans/{}", ids::PLAN_FEED_IN);
        assert_eq!(world.try_get(&plan).await.0, 404);
        let invoice = format!("/invoices/{}", ids::INVOICE_CREDIT);
        assert_eq!(world.try_get(&invoice).await.0, 404);
    }
}

#[tokio::test]
async fn earlier_versions_report_feed_in_as_unsupported() {
    for version in [CHUCKY, BATMAN, EDISON] {
        let world = World::start(version).await;
        let quote = format!(
            "/plans/{}/quote?zip_code=10115&usage=2500",
            ids::PLAN_FEED_IN
        );
        let subscription = format!("/subscriptions/{}", ids::FEED_IN);
        let prices = format!("{subscription}/prices?start=2026-01-01&end=2026-01-01");
        let lead = json!({
            "plan": ids::PLAN_FEED_IN,
            "address": { "zip": "10115" },
            "meter": { "estimated_usage": 2500 },
        });
        for (status, answer) in [
            world.try_get(&quote).await,
            world.try_get(&subscription).await,
            world.try_get(&prices).await,
            world.send("POST", "/leads", &lead).await,
            world.send("POST", "/subscriptions", &changed(|_| {})).await,
        ] {
            let message = answer["message"].as_str().unwrap();
            assert!(message.contains("feed-in plans are not supported in this version"));
            assert_eq!((status, answer.get("errors")), (400, None));
        }
    }
}
