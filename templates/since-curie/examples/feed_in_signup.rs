//! Selling solar power: from a feed-in plan to a subscription.
//!
//! ```sh
//! cargo xtask sandbox --version api-codename --port 8484 # in another terminal
//! NOMOS_BASE_URL=http://127.0.0.1:8484 NOMOS_CLIENT_ID=any NOMOS_CLIENT_SECRET=any \
//!     cargo run -p api-client --example feed_in_signup
//! ```

use api_client::{
    Client, Timestamp,
    feed_in::{FeedInMeter, FeedInSignup, TaxStatus},
    german::FirstOfMonth,
    types::{InsertAddress, InsertPaymentMethod, InsertPersonCustomer, SepaDebit},
};
use std::time::{SystemTime, UNIX_EPOCH};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::from_env()?;
    let plans = client.plans().feed_in().await?;
    let plan = plans.first().ok_or("there is no feed-in plan")?;

    // A small business gets its payout without VAT.
    let quote = client
        .plans()
        .quote_feed_in(&plan.id, "10115", 8000, TaxStatus::SmallBusiness)
        .await?;
    println!(
        "{}: about {} {} a month",
        plan.name, quote.amount, quote.currency
    );

    let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis();
    let customer = InsertPersonCustomer::new("Ada", "Lovelace", format!("ada.{now}@example.com"));
    let address = InsertAddress::new("Torstraße", "119", "10115", "Berlin");
    let account = SepaDebit::new("DE68500105178297336485", "Ada Lovelace");
    // Feed-in starts on the first of a month, at least one month from today.
    let start = FirstOfMonth::earliest(Timestamp::now(), 1);
    let signup = FeedInSignup::new(
        &plan.id,
        customer,
        address,
        FeedInMeter::new("1APA0195124010", 8000),
        InsertPaymentMethod::new(account),
        start,
    );
    match client.subscriptions().create_feed_in(signup).await {
        Ok(subscription) => println!(
            "{} is {} and starts on {}",
            subscription.id,
            subscription.status,
            start.date()
        ),
        Err(error) => match error.broken_rule() {
            Some(broken) => println!("not sent: {}: {}", broken.field, broken.rule),
            None => return Err(error.into()),
        },
    }
    Ok(())
}
