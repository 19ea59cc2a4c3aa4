//! An integrator's first program: what would a plan cost, and who is supplied?

use nomos_curie::{
    Client,
    filters::subscription,
    types::{MeterType, SubscriptionStatus},
};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    // NOMOS_CLIENT_ID and NOMOS_CLIENT_SECRET; NOMOS_BASE_URL for another host than production.
    let client = Client::from_env()?;

    // What would 2,500 kWh a year cost in 10115 Berlin?
    for plan in client.plans().list().limit(5).await?.items {
        // Plans for feed-in pay instead; the example `feed_in_signup` is about them.
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

    // Who is being supplied? A field or operator that the list does not have would not compile.
    let active = subscription::STATUS.eq(SubscriptionStatus::Active);
    let mut subscriptions = client.subscriptions().list().filter(active).items();
    while let Some(subscription) = subscriptions.next().await {
        let subscription = subscription?;
        println!("{} is {}", subscription.id, subscription.status);
    }
    Ok(())
}
