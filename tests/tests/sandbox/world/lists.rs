use super::*;

/// The ids of the items of a page.
pub fn ids_of(page: &Value) -> Vec<String> {
    let items = page["items"].as_array().unwrap().iter();
    items
        .map(|it| it["id"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn every_known_id_is_found() {
    for version in [CHUCKY, BATMAN, EDISON, CURIE] {
        let world = World::start(version).await;
        for (id, _) in world.sandbox.known() {
            let (prefix, rest) = id.split_once('_').unwrap();
            assert!(
                rest.len() == 24
                    && rest
                        .bytes()
                        .all(|it| it.is_ascii_lowercase() || it.is_ascii_digit())
            );
            let paths: &[&str] = match prefix {
                "pln" => &["/plans"],
                "cus" => &["/customers"],
                "sub" => &["/subscriptions"],
                "lead" => &["/leads"],
                "inv" => &["/invoices"],
                "evt" => &["/events"],
                "prdo" => &["/meter-orders", "/grid-fee-reductions"],
                // Available in lists only.
                _ => continue,
            };
            let mut found = 0;
            for path in paths {
                let (status, body) = world.try_get(&format!("{path}/{id}")).await;
                found += usize::from(status == 200 && body["id"] == id);
            }
            assert_eq!(found, 1, "{version} {id}");
        }
    }
}

#[tokio::test]
async fn unknown_ids_are_not_found() {
    let world = World::start(CURIE).await;
    for path in [
        "/plans/pln_x",
        "/leads/lead_x",
        "/subscriptions/sub_x",
        "/subscriptions/sub_x/prices?start=2026-01-01&end=2026-01-01",
        "/subscriptions/sub_x/usage",
        "/customers/cus_x",
        "/invoices/inv_x",
        "/invoices/inv_x/file",
        "/meter-orders/prdo_x",
        "/grid-fee-reductions/prdo_x",
        "/events/evt_x",
        // The id exists, but belongs to another kind of object.
        &format!("/customers/{}", ids::PLAN),
    ] {
        let (status, body) = world.try_get(path).await;
        assert_eq!(
            (status, &body["code"]),
            (404, &json!("NOT_FOUND")),
            "{path}"
        );
    }
}

#[tokio::test]
async fn the_initial_state_is_always_the_same() {
    let (one, two) = (World::start(CURIE).await, World::start(CURIE).await);
    for path in [
        "/subscriptions",
        "/invoices",
        "/customers",
        "/meter-orders",
        "/plans",
    ] {
        assert_eq!(one.get(path).await["items"], two.get(path).await["items"]);
    }
}

#[tokio::test]
async fn lists_are_paginated_newest_first() {
    let world = World::start(CURIE).await;
    let all = world.get("/invoices?limit=100").await;
    let first = world.get("/invoices?limit=4").await;
    assert_eq!(first["has_more"], true);
    let cursor = first["next_page"].as_str().unwrap().replace('=', "%3D");
    let second = world
        .get(&format!("/invoices?limit=4&cursor={cursor}"))
        .await;
    let mut seen = ids_of(&first);
    seen.extend(ids_of(&second));
    assert_eq!(seen, ids_of(&all)[..8]);
    let issued = all["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["issued_at"].as_str());
    let issued: Vec<_> = issued.collect();
    assert!(issued.is_sorted_by(|one, two| one >= two));
}

#[tokio::test]
async fn created_objects_are_listed() {
    let world = World::start(CURIE).await;
    let created = world
        .post("/subscriptions", &signup(ids::PLAN, "neu@example.com"))
        .await;
    let list = world.get("/subscriptions").await;
    assert_eq!(list["items"][0], created);
}

#[tokio::test]
async fn subscriptions_are_active_pending_and_ended_in_both_directions() {
    let world = World::start(CURIE).await;
    let list = world.get("/subscriptions?limit=100").await;
    for direction in ["consumption", "feed_in"] {
        for status in ["active", "pending", "ended"] {
            let mut items = list["items"].as_array().unwrap().iter();
            assert!(items.any(|it| it["type"] == direction && it["status"] == status));
        }
    }
}

#[tokio::test]
async fn suppliers_are_searched_by_name() {
    let world = World::start(EDISON).await;
    let found = world.get("/suppliers/search?name=muster").await;
    assert_eq!(ids_of(&found), [ids::MARKET_PARTNER]);
}
