// The operations that every version has.

use std::collections::BTreeSet;

use nomos_client_runtime::FileLink;
use nomos_tests::{connect, sandbox::Sandbox};

use super::{
    TOPICS,
    api::{
        API_VERSION, Client,
        types::{
            CodeChallengeMethod, Customer, Event, FlowType, InsertMagicLink, MeterType,
            PaymentMethodType, PriceComponentType, QuantityUnit, QuoteSubgroup, SubscriptionStatus,
            TokenType,
        },
    },
    bodies, list,
};
use crate::{date, decimal, time};

const FILE: &str =
    "https://files.example.com/signed/document.pdf?X-Signature=0a1b2c3d&X-Expires=300";

pub async fn full(client: &Client) {
    full_plans(client).await;
    full_leads(client).await;
    full_subscriptions(client).await;
    full_customers(client).await;
    full_oauth(client).await;

    let Event::SubscriptionCreated(event) = client.events().get("evt_1").await.unwrap() else {
        panic!("unexpected first topic")
    };
    assert!(event.context.lead.unwrap().as_str().starts_with("lead_"));

    let body = bodies::load_forecast();
    let receipt = client.load_forecasts().create(body).await.unwrap();
    assert_eq!(receipt.total, decimal("1"));
}

pub async fn minimal(client: &Client) {
    minimal_plans(client).await;
    minimal_leads(client).await;
    minimal_subscriptions(client).await;
    minimal_customers(client).await;
    minimal_oauth(client).await;

    let Event::SubscriptionCreated(event) = client.events().get("evt_1").await.unwrap() else {
        panic!("unexpected first topic")
    };
    assert_eq!(event.context.lead, None);

    let body = bodies::load_forecast();
    let receipt = client.load_forecasts().create(body).await.unwrap();
    assert_eq!(receipt.start, time("2026-03-14T12:00:00Z"));
}

async fn full_plans(client: &Client) {
    let plan = client.plans().get("pln_1").await.unwrap();
    assert_eq!(plan.id.as_str(), "pln_bn1sny3aczwq5jkz8xcf4klf");
    assert_eq!(plan.price, decimal("10.99"));
    assert_eq!(list(client.plans().list()).await.unwrap().items, [plan]);

    let quote = client
        .plans()
        .quote("pln_1", "10115", decimal("2500.5"))
        .meter_type(MeterType::Smart)
        .enwg_14a_module_1(true);
    let quote = quote.await.unwrap();
    assert_eq!(quote.quoted_at, time("2024-10-30T16:04:06.122Z"));
    assert_eq!(quote.discount.unwrap().duration_in_months, Some(10));
    let [base, variable] = &quote.components[..] else {
        panic!("not the example")
    };
    assert_eq!(base.subcomponents[2].amount, decimal("-11.21"));
    assert_eq!(base.subcomponents[2].subgroup, QuoteSubgroup::Grid);
    assert_eq!(variable.unit_amount, decimal("0.27042"));
    assert_eq!(variable.quantity_unit, QuantityUnit::Kwh);
}

async fn minimal_plans(client: &Client) {
    let plan = client.plans().get("pln_1").await.unwrap();
    assert_eq!(client.plans().list().await.unwrap().items, [plan]);
    let quote = client.plans().quote("pln_1", "10115", 2500).await.unwrap();
    assert_eq!(quote.amount, decimal("71.9"));
    assert_eq!(quote.discount, None);
}

async fn full_leads(client: &Client) {
    let body = bodies::full_lead(bodies::lead_person());
    let lead = client.leads().create(body).await.unwrap();
    assert_eq!(lead.created_by.as_deref(), Some("john.doe@example.com"));
    assert_eq!(lead.metadata.as_ref().unwrap()["utm_source"], "google");
    assert_eq!(lead.last_visited_at, Some(time("2024-03-14T12:00:00Z")));
    assert_eq!(list(client.leads().list()).await.unwrap().items, [lead]);

    let body = bodies::full_lead(bodies::lead_company());
    let lead = client.leads().create(body).await.unwrap();
    assert_eq!(client.leads().get(&lead.id).await.unwrap(), lead);
}

async fn minimal_leads(client: &Client) {
    let lead = client.leads().create(bodies::lead()).await.unwrap();
    assert_eq!(lead.id.as_str(), "lead_a8n8ol7yd4h0wohx824f0bui");
    assert_eq!(
        (&lead.subscription, lead.subscribed_at, &lead.metadata),
        (&None, None, &None)
    );
    assert_eq!(client.leads().get(&lead.id).await.unwrap(), lead);
    assert_eq!(client.leads().list().await.unwrap().items, [lead]);
}

async fn full_subscriptions(client: &Client) {
    let subscriptions = client.subscriptions();
    let body = bodies::full_subscription(bodies::person());
    let created = subscriptions.create(body).await.unwrap();
    assert_eq!(created.number.as_deref(), Some("4X44EMKX"));
    assert_eq!(
        created.supplier.as_ref().unwrap().as_str(),
        "mp_a0x6jm5h92wde6s5dnuvha4c"
    );
    let body = bodies::full_subscription(bodies::company());
    assert_eq!(subscriptions.create(body).await.unwrap(), created);
    assert_eq!(list(subscriptions.list()).await.unwrap().items, [created]);

    let subscription = subscriptions.get("sub_1").await.unwrap();
    assert_eq!(subscription.status, SubscriptionStatus::Active);
    assert_eq!(subscription.customer.r#type().as_str(), "person");
    assert_eq!(subscription.meter.malo.as_deref(), Some("50491310272"));
    assert_eq!(subscription.supplier.unwrap().name, "Sample Energy GmbH");
    assert_eq!(
        subscription.payment_method.r#type,
        PaymentMethodType::SepaDebit
    );
    assert_eq!(
        subscription.payment_method.sepa_debit.iban,
        "DE************6485"
    );
    assert_eq!(subscription.end_at, Some(time("2024-03-14T12:00:00Z")));

    let (start, end) = (date("2026-02-01"), date("2026-02-02"));
    let price = subscriptions.prices("sub_1", start, end).await.unwrap();
    assert_eq!(price.period.start, date("2025-04-01"));
    let item = &price.items.unwrap()[1];
    assert_eq!(item.timestamp, time("2024-01-31T01:00:00Z"));
    assert_eq!(item.amount, Some(decimal("22.15")));
    assert_eq!(item.components[2].r#type, PriceComponentType::Levies);

    let FileLink { url, .. } = client.invoices().file("inv_1").await.unwrap();
    assert_eq!(url, FILE);
}

async fn minimal_subscriptions(client: &Client) {
    let subscriptions = client.subscriptions();
    let body = bodies::subscription(bodies::person());
    let created = subscriptions.create(body).await.unwrap();
    assert_eq!((&created.supplier, created.end_at), (&None, None));
    let body = bodies::subscription(bodies::company());
    assert_eq!(subscriptions.create(body).await.unwrap(), created);
    assert_eq!(subscriptions.list().await.unwrap().items, [created]);

    let subscription = subscriptions.get("sub_1").await.unwrap();
    assert_eq!(subscription.customer.vat_id(), None);
    assert_eq!(
        (subscription.supplier, subscription.meter.melo),
        (None, None)
    );
    assert_eq!((subscription.number, subscription.metadata), (None, None));

    let day = date("2026-02-01");
    let price = subscriptions.prices("sub_1", day, day).await.unwrap();
    assert_eq!(price.items, None);

    assert_eq!(client.invoices().file("inv_1").await.unwrap().url, FILE);
}

async fn full_customers(client: &Client) {
    let customers = list(client.customers().list()).await.unwrap();
    let [Customer::Person(person), Customer::Company(company)] = &customers.items[..] else {
        panic!("not one of each kind")
    };
    assert_eq!(person.vat_id.as_deref(), Some("DE123456789"));
    assert_eq!(company.company_name, "Example GmbH");
    assert_eq!(company.created_at, time("2024-03-14T12:00:00Z"));
    let customer = client.customers().get(&person.id).await.unwrap();
    assert_eq!(customer, customers.items[0]);
}

async fn minimal_customers(client: &Client) {
    let customer = client.customers().get("cus_1").await.unwrap();
    assert_eq!(customer.email(), Some("john.doe@example.com"));
    assert_eq!(customer.vat_id(), None);
    assert_eq!(client.customers().list().await.unwrap().items, [customer]);
}

async fn full_oauth(client: &Client) {
    let call = client.oauth().token(bodies::full_token());
    let token = call.with_basic_auth("client_1", "s3cret").await.unwrap();
    assert_eq!(token.expires_in, 3600);
    assert!(token.access_token.starts_with("eyJ"));

    let login = client
        .oauth()
        .authorize("client_1", "https://app.example/back?tab=1")
        .scope("read:*")
        .state("a&b=c")
        .code_challenge("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM")
        .code_challenge_method(CodeChallengeMethod::S256)
        .flow_type(FlowType::Signup);
    let FileLink { url, .. } = login.await.unwrap();
    assert_eq!(
        url,
        "https://app.example/back?tab=1&code=sandbox-code&state=a%26b%3Dc"
    );

    let link = client
        .admin()
        .magic_link(InsertMagicLink::new("cus_1"))
        .await
        .unwrap();
    assert!(
        link.link
            .starts_with("https://nomos.customerportal.energy/")
    );
}

async fn minimal_oauth(client: &Client) {
    let call = client.oauth().token(bodies::token());
    let token = call.with_basic_auth("client_1", "s3cret").await.unwrap();
    assert_eq!(token.token_type, TokenType::Bearer);

    let login = client.oauth().authorize("client_1", "https://app.example");
    assert_eq!(
        login.await.unwrap().url,
        "https://app.example/?code=sandbox-code"
    );

    let link = client
        .admin()
        .magic_link(InsertMagicLink::new("cus_1"))
        .await
        .unwrap();
    assert!(link.link.contains("token_hash="));
}

#[tokio::test]
async fn every_topic_of_events_is_known() {
    let sandbox = Sandbox::start(API_VERSION).await;
    let client = connect(Client::builder(), &sandbox);
    let mut topics = BTreeSet::new();
    for _ in 0..TOPICS {
        let event = client.events().get("evt_1").await.unwrap();
        assert!(!matches!(event, Event::Unknown(_)), "{}", event.topic());
        assert_eq!(event.timestamp(), Some(time("2024-03-14T12:00:00Z")));
        topics.insert(event.topic().to_string());
    }
    assert_eq!(topics.len(), TOPICS);
}
