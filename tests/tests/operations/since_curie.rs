// The operations that curie added, and its additions to existing ones.

use super::{
    api::{
        Client,
        types::{
            InsertMeterReading, Invoice, MarketPartnerType, MeterOrderBlockedReason,
            MeterOrderStatus, MeterReadingType, MeterType, OrdinaryTermination, PlanType,
            TerminationReason, UpdateCustomer, UpdateSubscription, UsagePointType, UsageResolution,
        },
    },
    bodies, list,
};
use crate::{date, decimal, metadata, time};

pub fn subscription_changes() -> UpdateSubscription {
    UpdateSubscription::new()
        .billing_address(bodies::address())
        .payment_method(bodies::payment_method())
        .metadata(metadata())
}

pub fn customer_changes() -> UpdateCustomer {
    UpdateCustomer::new()
        .first_name("Ada")
        .last_name("Lovelace")
        .company_name("Compiler GmbH")
}

pub async fn full(client: &Client) {
    full_additions(client).await;

    let subscriptions = client.subscriptions();
    let body = subscription_changes();
    let subscription = subscriptions.update("sub_1", body).await.unwrap();
    assert_eq!(subscription.billing_address.city, "Berlin");

    let end = time("2026-12-31T00:00:00+01:00");
    let body = OrdinaryTermination::new().intended_end_at(end);
    let termination = subscriptions.terminate("sub_1", body).await.unwrap();
    assert_eq!(termination.reason, TerminationReason::Ordinary);
    assert_eq!(termination.intended_end_at, end);

    let usage = subscriptions
        .usage("sub_1")
        .resolution(UsageResolution::Auto)
        .start(date("2025-03-30"))
        .end(date("2025-03-31"));
    let usage = usage.await.unwrap();
    assert_eq!(usage.meter_type, MeterType::Smart);
    assert_eq!(usage.data[0].start, time("2025-03-31T22:00:00Z"));
    assert_eq!(usage.data[0].r#type, UsagePointType::Final);

    let body = customer_changes();
    let customer = client.customers().update("cus_1", body).await.unwrap();
    assert_eq!(customer.vat_id(), Some("DE123456789"));

    let body = InsertMeterReading::new(decimal("150.5"), time("2026-03-14T12:00:00Z"), "sub_1")
        .message("Read by torchlight");
    let reading = client.meter_readings().create(body).await.unwrap();
    assert_eq!(reading.r#type, MeterReadingType::CustomerReport);
    let readings = list(client.meter_readings().list()).await.unwrap();
    assert_eq!(readings.items, [reading]);

    let invoices = list(client.invoices().list()).await.unwrap();
    let [
        Invoice::Usage(usage),
        Invoice::Prepayment(prepayment),
        Invoice::Void(void),
    ] = &invoices.items[..]
    else {
        panic!("not one of each kind")
    };
    assert_eq!(
        (usage.usage, usage.total),
        (decimal("100"), decimal("110.04"))
    );
    assert_eq!(prepayment.paid_at, Some(time("2024-03-14T12:00:00Z")));
    assert_eq!(void.voids.as_str(), "inv_mi4f0oda6x9m7gcsvjk0ole1");
    assert_eq!(void.total, decimal("-99"));
    let invoice = client.invoices().get(&usage.id).await.unwrap();
    assert_eq!(invoice, invoices.items[0]);

    let partner = list(client.market_partners().list())
        .await
        .unwrap()
        .items
        .remove(0);
    assert_eq!(partner.r#type, MarketPartnerType::Supplier);
    assert_eq!(
        (&*partner.code, &*partner.code_type),
        ("9903964000002", "BDEW")
    );
}

/// Parameters and properties that older versions do not have.
async fn full_additions(client: &Client) {
    let quote = client
        .plans()
        .quote("pln_1", "10115", 2500)
        .enwg_14a_module_2(false)
        .is_tax_exempt(true);
    quote.await.unwrap();
    let plan = client.plans().get("pln_1").await.unwrap();
    assert_eq!(plan.r#type, PlanType::Consumption);

    let person = bodies::person().vat_id("DE123456789");
    let body = bodies::full_subscription(person);
    client.subscriptions().create(body).await.unwrap();
    let company = bodies::company().vat_id("DE123456789");
    let body = bodies::full_subscription(company);
    let created = client.subscriptions().create(body).await.unwrap();
    assert_eq!(
        created.billing_address.as_str(),
        "adr_a7gurqkul8lzzsy1pf9p9388"
    );

    let call = client.oauth().token(bodies::token());
    let token = call.with_basic_auth("client_1", "s3cret").await.unwrap();
    assert_eq!(token.scope, "read:* write:*");

    let order = client.meter_orders().get("prdo_1").await.unwrap();
    assert_eq!(order.status, MeterOrderStatus::Created);
    assert_eq!(
        order.blocked_reason,
        Some(MeterOrderBlockedReason::CheckMissing)
    );
    assert_eq!(order.appointment_at, Some(time("2026-03-14T12:00:00Z")));
}

pub async fn minimal(client: &Client) {
    let subscriptions = client.subscriptions();
    let body = UpdateSubscription::new();
    let subscription = subscriptions.update("sub_1", body).await.unwrap();
    assert_eq!(subscription.r#type, PlanType::Consumption);
    let body = OrdinaryTermination::new();
    let termination = subscriptions.terminate("sub_1", body).await.unwrap();
    assert_eq!(termination.intended_end_at, time("2026-12-30T23:00:00Z"));
    let usage = subscriptions.usage("sub_1").await.unwrap();
    assert_eq!(usage.data, []);

    let body = UpdateCustomer::new();
    let customer = client.customers().update("cus_1", body).await.unwrap();
    assert_eq!(
        (customer.first_name(), customer.vat_id()),
        (Some("John"), None)
    );

    let body = InsertMeterReading::new(150, time("2026-03-14T12:00:00Z"), "sub_1");
    let reading = client.meter_readings().create(body).await.unwrap();
    let readings = client.meter_readings().list().await.unwrap();
    assert_eq!(readings.items, [reading]);

    let invoices = client.invoices().list().await.unwrap();
    assert_eq!(invoices.items[0].paid_at(), None);
    let invoice = client.invoices().get("inv_1").await.unwrap();
    assert_eq!(invoices.items, [invoice]);
    let partners = client.market_partners().list().await.unwrap();
    assert_eq!(partners.items[0].country, "DE");

    let order = client.meter_orders().get("prdo_1").await.unwrap();
    assert_eq!((order.installed_at, order.cancelled_reason), (None, None));
    assert_eq!((order.blocked_at, order.blocked_reason), (None, None));
}
