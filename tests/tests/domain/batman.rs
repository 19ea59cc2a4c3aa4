//! Version `2025-12-16.batman`.

use nomos_batman as api;

every_version!();

#[path = "feed_in_elsewhere.rs"]
mod feed_in_elsewhere;

fn metered(client: &api::Client, id: &str) -> api::api::SubscriptionsConsumption {
    client.subscriptions().consumption(id)
}
