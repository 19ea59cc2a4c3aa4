use super::*;

#[tokio::test]
async fn company_names_can_be_changed_for_companies_only() {
    let world = World::start(CURIE).await;
    let body = json!({ "last_name": "Neumann", "company_name": "Neumann GmbH" });
    let person = format!("/customers/{}", ids::CUSTOMER);
    let changed = world.patch(&person, &body).await;
    assert_eq!(changed["last_name"], "Neumann");
    assert_eq!(changed.get("company_name"), None);
    assert_eq!(world.get(&person).await, changed);
    let company = world
        .patch(&format!("/customers/{}", ids::COMPANY), &body)
        .await;
    assert_eq!(company["company_name"], "Neumann GmbH");
    let of = world
        .get(&format!("/subscriptions/{}", ids::SUBSCRIPTION))
        .await;
    assert_eq!(of["customer"], changed);
}

#[tokio::test]
async fn a_magic_link_requires_a_known_customer() {
    let world = World::start(CHUCKY).await;
    let link = world
        .post("/admin/magic_link", &json!({ "customerId": ids::CUSTOMER }))
        .await;
    assert_eq!(link["object"], "magic_link");
    let unknown = json!({ "customerId": "cus_x" });
    assert_eq!(
        world.send("POST", "/admin/magic_link", &unknown).await.0,
        404
    );
}
