//! Lists with filters.
//!
//! nomos_curie with GET /subscriptions?filter[status], GET /customers?filter[email], GET
//! /market-partners?filter[name].

use super::{lists::ids_of, *};

#[tokio::test]
async fn created_objects_are_found_by_filters() {
    let world = World::start(CURIE).await;
    let created = world
        .post("/subscriptions", &signup(ids::PLAN, "neu@example.com"))
        .await;
    let filter = "/subscriptions?filter%5Bstatus%5D%5Beq%5D=pending";
    let pending = ids_of(&world.get(filter).await);
    let id = created["id"].as_str().unwrap();
    assert_eq!(
        pending,
        [id, ids::FEED_IN_PENDING, ids::SUBSCRIPTION_PENDING]
    );
    let customers = world
        .get("/customers?filter%5Bemail%5D%5Bstarts_with%5D=NEU")
        .await;
    assert_eq!(ids_of(&customers), [created["customer"].as_str().unwrap()]);
}

#[tokio::test]
async fn market_partners_are_found_by_a_part_of_their_name() {
    let world = World::start(CURIE).await;
    let filter = "/market-partners?filter%5Bname%5D%5Bcontains%5D=muster";
    assert_eq!(ids_of(&world.get(filter).await), [ids::MARKET_PARTNER]);
}

#[tokio::test]
async fn a_filter_finds_what_the_whole_list_has() {
    let world = World::start(CURIE).await;
    let all = world.get("/subscriptions?limit=100").await;
    let filter = "/subscriptions?limit=100&filter%5Bstatus%5D%5Beq%5D=ended";
    let ended = world.get(filter).await;
    let expected = all["items"].as_array().unwrap().iter();
    let expected: Vec<_> = expected.filter(|it| it["status"] == "ended").collect();
    assert!(!expected.is_empty());
    assert!(ended["items"].as_array().unwrap().iter().eq(expected));
}
