//! Watches a smart meter order until the meter is live.
//!
//! ```sh
//! cargo xtask sandbox --version api-codename --port 8484 # in another terminal
//! NOMOS_BASE_URL=http://127.0.0.1:8484 NOMOS_CLIENT_ID=any NOMOS_CLIENT_SECRET=any \
//!     cargo run -p api-client --example meter_order_watch
//! ```

use api_client::{
    Client,
    meter_orders::MeterOrderError as _,
    types::{InsertMeterOrder, SubscriptionStatus},
};
use std::{env, fs, time::Duration};

/// The saved state of the watch, so that a restart neither repeats a change nor polls too early.
const STATE: &str = "target/meter_order_watch.state";

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::from_env()?;
    let order = match env::args().nth(1) {
        Some(id) => client.meter_orders().get(id).await?,
        None => order(&client).await?,
    };
    println!("{}", order.id);

    // Polls once a day by default; `SECONDS_BETWEEN` shortens that for a demonstration.
    let seconds = env::var("SECONDS_BETWEEN")
        .ok()
        .and_then(|text| text.parse().ok());
    let mut watch = client.meter_orders().watch(&order.id);
    if let Ok(saved) = fs::read_to_string(STATE) {
        watch = watch.resume(&saved)?;
    }
    if let Some(seconds) = seconds {
        watch = watch.every(Duration::from_secs(seconds));
    }
    while let Some(change) = watch.next().await {
        match change {
            Ok(order) => {
                let mark = if order.needs_attention() {
                    ", needs attention"
                } else {
                    ""
                };
                println!("{}{mark}", order.status);
            }
            // The watch continues with the next poll.
            Err(error) => eprintln!("{error}"),
        }
        fs::write(STATE, watch.saved())?;
    }
    println!("done");
    Ok(fs::remove_file(STATE)?)
}

/// Orders a meter for the first active subscription that never had an order.
async fn order(
    client: &Client,
) -> Result<api_client::types::MeterOrder, Box<dyn std::error::Error>> {
    let mut subscriptions = client.subscriptions().list().items();
    while let Some(subscription) = subscriptions.next().await {
        let subscription = subscription?;
        if subscription.status != SubscriptionStatus::Active {
            continue;
        }
        let order = InsertMeterOrder::new(&subscription.id);
        match client.meter_orders().create(order).await {
            Ok(order) => return Ok(order),
            // This subscription has had its one order.
            Err(error) if error.is_already_ordered() => {}
            Err(error) if error.is_bad_request() => eprintln!("{error}"),
            Err(error) => return Err(error.into()),
        }
    }
    Err("every active subscription has already had its order".into())
}
