use nomos_client_runtime::Page;
use nomos_tests::connect;

use super::*;

/// Counts the items of a page that a client decodes.
fn count<T>(page: Page<T>) -> usize {
    page.items.len()
}

#[tokio::test]
async fn a_client_of_the_newest_version_reads_all_lists() {
    let world = World::start(CURIE).await;
    let client = connect(nomos_curie::Client::builder(), &world.sandbox);
    let counts = [
        count(client.plans().list().await.unwrap()),
        count(client.leads().list().await.unwrap()),
        count(client.subscriptions().list().await.unwrap()),
        count(client.customers().list().await.unwrap()),
        count(client.invoices().list().await.unwrap()),
        count(client.meter_readings().list().await.unwrap()),
        count(client.meter_orders().list().await.unwrap()),
        count(client.grid_fee_reductions().list().await.unwrap()),
        count(client.market_partners().list().await.unwrap()),
    ];
    assert_eq!(counts, [4, 2, 8, 4, 10, 2, 2, 3, 2]);
    assert_eq!(world.sandbox.violations(), []);
}

#[tokio::test]
async fn a_client_of_the_oldest_version_reads_all_lists() {
    let world = World::start(CHUCKY).await;
    let client = connect(nomos_chucky::Client::builder(), &world.sandbox);
    let counts = [
        client.plans().list().await.unwrap().items.len(),
        client.subscriptions().list().await.unwrap().items.len(),
        client.suppliers().list().await.unwrap().items.len(),
    ];
    assert_eq!(counts, [3, 5, 2]);
    assert_eq!(world.sandbox.violations(), []);
}
