//! Version `2025-12-16.batman`.

use nomos_tests::version;

version!(nomos_batman: days, feed_in_elsewhere, forecasts, leads, product_orders, usage);

fn metered(client: &api::Client, id: &str) -> api::api::SubscriptionsConsumption {
    client.subscriptions().consumption(id)
}
