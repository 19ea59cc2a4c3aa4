//! Version `2026-01-29.edison`.

use nomos_edison as api;

every_version!();

#[path = "feed_in_elsewhere.rs"]
mod feed_in_elsewhere;
#[path = "meter_orders.rs"]
mod meter_orders;

fn metered(client: &api::Client, id: &str) -> api::api::SubscriptionsConsumption {
    client.subscriptions().consumption(id)
}
