//! Parameters that the overlay adds, because the guides describe them and the document does not.
//!
//! The newest version with GET /plans/{id}/quote?customer_type, GET /plans/{id}/quote?vat_id.

use nomos_tests::{
    connect,
    sandbox::{Place, Sandbox},
};

use super::api::{API_VERSION, Client, types::CustomerType};

#[tokio::test]
async fn a_quote_has_two_parameters_missing_in_the_document() {
    let sandbox = Sandbox::start(API_VERSION).await;
    let client = connect(Client::builder(), &sandbox);
    let quote = client.plans().quote("pln_1", "10115", 2500);
    let quote = quote
        .customer_type(CustomerType::Company)
        .vat_id("DE123456789");
    // The sandbox refuses them, until the document has them.
    let _ = quote.await;
    let violations = sandbox.violations();
    assert!(violations.iter().all(|it| it.place == Place::Query));
    let sent = &sandbox.requests()[0].query;
    let sent: Vec<_> = sent
        .iter()
        .map(|(name, value)| (&**name, &**value))
        .collect();
    assert!(sent.contains(&("customer_type", "company")), "{sent:?}");
    assert!(sent.contains(&("vat_id", "DE123456789")), "{sent:?}");
}
