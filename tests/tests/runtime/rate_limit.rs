//! A client stays below the server's rate limit.
//!
//! The newest version with GET /plans/{id}.

use nomos_tests::sandbox::Sandbox;

use super::api::{API_VERSION, Client};

#[tokio::test]
async fn nobody_sees_a_429() {
    let sandbox = Sandbox::builder(API_VERSION).rate_limit(10).start().await;
    let client: Client = Client::builder()
        .base_url(&sandbox.url())
        .token("hunter2")
        .build()
        .unwrap();
    let tasks: Vec<_> = (0..35)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { client.plans().get("pln_1").await.map(drop) })
        })
        .collect();
    for task in tasks {
        task.await.unwrap().unwrap();
    }
    assert_eq!(sandbox.count("GET", "/plans/{id}"), 35);
}
