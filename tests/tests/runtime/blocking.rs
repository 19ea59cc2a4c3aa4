//! The same calls from code without an async runtime.
//!
//! Every version with GET /plans, GET /plans/{id}, GET /plans/{id}/quote, GET /invoices/{id}/file.

use nomos_tests::sandbox::{FileServer, Sandbox};

use super::api::{API_VERSION, Client};
use crate::connect;

#[test]
fn calls_walks_and_files_have_blocking_variants() {
    let server = tokio::runtime::Runtime::new().unwrap();
    let files = server.block_on(FileServer::start());
    let sandbox = Sandbox::builder(API_VERSION)
        .oauth(Default::default())
        .items(250)
        .files(&files);
    let sandbox = server.block_on(sandbox.start());
    let client = connect(Client::builder(), &sandbox);

    let plan = client.plans().get("pln_1").send_blocking().unwrap();
    let quote = client
        .plans()
        .quote(&plan.id, "10115", 2500)
        .send_blocking();
    assert_eq!(quote.unwrap().currency.as_str(), "EUR");
    let plans = client.plans().list().items().blocking();
    assert_eq!(plans.map(Result::unwrap).count(), 250);
    let mut written = Vec::new();
    let call = client.invoices().file("inv_1");
    call.clone().write_to_blocking(&mut written).unwrap();
    assert_eq!(written, FileServer::content());
    assert_eq!(call.bytes_blocking().unwrap(), written);
    let response = client.raw_get("/plans/pln_1").send_blocking().unwrap();
    assert_eq!(response.status(), 200);
    assert_eq!(sandbox.token_requests(), 1);
    assert_eq!(sandbox.violations(), []);
}
