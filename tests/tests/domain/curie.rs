//! Version `2026-05-27.curie`.

use nomos_curie as api;

every_version!();

#[path = "feed_in.rs"]
mod feed_in;
#[path = "meter_orders.rs"]
mod meter_orders;
#[path = "quotes.rs"]
mod quotes;
#[path = "termination.rs"]
mod termination;

fn metered(client: &api::Client, id: &str) -> api::api::SubscriptionsUsage {
    client.subscriptions().usage(id)
}
