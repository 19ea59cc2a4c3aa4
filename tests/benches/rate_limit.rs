//! 300 reads from a server that enforces ten requests per second: their duration compared to the
//! ideal, and how many of them the server rejected.
//!
//! `cargo bench -p nomos-tests --bench rate_limit`

#![allow(clippy::unwrap_used, reason = "a failed read cannot be measured")]

use std::time::{Duration, Instant};

use nomos_curie::{API_VERSION, Client};
use nomos_tests::sandbox::Sandbox;

const READS: u32 = 300;
const PER_SECOND: u32 = 10;

#[tokio::main]
async fn main() {
    // The first ten start immediately, the last ten 29 seconds later.
    let ideal = Duration::from_secs(u64::from(READS / PER_SECOND - 1));
    for (name, tasks) in [("sequentially", 1), ("from 300 tasks", READS)] {
        let sandbox = Sandbox::builder(API_VERSION)
            .rate_limit(PER_SECOND)
            .start()
            .await;
        let client: Client = Client::builder()
            .base_url(&sandbox.url())
            .token("token")
            .build()
            .unwrap();
        let start = Instant::now();
        let tasks: Vec<_> = (0..tasks)
            .map(|_| {
                let client = client.clone();
                tokio::spawn(async move {
                    for _ in 0..READS / tasks {
                        client.plans().get("pln_1").await.unwrap();
                    }
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
        let ratio = start.elapsed().as_secs_f64() / ideal.as_secs_f64();
        let rejected = sandbox
            .requests()
            .iter()
            .filter(|it| it.status == 429)
            .count();
        println!(
            "{READS} reads {name}: {ratio:.3} times the ideal duration, {rejected} rejected, no error returned"
        );
    }
}
