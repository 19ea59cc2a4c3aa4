// The request bodies of curie's calls that do more than set a field.

use std::collections::BTreeMap;

use nomos_curie::{
    API_VERSION, Client, Patch,
    types::{
        CustomerType, InsertLeadCustomer, MoveOutTermination, OrdinaryTermination,
        TerminateSubscription, UpdateSubscription,
    },
};
use nomos_tests::{
    connect,
    sandbox::{Place, Sandbox},
};
use serde_json::{Value, json};

use super::{bodies, personal_data::assert_private, since_curie};
use crate::{last_body, metadata, time};

async fn updated(body: UpdateSubscription) -> Value {
    let sandbox = Sandbox::start(API_VERSION).await;
    let client = connect(Client::builder(), &sandbox);
    client.subscriptions().update("sub_1", body).await.unwrap();
    assert_eq!(sandbox.violations(), []);
    last_body(&sandbox)
}

#[tokio::test]
async fn an_update_sends_only_changed_fields() {
    assert_eq!(updated(UpdateSubscription::new()).await, json!({}));
}

#[tokio::test]
async fn metadata_can_be_cleared() {
    let body = UpdateSubscription::new().metadata(Patch::Null);
    assert_eq!(updated(body).await, json!({ "metadata": null }));
}

#[tokio::test]
async fn metadata_can_be_changed_key_by_key() {
    let mut changes = metadata();
    changes.insert("removed".to_owned(), Value::Null);
    let body = UpdateSubscription::new().metadata(changes);
    let sent = json!({ "metadata": { "user_id": "1234567890", "removed": null } });
    assert_eq!(updated(body).await, sent);
    let body = UpdateSubscription::new().metadata(BTreeMap::new());
    assert_eq!(updated(body).await, json!({ "metadata": {} }));
}

#[test]
fn changes_show_no_personal_data_in_debug() {
    assert_private(&since_curie::subscription_changes());
    assert_private(&since_curie::customer_changes());
}

async fn terminated(body: impl Into<TerminateSubscription>) -> Value {
    let sandbox = Sandbox::start(API_VERSION).await;
    let client = connect(Client::builder(), &sandbox);
    client
        .subscriptions()
        .terminate("sub_1", body)
        .await
        .unwrap();
    assert_eq!(sandbox.violations(), []);
    last_body(&sandbox)
}

#[tokio::test]
async fn a_termination_names_its_reason() {
    let end = time("2026-12-31T00:00:00+01:00");
    let sent = terminated(OrdinaryTermination::new().intended_end_at(end)).await;
    assert_eq!(
        sent,
        json!({ "reason": "ORDINARY", "intended_end_at": "2026-12-30T23:00:00Z" })
    );
    let sent = terminated(MoveOutTermination::new(end)).await;
    assert_eq!(
        sent,
        json!({ "reason": "MOVE_OUT", "intended_end_at": "2026-12-30T23:00:00Z" })
    );
    let sent = terminated(TerminateSubscription::Withdrawal).await;
    assert_eq!(sent, json!({ "reason": "WITHDRAWAL" }));
}

async fn lead_customer(customer: impl Into<InsertLeadCustomer>) -> Value {
    let sandbox = Sandbox::start(API_VERSION).await;
    let client = connect(Client::builder(), &sandbox);
    let body = bodies::lead().customer(customer);
    client.leads().create(body).await.unwrap();
    assert_eq!(sandbox.violations(), []);
    last_body(&sandbox)["customer"].clone()
}

#[tokio::test]
async fn a_lead_says_whether_it_is_a_person_or_a_company() {
    let person = json!({
        "type": "person",
        "first_name": "Ada",
        "last_name": "Lovelace",
        "email": "ada@example.com",
    });
    assert_eq!(lead_customer(bodies::lead_person()).await, person);
    let company = json!({
        "type": "company",
        "first_name": "Grace",
        "last_name": "Hopper",
        "company_name": "Compiler GmbH",
        "email": "grace@example.com",
    });
    assert_eq!(lead_customer(bodies::lead_company()).await, company);
}

#[tokio::test]
async fn decimals_are_sent_as_numbers_without_rounding() {
    let sandbox = Sandbox::start(API_VERSION).await;
    let client = connect(Client::builder(), &sandbox);
    let body = bodies::subscription(bodies::person());
    client.subscriptions().create(body).await.unwrap();
    let sent = sandbox.requests().remove(0).body;
    assert!(
        String::from_utf8(sent)
            .unwrap()
            .contains(r#""estimated_usage":2500.5}"#)
    );
}

/// The guides describe both parameters, but the document declares neither.
#[tokio::test]
async fn a_quote_has_two_parameters_missing_in_the_document() {
    let sandbox = Sandbox::start(API_VERSION).await;
    let client = connect(Client::builder(), &sandbox);
    let quote = client
        .plans()
        .quote("pln_1", "10115", 2500)
        .customer_type(CustomerType::Company)
        .vat_id("DE123456789");
    assert!(quote.await.unwrap_err().is_bad_request());
    let violations = sandbox.violations();
    assert!(
        violations
            .iter()
            .all(|violation| violation.place == Place::Query)
    );
    let messages: Vec<_> = violations
        .iter()
        .map(|violation| &*violation.message)
        .collect();
    assert_eq!(
        messages,
        [
            "`customer_type` is not a parameter of this operation",
            "`vat_id` is not a parameter of this operation",
        ]
    );
    let [.., customer_type, vat_id] = &sandbox.requests()[0].query[..] else {
        panic!("not all was sent")
    };
    assert_eq!(customer_type.1, "company");
    assert_eq!(vat_id.1, "DE123456789");
}
