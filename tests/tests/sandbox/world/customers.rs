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
