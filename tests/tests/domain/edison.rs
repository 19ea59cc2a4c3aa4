//! Version `2026-01-29.edison`.

use nomos_tests::version;

version!(
    nomos_edison: days, feed_in_elsewhere, forecasts, leads, meter_orders, product_orders, usage
);

fn metered(client: &api::Client, id: &str) -> api::api::SubscriptionsConsumption {
    client.subscriptions().consumption(id)
}
