//! Finds the three cheapest hours of today, for example to charge a car.
//!
//! ```sh
//! cargo xtask sandbox --version api-codename --port 8484 # in another terminal
//! NOMOS_BASE_URL=http://127.0.0.1:8484 NOMOS_CLIENT_ID=any NOMOS_CLIENT_SECRET=any \
//!     cargo run -p api-client --example cheapest_hours
//! ```

use api_client::{
    Client,
    german::Day,
    types::{SubscriptionStatus, SubscriptionSummary},
};

/// Three hours in quarter-hours.
const COUNT: usize = 12;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::from_env()?;
    let subscription = active(&client)
        .await?
        .ok_or("there is no active subscription")?;
    let today = Day::of(api_client::Timestamp::now()).date();
    // Both days are inclusive.
    let prices = client
        .subscriptions()
        .prices(&subscription.id, today, today)
        .await?;
    println!("{} on {today}, in {}", subscription.id, prices.unit);
    for item in prices.cheapest(COUNT) {
        println!("{}  {}", item.timestamp, item.amount.unwrap_or_default());
    }
    let run = prices.cheapest_run(COUNT);
    if let Some(first) = run.first() {
        println!("consecutive from {}", first.timestamp);
    }
    Ok(())
}

async fn active(client: &Client) -> Result<Option<SubscriptionSummary>, api_client::Error> {
    let mut subscriptions = client.subscriptions().list().items();
    while let Some(subscription) = subscriptions.next().await {
        let subscription = subscription?;
        if subscription.status == SubscriptionStatus::Active {
            return Ok(Some(subscription));
        }
    }
    Ok(None)
}
