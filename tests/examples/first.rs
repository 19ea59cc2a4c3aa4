//! A first program: gets a quote for each plan and lists the active subscriptions.

use nomos_curie::{
    Client,
    types::{MeterType, SubscriptionStatus},
};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    // Reads NOMOS_CLIENT_ID, NOMOS_CLIENT_SECRET and, unless it is production, NOMOS_BASE_URL.
    let client = Client::from_env()?;

    // Get a quote for 2,500 kWh a year in 10115 Berlin.
    for plan in client.plans().list().limit(5).await?.items {
        // Feed-in plans pay the customer instead; see the example `feed_in_signup`.
        if plan.is_feed_in() {
            continue;
        }
        let quote = client
            .plans()
            .quote(&plan.id, "10115", 2500)
            .meter_type(MeterType::Smart)
            .await?;
        println!(
            "{} costs {} {} a month",
            plan.slug, quote.amount, quote.currency
        );
        for component in &quote.components {
            println!("  {} {}", component.group, component.amount);
        }
    }

    // List the active subscriptions, from all pages.
    let mut subscriptions = client.subscriptions().list().items();
    while let Some(subscription) = subscriptions.next().await {
        let subscription = subscription?;
        if subscription.status == SubscriptionStatus::Active {
            println!("{} is {}", subscription.id, subscription.status);
        }
    }
    Ok(())
}
