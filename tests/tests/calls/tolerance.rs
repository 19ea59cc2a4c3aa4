//! Responses that are newer than the crate or incomplete are still read.
//!
//! The newest version with GET /customers, GET /customers/{id}.

use serde_json::{Value, json};

use super::api::{API_VERSION, Client, Error, types::Customer};
use crate::answered;

async fn customer(body: Value) -> Result<Customer, Error> {
    let (_sandbox, client) = answered(API_VERSION, Client::builder(), body.to_string()).await;
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
async fn one_item_of_an_unknown_kind_does_not_break_a_list() {
    let body = json!({ "items": [person(), { "type": "cooperative" }, person()] });
    let (_sandbox, client) = answered(API_VERSION, Client::builder(), body.to_string()).await;
    let kinds = client.customers().list().await.unwrap();
    let kinds: Vec<_> = kinds.items.iter().map(Customer::r#type).collect();
    assert_eq!(kinds, ["person", "cooperative", "person"].map(Into::into));
}

#[tokio::test]
async fn an_error_names_its_location_in_a_list() {
    let mut wrong = person();
    wrong["created_at"] = json!(4711);
    let body = json!({ "items": [person(), wrong] });
    let (_sandbox, client) = answered(API_VERSION, Client::builder(), body.to_string()).await;
    let error = client.customers().list().await.unwrap_err();
    assert_eq!(error.path(), Some("items[1].created_at"));
}
