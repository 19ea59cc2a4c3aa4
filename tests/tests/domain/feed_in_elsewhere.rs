//! Versions without feed-in.
//!
//! Every version with no feed_in.rs, GET /plans/{id}/quote, POST /leads, POST /subscriptions, GET
//! /subscriptions/{id}/prices.

use super::api::{
    API_VERSION, Client, Date, Error,
    types::{
        InsertAddress, InsertLead, InsertMeter, InsertPaymentMethod, InsertPersonCustomer,
        InsertSubscription, MeterType, SepaDebit,
    },
};
use crate::start;
use nomos_tests::sandbox::ids;

#[tokio::test]
async fn the_rejection_of_a_feed_in_plan_names_the_version_that_supports_it() {
    let (_sandbox, client) = start(API_VERSION, Client::builder()).await;
    let needs = |error: Error| {
        assert!(error.is_bad_request(), "{error}");
        assert!(
            error
                .to_string()
                .contains("requires API version 2026-05-27.curie"),
            "{error}"
        );
        assert_eq!(error.needs_version(), Some("2026-05-27.curie"));
    };
    let quote = client.plans().quote(ids::PLAN_FEED_IN, "10115", 8000);
    needs(quote.await.unwrap_err());
    let lead = InsertLead::of(ids::PLAN_FEED_IN, "10115", 8000);
    needs(client.leads().create(lead).await.unwrap_err());
    let signup = InsertSubscription::new(
        ids::PLAN_FEED_IN,
        InsertPersonCustomer::new("Ada", "Lovelace", "grace@example.com"),
        InsertAddress::new("Torstraße", "119", "10115", "Berlin"),
        InsertMeter::new("1APA0195124010", MeterType::Smart, 8000),
        InsertPaymentMethod::new(SepaDebit::new("DE68500105178297336485", "Ada Lovelace")),
        true,
    );
    needs(client.subscriptions().create(signup).await.unwrap_err());
    let day = Date::constant(2026, 6, 1);
    let prices = client.subscriptions().prices(ids::FEED_IN, day, day);
    needs(prices.await.unwrap_err());
    // Other rejections name no version.
    let quote = client.plans().quote(ids::PLAN, "10115", 1);
    assert_eq!(quote.await.unwrap_err().needs_version(), None);
}
