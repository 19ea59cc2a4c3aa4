//! Version `2025-12-01.chucky`.

use nomos_tests::version;

version!(nomos_chucky: days, feed_in_elsewhere, forecasts, leads, product_orders, usage);

fn metered(client: &api::Client, id: &str) -> api::api::SubscriptionsConsumption {
    client.subscriptions().consumption(id)
}
