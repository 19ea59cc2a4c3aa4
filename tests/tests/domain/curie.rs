//! Version `2026-05-27.curie`.

use nomos_tests::version;

version!(
    nomos_curie: days, feed_in, forecasts, leads, meter_orders, product_orders, quotes,
    termination, usage
);

fn metered(client: &api::Client, id: &str) -> api::api::SubscriptionsUsage {
    client.subscriptions().usage(id)
}
