//! Responses that are newer than the crate or incomplete are still read.

use nomos_curie::{
    API_VERSION, Client, Decimal, Error,
    types::{Customer, Event, Invoice, MeterOrderStatus, PlanType},
};
use nomos_tests::{
    connect,
    sandbox::{Response, Sandbox},
};
use serde_json::{Value, json};

/// A client whose next call receives this body.
async fn answered(body: impl Into<String>) -> (Sandbox, Client) {
    let sandbox = Sandbox::start(API_VERSION).await;
    sandbox.respond_next(Response {
        body: body.into().into_bytes(),
        ..Response::new(200)
    });
    let client = connect(Client::builder(), &sandbox);
    (sandbox, client)
}

async fn customer(body: Value) -> Result<Customer, Error> {
    let (_sandbox, client) = answered(body.to_string()).await;
    client.customers().get("cus_1").await
}

fn person() -> Value {
    json!({
        "id": "cus_1",
        "first_name": "Ada",
        "last_name": "Lovelace",
        "email": "ada@example.com",
        "created_at": "2026-01-01T00:00:00Z",
    })
}

fn plan(price: &str) -> String {
    format!(
        r#"{{"id":"pln_1","name":"n","slug":"s","description":"d","price":{price},"currency":"EUR",
            "created_at":"2026-01-01T00:00:00Z","type":"consumption"}}"#
    )
}

fn meter_order() -> Value {
    json!({
        "id": "prdo_1",
        "subscription": "sub_1",
        "customer": "cus_1",
        "provider": "inexogy",
        "status": "lost",
        "created_at": "2026-01-01T00:00:00Z",
    })
}

#[tokio::test]
async fn an_unknown_value_of_an_enum_is_kept() {
    let (_sandbox, client) = answered(meter_order().to_string()).await;
    let order = client.meter_orders().get("prdo_1").await.unwrap();
    assert_eq!(order.status, MeterOrderStatus::from("lost"));
    assert!(matches!(&order.status, MeterOrderStatus::Unknown(value) if value.as_str() == "lost"));
    assert!(!order.status.is_known());
    assert_eq!(serde_json::to_value(&order).unwrap()["status"], "lost");
}

#[tokio::test]
async fn nullable_fields_may_be_absent_or_null() {
    let mut with_null = meter_order();
    with_null["installed_at"] = Value::Null;
    for body in [meter_order(), with_null] {
        let (_sandbox, client) = answered(body.to_string()).await;
        let order = client.meter_orders().get("prdo_1").await.unwrap();
        assert_eq!((order.installed_at, order.blocked_reason), (None, None));
    }
}

#[tokio::test]
async fn optional_fields_may_be_null() {
    let mut body = person();
    body["vat_id"] = Value::Null;
    assert_eq!(customer(body).await.unwrap().vat_id(), None);
}

#[tokio::test]
async fn unknown_fields_are_ignored() {
    let mut body = person();
    body["shoe_size"] = json!({ "eu": 42 });
    assert_eq!(
        customer(body).await.unwrap(),
        customer(person()).await.unwrap()
    );
}

#[tokio::test]
async fn a_customer_without_a_type_is_a_person() {
    let customer = customer(person()).await.unwrap();
    let Customer::Person(person) = &customer else {
        panic!("{customer:?}")
    };
    assert_eq!(person.first_name, "Ada");
    assert_eq!(serde_json::to_value(&customer).unwrap()["type"], "person");
}

#[tokio::test]
async fn a_company_keeps_its_name() {
    let mut body = person();
    body["company_name"] = json!("Compiler GmbH");
    body["type"] = json!("company");
    let customer = customer(body.clone()).await.unwrap();
    let Customer::Company(company) = &customer else {
        panic!("{customer:?}")
    };
    assert_eq!(company.company_name, "Compiler GmbH");
    assert_eq!(serde_json::to_value(&customer).unwrap(), body);
}

#[tokio::test]
async fn an_unknown_kind_of_customer_keeps_its_json() {
    let body = json!({ "type": "cooperative", "members": [{ "name": "Ada" }] });
    let customer = customer(body.clone()).await.unwrap();
    let Customer::Unknown(unknown) = &customer else {
        panic!("{customer:?}")
    };
    assert_eq!((unknown.tag(), unknown.value()), ("cooperative", &body));
    assert_eq!(
        (customer.r#type(), customer.id()),
        ("cooperative".into(), None)
    );
    assert_eq!(serde_json::to_value(&customer).unwrap(), body);
}

#[tokio::test]
async fn an_unknown_kind_of_invoice_keeps_its_json() {
    let body = json!({ "type": "credit", "total": -1.5 });
    let (_sandbox, client) = answered(body.to_string()).await;
    let invoice = client.invoices().get("inv_1").await.unwrap();
    assert!(matches!(invoice, Invoice::Unknown(_)));
    assert_eq!((invoice.r#type(), invoice.total()), ("credit".into(), None));
    assert_eq!(serde_json::to_value(&invoice).unwrap(), body);
}

#[tokio::test]
async fn an_unknown_topic_of_an_event_keeps_its_json() {
    let body = json!({ "topic": "meter.exploded", "context": { "meter": "mtr_1" } });
    let (_sandbox, client) = answered(body.to_string()).await;
    let event = client.events().get("evt_1").await.unwrap();
    let Event::Unknown(unknown) = &event else {
        panic!("{event:?}")
    };
    assert_eq!(unknown.tag(), "meter.exploded");
    assert_eq!(unknown.value()["context"]["meter"], "mtr_1");
}

#[tokio::test]
async fn one_item_of_an_unknown_kind_does_not_break_a_list() {
    let body = json!({ "items": [person(), { "type": "cooperative" }, person()] });
    let (_sandbox, client) = answered(body.to_string()).await;
    let kinds = client.customers().list().await.unwrap();
    let kinds: Vec<_> = kinds.items.iter().map(Customer::r#type).collect();
    assert_eq!(kinds, ["person", "cooperative", "person"].map(Into::into));
}

#[tokio::test]
async fn an_empty_object_is_an_error_and_not_an_empty_lead() {
    let (_sandbox, client) = answered("{}").await;
    let error = client.leads().get("lead_1").await.unwrap_err();
    assert!(error.is_decode());
    assert_eq!(error.path(), Some(""));
    assert!(error.to_string().contains("missing field `id`"), "{error}");
}

#[tokio::test]
async fn an_error_names_its_location_in_a_list() {
    let mut wrong = person();
    wrong["created_at"] = json!(4711);
    let body = json!({ "items": [person(), wrong] });
    let (_sandbox, client) = answered(body.to_string()).await;
    let error = client.customers().list().await.unwrap_err();
    assert_eq!(error.path(), Some("items[1].created_at"));
}

#[tokio::test]
async fn decimals_are_exact() {
    for (sent, read) in [
        ("0.1", "0.1"),
        ("27.042", "27.042"),
        ("1e-7", "0.0000001"),
        ("12345678901234567.89", "12345678901234567.89"),
    ] {
        let (_sandbox, client) = answered(plan(sent)).await;
        let plan = client.plans().get("pln_1").await.unwrap();
        assert_eq!(plan.price, read.parse::<Decimal>().unwrap());
        let written = serde_json::to_string(&plan).unwrap();
        assert!(
            written.contains(&format!(r#""price":{read},"#)),
            "{written}"
        );
    }
}

#[tokio::test]
async fn the_type_of_plans_and_subscriptions_may_be_named_direction() {
    let body = plan("1").replace(r#""type":"consumption""#, r#""direction":"feed_in""#);
    let (_sandbox, client) = answered(body).await;
    let plan = client.plans().get("pln_1").await.unwrap();
    assert_eq!(plan.r#type, PlanType::FeedIn);

    // A response with both names is not an error.
    let both = r#""type":"consumption","direction":"consumption""#;
    let body = self::plan("1").replace(r#""type":"consumption""#, both);
    let (_sandbox, client) = answered(body).await;
    let plan = client.plans().get("pln_1").await.unwrap();
    assert_eq!(plan.r#type, PlanType::Consumption);

    let subscription = json!({
        "id": "sub_1",
        "plan": "pln_1",
        "customer": "cus_1",
        "address": "adr_1",
        "meter": "mtr_1",
        "payment_method": "pm_1",
        "status": "active",
        "estimated_usage": 2500,
        "created_at": "2026-01-01T00:00:00Z",
        "updated_at": "2026-01-01T00:00:00Z",
        "direction": "feed_in",
        "billing_address": "adr_1",
    });
    let (_sandbox, client) = answered(json!({ "items": [subscription] }).to_string()).await;
    let subscriptions = client.subscriptions().list().await.unwrap();
    assert_eq!(subscriptions.items[0].r#type, PlanType::FeedIn);
}

#[tokio::test]
async fn a_page_may_have_only_items() {
    let (_sandbox, client) = answered(r#"{"items":[]}"#).await;
    let page = client.plans().list().await.unwrap();
    assert_eq!(
        (page.items.len(), page.next_page, page.has_more),
        (0, None, false)
    );
}

#[tokio::test]
async fn a_page_has_the_cursor_of_the_next() {
    let (sandbox, client) = answered(r#"{"items":[],"next_page":"a+b/c=","has_more":true}"#).await;
    let page = client.plans().list().await.unwrap();
    assert!(page.has_more);
    let next = client.plans().list().cursor(page.next_page.unwrap());
    assert_eq!(next.await.unwrap().items.len(), 1);
    assert_eq!(sandbox.violations(), []);
    let cursor = ("cursor".to_owned(), "a+b/c=".to_owned());
    assert_eq!(sandbox.requests()[1].query, [cursor]);
}

#[tokio::test]
async fn a_list_of_chucky_may_report_more_items() {
    let sandbox = Sandbox::start(nomos_chucky::API_VERSION).await;
    let client = connect(nomos_chucky::Client::builder(), &sandbox);
    for (body, has_more) in [
        (json!({ "object": "list", "items": [] }), false),
        (
            json!({ "items": [], "has_more": true, "next_page": "abc" }),
            true,
        ),
    ] {
        sandbox.respond_next(Response::json(200, &body));
        let list = client.leads().list().await.unwrap();
        assert_eq!((list.items.len(), list.has_more), (0, has_more));
    }
}
