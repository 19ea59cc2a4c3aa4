//! Links for customers.
//!
//! nomos_chucky with POST /admin/magic_link.

use super::*;

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
