//! Feed-in of solar power.
//!
//! Every version with feed_in.rs, GET /plans, GET /plans/{id}/quote, POST /subscriptions.

use super::api::{
    API_VERSION, Client, Date,
    feed_in::{FeedInCompany, FeedInCustomer, FeedInMeter, FeedInSignup, TaxStatus},
    german::{FirstOfMonth, Start},
    types::{
        InsertAddress, InsertPaymentMethod, InsertPersonCustomer, PlanType, SepaDebit,
        SubscriptionStatus,
    },
};
use crate::{body, query, start};
use nomos_tests::sandbox::{Sandbox, ids};
use serde_json::json;

async fn connect() -> (Sandbox, Client) {
    start(API_VERSION, Client::builder()).await
}

fn person() -> InsertPersonCustomer {
    InsertPersonCustomer::new("Ada", "Lovelace", "grace@example.com")
}

fn signup(
    customer: impl Into<FeedInCustomer>,
    feed_in: i64,
    start: impl Into<Start>,
) -> FeedInSignup {
    FeedInSignup::new(
        ids::PLAN_FEED_IN,
        customer,
        InsertAddress::new("Torstraße", "119", "10115", "Berlin"),
        FeedInMeter::new("1APA0195124010", feed_in),
        InsertPaymentMethod::new(SepaDebit::new("DE68500105178297336485", "Ada Lovelace")),
        start,
    )
}

fn first(year: i16, month: i8) -> FirstOfMonth {
    FirstOfMonth::new(year, month).unwrap()
}

#[tokio::test]
async fn plans_are_distinguished_by_direction() {
    let (_sandbox, client) = connect().await;
    let plans = client.plans().feed_in().await.unwrap();
    assert!(plans.iter().all(|plan| plan.r#type == PlanType::FeedIn));
    assert!(
        plans
            .iter()
            .any(|plan| plan.id.as_str() == ids::PLAN_FEED_IN)
    );
}

#[tokio::test]
async fn a_quote_respects_the_tax_status() {
    let (sandbox, client) = connect().await;
    let quote = |status| {
        client
            .plans()
            .quote_feed_in(ids::PLAN_FEED_IN, "10115", 8000, status)
    };
    let net = quote(TaxStatus::SmallBusiness).await.unwrap();
    let is_exempt = |value: &str| {
        let pair = ("is_tax_exempt".to_owned(), value.to_owned());
        query(&sandbox).contains(&pair)
    };
    assert!(is_exempt("true"));
    let gross = quote(TaxStatus::Regular).await.unwrap();
    assert!(is_exempt("false"));
    assert!(gross.amount > net.amount, "{} {}", gross.amount, net.amount);
}

#[tokio::test]
async fn a_person_signs_up() {
    let (sandbox, client) = connect().await;
    let signup = signup(person(), 8000, first(2026, 8));
    let subscription = client.subscriptions().create_feed_in(signup).await.unwrap();
    assert_eq!(subscription.status, SubscriptionStatus::Pending);
    assert_eq!(subscription.r#type, PlanType::FeedIn);
    let body = body(&sandbox);
    assert_eq!(body["meter"]["type"], "smart");
    assert_eq!(body["next_possible_start"], false);
    assert_eq!(body["intended_start_date"], "2026-08-01");
    for member in ["previous_supplier", "product_orders"] {
        assert_eq!(body.get(member), None);
    }
}

#[tokio::test]
async fn a_company_signs_up_with_its_vat_id() {
    let (sandbox, client) = connect().await;
    let company = FeedInCompany::new(
        "Ada",
        "Lovelace",
        "Sonne GmbH",
        "grace@example.com",
        "DE123456789",
    );
    let signup = signup(company, 8000, Start::NextPossible);
    client.subscriptions().create_feed_in(signup).await.unwrap();
    let body = body(&sandbox);
    assert_eq!(body["customer"]["type"], "company");
    assert_eq!(body["customer"]["vat_id"], "DE123456789");
    assert_eq!(body["next_possible_start"], json!(true));
    assert_eq!(body.get("intended_start_date"), None);
}

#[tokio::test]
async fn a_start_within_a_month_is_not_sent() {
    let (sandbox, client) = connect().await;
    // A month after 1 June is 1 July.
    let create = |start| {
        client
            .subscriptions()
            .create_feed_in(signup(person(), 8000, start))
    };
    let error = create(first(2026, 6)).await.unwrap_err();
    assert!(error.is_broken_rule());
    assert_eq!(error.broken_rule().unwrap().field, "intended_start_date");
    assert!(
        error.to_string().contains("at least one month from today"),
        "{error}"
    );
    assert_eq!(sandbox.requests().len(), 0);
    create(first(2026, 7)).await.unwrap();
}

#[tokio::test]
async fn too_little_energy_is_not_sent() {
    let (sandbox, client) = connect().await;
    let signup = signup(person(), 99, Start::NextPossible);
    let error = client
        .subscriptions()
        .create_feed_in(signup)
        .await
        .unwrap_err();
    assert_eq!(error.broken_rule().unwrap().field, "meter.estimated_usage");
    assert_eq!(sandbox.requests().len(), 0);
}

#[test]
fn only_the_first_of_a_month_is_a_start() {
    assert!(FirstOfMonth::try_from(Date::constant(2026, 8, 2)).is_err());
    assert!(FirstOfMonth::new(2026, 13).is_err());
}
