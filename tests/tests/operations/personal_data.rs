// `Debug` output ends up in logs, so it must not contain personal data or secrets.

use std::fmt::Debug;

use nomos_tests::{connect, sandbox::Sandbox};
use serde::Serialize;
use serde_json::Value;

use super::{
    api::{
        API_VERSION, Client,
        types::{Customer, InsertCustomer, InsertLeadCustomer, InsertMagicLink},
    },
    bodies,
};

#[test]
fn is_not_in_debug_of_requests() {
    assert_private(&bodies::full_subscription(bodies::person()));
    assert_private(&bodies::full_subscription(bodies::company()));
    assert_private(&InsertCustomer::from(bodies::person()));
    assert_private(&bodies::full_lead(bodies::lead_person()));
    assert_private(&bodies::full_lead(bodies::lead_company()));
    assert_private(&InsertLeadCustomer::from(bodies::lead_company()));
    assert_private(&bodies::full_token());
}

#[tokio::test]
async fn is_not_in_debug_of_responses() {
    let sandbox = Sandbox::start(API_VERSION).await;
    let client = connect(Client::builder(), &sandbox);
    assert_private(&client.subscriptions().get("sub_1").await.unwrap());
    assert_private(&client.subscriptions().list().await.unwrap());
    assert_private(&client.leads().list().await.unwrap());
    let call = client.oauth().token(bodies::token());
    assert_private(&call.with_basic_auth("client_1", "s3cret").await.unwrap());
    let body = InsertMagicLink::new("cus_1");
    assert_private(&client.admin().magic_link(body).await.unwrap());

    let customers = client.customers().list().await.unwrap();
    assert!(matches!(
        customers.items[..],
        [Customer::Person(_), Customer::Company(_)]
    ));
    assert_private(&customers);
}

#[tokio::test]
async fn is_not_in_debug_of_links_calls_and_clients() {
    let sandbox = Sandbox::start(API_VERSION).await;
    let client = connect(Client::builder(), &sandbox);
    let file = client.invoices().file("inv_1").await.unwrap();
    let call = client
        .oauth()
        .authorize("client_1", "https://app.example")
        .state("s3cret");
    let token = client
        .oauth()
        .token(bodies::full_token())
        .with_basic_auth("client_1", "s3cret");
    let shown = format!(
        "{file:?} {call:?} {token:?} {client:?} {:?}",
        client.oauth()
    );
    for secret in ["0a1b2c3d", "s3cret", "4/P7q7W91a"] {
        assert!(!shown.contains(secret), "{shown}");
    }
}

/// Fields that are personal or secret, whatever the overlay says.
const PRIVATE: [&str; 19] = [
    "account_holder",
    "access_token",
    "city",
    "code_verifier",
    "company_name",
    "created_by",
    "email",
    "first_name",
    "house_number",
    "iban",
    "last_name",
    "link",
    "malo",
    "melo",
    "refresh_token",
    "street",
    "user_id",
    "vat_id",
    "zip",
];

/// Fields that are personal or secret here, but not elsewhere.
const SECRETS: [&str; 2] = ["1APA0195124010", "4/P7q7W91a-oMsCeLvIaQm6bTrgtp7"];

/// Asserts that `Debug` does not contain the values of private JSON fields.
pub fn assert_private(value: &(impl Debug + Serialize)) {
    let mut secrets = Vec::new();
    private(&serde_json::to_value(value).unwrap(), &mut secrets);
    assert!(!secrets.is_empty(), "there is nothing to hide in {value:?}");
    let shown = format!("{value:?}");
    for secret in secrets {
        assert!(!shown.contains(&secret), "{secret} is in {shown}");
    }
}

fn private(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(object) => {
            for (name, value) in object {
                match value.as_str() {
                    Some(text) if PRIVATE.contains(&&**name) || SECRETS.contains(&text) => {
                        found.push(text.to_owned());
                    }
                    _ => private(value, found),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| private(item, found)),
        _ => {}
    }
}
