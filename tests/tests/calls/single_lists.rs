//! Lists without pages.
//!
//! The newest version with GET /leads, no GET /leads?cursor.

use nomos_tests::{
    connect,
    sandbox::{Response, Sandbox},
};
use serde_json::json;

use super::api::{API_VERSION, Client};

#[tokio::test]
async fn a_list_may_report_more_items() {
    let sandbox = Sandbox::start(API_VERSION).await;
    let client = connect(Client::builder(), &sandbox);
    for (body, has_more) in [
        (json!({ "object": "list", "items": [] }), false),
        (
            json!({ "items": [], "has_more": true, "next_page": "abc" }),
            true,
        ),
    ] {
        sandbox.respond_next(Response::json(200, &body));
        let list = client.leads().list().await.unwrap();
        assert_eq!((list.items.len(), list.has_more), (0, has_more));
    }
}
