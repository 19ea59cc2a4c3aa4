//! Orders in a signup: smart meters and reduced grid fees.
//!
//! Every version with POST /subscriptions, product_orders.rs.

use super::api::{
    API_VERSION, Client, Error,
    product_orders::GridFeeModules,
    types::{
        Enwg14aModules, InsertAddress, InsertMeter, InsertPaymentMethod, InsertPersonCustomer,
        InsertSubscription, MeterType, ProductOrder, ProductOrderType, SepaDebit,
    },
};
use crate::{body, start};
use nomos_tests::sandbox::ids;
use serde_json::json;

fn signup(meter: MeterType, orders: Vec<ProductOrder>) -> InsertSubscription {
    InsertSubscription::new(
        ids::PLAN,
        InsertPersonCustomer::new("Ada", "Lovelace", "grace@example.com"),
        InsertAddress::new("Torstraße", "119", "10115", "Berlin"),
        InsertMeter::new("1APA0195124010", meter, 2500),
        InsertPaymentMethod::new(SepaDebit::new("DE68500105178297336485", "Ada Lovelace")),
        true,
    )
    .product_orders(orders)
}

fn modules(modules: Enwg14aModules) -> ProductOrder {
    ProductOrder::new(ProductOrderType::Enwg14a).enwg_14a(modules)
}

fn field(error: &Error) -> &str {
    &error.broken_rule().unwrap().field
}

#[tokio::test]
async fn compatible_modules_are_sent() {
    let (sandbox, client) = start(API_VERSION, Client::builder()).await;
    let orders = vec![
        ProductOrder::smart_meter(),
        ProductOrder::grid_fee_reduction(GridFeeModules::Modules1And3),
    ];
    // The signup includes the smart meter that module 3 requires.
    let signup = signup(MeterType::Analog, orders);
    client.subscriptions().create(signup).await.unwrap();
    assert_eq!(
        body(&sandbox)["product_orders"],
        json!([
            {"type": "smart-meter"},
            {"type": "14a_enwg", "14a_enwg": {"module_1": true, "module_3": true}},
        ])
    );
}

#[tokio::test]
async fn module_2_excludes_the_others() {
    let (sandbox, client) = start(API_VERSION, Client::builder()).await;
    for with in [
        Enwg14aModules::new().module_2(true).module_1(true),
        Enwg14aModules::new().module_2(true).module_3(true),
    ] {
        let signup = signup(MeterType::Smart, vec![modules(with)]);
        let error = client.subscriptions().create(signup).await.unwrap_err();
        assert_eq!(field(&error), "product_orders[0].14a_enwg.module_2");
        assert!(
            error
                .to_string()
                .contains("module 2 cannot be combined with modules 1 and 3"),
            "{error}"
        );
    }
    assert_eq!(sandbox.requests().len(), 0);
    let alone = ProductOrder::grid_fee_reduction(GridFeeModules::Module2);
    let signup = signup(MeterType::Smart, vec![alone]);
    client.subscriptions().create(signup).await.unwrap();
}

#[tokio::test]
async fn module_3_needs_module_1() {
    let (sandbox, client) = start(API_VERSION, Client::builder()).await;
    let order = modules(Enwg14aModules::new().module_3(true).module_1(false));
    let signup = signup(MeterType::Smart, vec![ProductOrder::smart_meter(), order]);
    let error = client.subscriptions().create(signup).await.unwrap_err();
    assert_eq!(field(&error), "product_orders[1].14a_enwg.module_3");
    assert_eq!(sandbox.requests().len(), 0);
}

#[tokio::test]
async fn module_3_needs_a_smart_meter() {
    let (sandbox, client) = start(API_VERSION, Client::builder()).await;
    let order = || {
        vec![ProductOrder::grid_fee_reduction(
            GridFeeModules::Modules1And3,
        )]
    };
    let analog = client
        .subscriptions()
        .create(signup(MeterType::Analog, order()));
    let error = analog.await.unwrap_err();
    assert!(
        error
            .to_string()
            .contains("module 3 requires a smart meter"),
        "{error}"
    );
    assert_eq!(sandbox.requests().len(), 0);
    let smart = signup(MeterType::Smart, order());
    client.subscriptions().create(smart).await.unwrap();
}

#[tokio::test]
async fn a_signup_starts_on_a_day_or_as_early_as_possible() {
    let (sandbox, client) = start(API_VERSION, Client::builder()).await;
    let both = signup(MeterType::Smart, Vec::new());
    let both = both.intended_start_date(super::api::Date::constant(2026, 9, 1));
    let error = client.subscriptions().create(both).await.unwrap_err();
    assert_eq!(field(&error), "next_possible_start");
    assert_eq!(sandbox.requests().len(), 0);
}
