//! An integrator's first program: what would a plan cost, and who is supplied?

use nomos_curie::{
    Client,
    filters::subscription,
    types::{MeterType, SubscriptionStatus},
};
use std::env;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder()
        .base_url(&env::var("NOMOS_BASE_URL")?)
        .token(env::var("NOMOS_TOKEN")?)
        .build()?;

    // What would 2,500 kWh a year cost in 10115 Berlin?
    for plan in client.plans().list().limit(5).await?.items {
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
    let page = client
        .subscriptions()
        .list()
        .filter(active)
        .limit(100)
        .await?;
    for subscription in &page.items {
        println!("{} is {}", subscription.id, subscription.status);
    }
    if let Some(cursor) = page.next_page {
        println!("more with .cursor({cursor:?})");
    }
    Ok(())
}
