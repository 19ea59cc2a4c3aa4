// Request bodies of every version: required values only, and all values.

use super::api::types::*;
use crate::{date, decimal, metadata};

pub fn person() -> InsertPersonCustomer {
    InsertPersonCustomer::new("Ada", "Lovelace", "ada@example.com")
}

pub fn company() -> InsertCompanyCustomer {
    InsertCompanyCustomer::new("Grace", "Hopper", "Compiler GmbH", "grace@example.com")
}

pub fn address() -> InsertAddress {
    InsertAddress::new("Torstraße", "119a", "10115", "Berlin")
}

pub fn payment_method() -> InsertPaymentMethod {
    InsertPaymentMethod::new(SepaDebit::new("DE68500105178297336485", "Ada Lovelace"))
}

pub fn subscription(customer: impl Into<InsertCustomer>) -> InsertSubscription {
    let meter = InsertMeter::new("1APA0195124010", MeterType::Smart, decimal("2500.5"));
    InsertSubscription::new("pln_1", customer, address(), meter, payment_method(), false)
}

pub fn full_subscription(customer: impl Into<InsertCustomer>) -> InsertSubscription {
    let modules = Enwg14aModules::new()
        .module_1(true)
        .module_2(false)
        .module_3(true);
    let mut body = subscription(customer)
        .previous_supplier("mp_1")
        .intended_start_date(date("2026-09-01"))
        .lead("lead_1")
        .product_orders([
            ProductOrder::new(ProductOrderType::SmartMeter),
            ProductOrder::new(ProductOrderType::Enwg14a).enwg_14a(modules),
        ])
        .metadata(metadata());
    body.meter = body.meter.malo("50491310272");
    body
}

pub fn lead() -> InsertLead {
    InsertLead::new(
        "pln_1",
        InsertLeadAddress::new("10115"),
        InsertLeadMeter::new(2500),
    )
}

pub fn full_lead(customer: impl Into<InsertLeadCustomer>) -> InsertLead {
    let debit = InsertLeadSepaDebit::new()
        .iban("DE68500105178297336485")
        .account_holder("Ada Lovelace");
    let mut body = lead()
        .customer(customer)
        .payment_method(InsertLeadPaymentMethod::new().r#type().sepa_debit(debit))
        .previous_supplier("mp_1")
        .next_possible_start(true)
        .intended_start_date(date("2026-09-01"))
        .change_reason(ChangeReason::MoveIn)
        .created_by("sales@example.com")
        .metadata([("utm_source".into(), "newsletter".into())].into());
    body.address = body
        .address
        .street("Torstraße")
        .city("Berlin")
        .house_number("119a");
    body.meter = body.meter.r#type(MeterType::Smart).number("1APA0195124010");
    body
}

pub fn lead_person() -> InsertLeadPerson {
    InsertLeadPerson::new()
        .first_name("Ada")
        .last_name("Lovelace")
        .email("ada@example.com")
}

pub fn lead_company() -> InsertLeadCompany {
    InsertLeadCompany::new()
        .first_name("Grace")
        .last_name("Hopper")
        .company_name("Compiler GmbH")
        .email("grace@example.com")
}

pub fn token() -> TokenRequest {
    TokenRequest::new(GrantType::ClientCredentials)
}

pub fn full_token() -> TokenRequest {
    TokenRequest::new(GrantType::AuthorizationCode)
        .code("4/P7q7W91a-oMsCeLvIaQm6bTrgtp7")
        .refresh_token("1B4a2e77838347a7E420ce178F2E7c6912E169246c")
        .client_id("client_1")
        .scope("read:* write:*")
        .code_verifier("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")
}

pub fn load_forecast() -> InsertLoadForecast {
    // A day in the future, because forecasts for started days are rejected.
    let day = date("2099-06-01");
    let forecast = nomos_client_runtime::energy::slots::Forecast::days(day, day).unwrap();
    let points: Vec<_> = forecast.from_fn(|_| decimal("0.22")).unwrap();
    InsertLoadForecast::new("sub_1", points)
}
