//! Several conditions on a list, and conditions that are never sent.
//!
//! The newest version with GET /invoices?filter[status], GET /invoices?filter[subscription], GET
//! /customers?filter[email], GET /customers?filter[type].

use nomos_tests::{connect, sandbox::Sandbox};

use super::api::{
    API_VERSION, Client,
    filters::{customer, invoice},
    types::{InvoiceStatus, SubscriptionId},
};

#[tokio::test]
async fn filters_combine_with_paging() {
    let sandbox = Sandbox::start(API_VERSION).await;
    let client = connect(Client::builder(), &sandbox);
    let list = client
        .invoices()
        .list()
        .filter(invoice::STATUS.eq(InvoiceStatus::Open))
        .filter(invoice::SUBSCRIPTION.eq(SubscriptionId::from("sub_1")))
        .limit(100);
    list.await.unwrap();
    assert_eq!(sandbox.violations(), []);
    let sent = sandbox.requests().remove(0).query;
    let keys: Vec<_> = sent.iter().map(|(key, _)| &**key).collect();
    assert_eq!(
        keys,
        ["filter[status][eq]", "filter[subscription][eq]", "limit"]
    );
}

#[tokio::test]
async fn invalid_filters_are_never_sent() {
    let sandbox = Sandbox::start(API_VERSION).await;
    let client = connect(Client::builder(), &sandbox);
    let customers = || client.customers().list();
    let person = customers().filter(customer::TYPE.eq("person"));
    for (list, problem) in [
        (
            customers().filter(customer::EMAIL.is_in([""; 0])),
            "the list is empty",
        ),
        (
            customers().filter(customer::EMAIL.is_in(["a,b"])),
            "contains a comma",
        ),
        (
            customers().filter(customer::EMAIL.eq("")),
            "the value is empty",
        ),
        (person.filter(customer::TYPE.eq("company")), "twice"),
    ] {
        let error = list.await.unwrap_err();
        assert!(error.is_request());
        assert!(error.to_string().contains(problem), "{error}");
    }
    assert_eq!(sandbox.requests().len(), 0);
}
