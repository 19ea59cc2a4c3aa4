//! nomos_curie with moved.rs, GET /invoices?filter[subscription], GET
//! /market-partners?filter[name], GET /subscriptions/{id}/usage.

#![deny(deprecated)]

use nomos_curie::Client;

fn main() {
    let client = Client::new("token").unwrap();
    let _ = client.subscriptions().invoices("sub_1");
    let _ = client.suppliers().list();
    let _ = client.suppliers().search("Stadt");
    let _ = client.subscriptions().consumption("sub_1");
}
