//! Numbers of requests are written as they are.
//!
//! The newest version with POST /subscriptions.

use nomos_tests::{connect, sandbox::Sandbox};

use super::api::{
    API_VERSION, Client, Decimal,
    types::{
        InsertAddress, InsertMeter, InsertPaymentMethod, InsertPersonCustomer, InsertSubscription,
        MeterType, SepaDebit,
    },
};

#[tokio::test]
async fn decimals_are_sent_as_numbers_without_rounding() {
    let sandbox = Sandbox::start(API_VERSION).await;
    let client = connect(Client::builder(), &sandbox);
    let body = InsertSubscription::new(
        "pln_1",
        InsertPersonCustomer::new("Ada", "Lovelace", "ada@example.com"),
        InsertAddress::new("Torstraße", "119a", "10115", "Berlin"),
        InsertMeter::new("1APA0195124010", MeterType::Smart, Decimal::new(25005, 1)),
        InsertPaymentMethod::new(SepaDebit::new("DE68500105178297336485", "Ada Lovelace")),
        false,
    );
    client.subscriptions().create(body).await.unwrap();
    let sent = String::from_utf8(sandbox.requests().remove(0).body).unwrap();
    assert!(sent.contains(r#""estimated_usage":2500.5}"#), "{sent}");
}
