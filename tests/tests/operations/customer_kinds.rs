//! Customers, who are persons or companies.
//!
//! Every version with POST /leads, GET /customers.

use nomos_tests::{connect, sandbox::Sandbox};
use serde_json::{Value, json};
use std::collections::BTreeSet;

use super::api::{
    API_VERSION, Client,
    types::{
        Customer, InsertLead, InsertLeadAddress, InsertLeadCompany, InsertLeadCustomer,
        InsertLeadMeter, InsertLeadPerson,
    },
};
use crate::last_body;

async fn sent(customer: impl Into<InsertLeadCustomer>) -> Value {
    let sandbox = Sandbox::start(API_VERSION).await;
    let client = connect(Client::builder(), &sandbox);
    let address = InsertLeadAddress::new("10115");
    let lead = InsertLead::new("pln_1", address, InsertLeadMeter::new(2500));
    client
        .leads()
        .create(lead.customer(customer))
        .await
        .unwrap();
    assert_eq!(sandbox.violations(), []);
    last_body(&sandbox)["customer"].clone()
}

#[tokio::test]
async fn a_lead_says_whether_it_is_a_person_or_a_company() {
    let person = InsertLeadPerson::new().first_name("Ada");
    let expected = json!({ "type": "person", "first_name": "Ada" });
    assert_eq!(sent(person).await, expected);
    let company = InsertLeadCompany::new().company_name("Compiler GmbH");
    let expected = json!({ "type": "company", "company_name": "Compiler GmbH" });
    assert_eq!(sent(company).await, expected);
}

#[tokio::test]
async fn a_list_holds_both_kinds() {
    let sandbox = Sandbox::start(API_VERSION).await;
    let client = connect(Client::builder(), &sandbox);
    let customers = client.customers().list().await.unwrap();
    // The order is that of the document.
    let kinds = customers.items.iter().map(|customer| match customer {
        Customer::Person(_) => "person",
        Customer::Company(_) => "company",
        _ => "other",
    });
    assert_eq!(
        BTreeSet::from_iter(kinds),
        BTreeSet::from(["company", "person"])
    );
}
