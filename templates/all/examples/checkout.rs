//! A checkout: from a quote to a subscription.
//!
//! ```sh
//! cargo xtask sandbox --version api-codename --port 8484 # in another terminal
//! NOMOS_BASE_URL=http://127.0.0.1:8484 NOMOS_CLIENT_ID=any NOMOS_CLIENT_SECRET=any \
//!     cargo run -p api-client --example checkout
//! ```

use api_client::{
    Client,
    types::{
        InsertAddress, InsertMeter, InsertPaymentMethod, InsertPersonCustomer, InsertSubscription,
        MeterType, SepaDebit,
    },
};
use std::time::{SystemTime, UNIX_EPOCH};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::from_env()?;
    let plan = client.plans().list().items().next().await;
    let plan = plan.ok_or("there is no plan")??;

    // The quote to show to the customer. Two people use about 2,500 kWh a year.
    let quote = client.plans().quote(&plan.id, "10115", 2500).await?;
    println!("{}: {} {} a month", plan.name, quote.amount, quote.currency);

    // E-mail addresses are unique across all customers.
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis();
    let customer = InsertPersonCustomer::new("Ada", "Lovelace", format!("ada.{now}@example.com"));
    let address = InsertAddress::new("Torstraße", "119", "10115", "Berlin");
    let meter = InsertMeter::new("1APA0195124010", MeterType::Analog, 2500);
    let account = SepaDebit::new("DE68500105178297336485", "Ada Lovelace");
    // A customer who moves in has no previous supplier and wants supply as soon as possible.
    let signup = InsertSubscription::new(
        &plan.id,
        customer,
        address,
        meter,
        InsertPaymentMethod::new(account),
        true,
    );
    match client.subscriptions().create(signup).await {
        Ok(subscription) => println!("{} is {}", subscription.id, subscription.status),
        Err(error) if error.is_conflict() => println!("this e-mail address is already in use"),
        // A sign-up is never retried. If the outcome is unknown, check the list of subscriptions.
        Err(error) => return Err(error.into()),
    }
    Ok(())
}
