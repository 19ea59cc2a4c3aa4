//! Quotes: what a plan costs or pays.

use jiff::Timestamp;
use rust_decimal::{Decimal, RoundingStrategy};
use serde_json::{Value, json};

use super::{World, decimal, number, query, refusal::Refusal, text, versions::is_feed_in};
use crate::sandbox::record::Recorded;

/// An item of a quote: subgroup, name, and net amount in EUR per unit.
type Item = (&'static str, &'static str, Decimal);

impl World {
    pub(super) fn quote(&self, id: &str, recorded: &Recorded) -> Result<Value, Refusal> {
        let plan = self.plan(id)?;
        let is_set = |name| query(recorded, name) == Some("true");
        let zip = query(recorded, "zip_code").unwrap_or_default();
        if zip.len() != 5 || !zip.bytes().all(|byte| byte.is_ascii_digit()) {
            let message = "must be a postal code of five digits";
            return Err(Refusal::field("invalid_format", "zip_code", message));
        }
        if is_set("14a_module_1") && is_set("14a_module_2") {
            let message = "cannot be combined with 14a_module_1";
            return Err(Refusal::field("custom", "14a_module_2", message));
        }
        let usage: Decimal = query(recorded, "usage")
            .and_then(|usage| usage.parse().ok())
            .unwrap_or_default();
        let price = decimal(&plan["price"]);
        let (base, variable) = if is_feed_in(plan) {
            payout(price)
        } else {
            let is_smart = query(recorded, "meter_type") == Some("smart");
            let (module_1, module_2) = (is_set("14a_module_1"), is_set("14a_module_2"));
            (
                monthly(price, is_smart, module_1),
                per_kwh(text(&plan["slug"]), zip, module_2),
            )
        };
        let is_taxed = !is_set("is_tax_exempt");
        let monthly_usage = cents(usage / Decimal::from(12));
        let base = Part::new(base, 2, is_taxed);
        let variable = Part::new(variable, 5, is_taxed);
        let amount = base.amount(Decimal::ONE) + variable.amount(monthly_usage);
        Ok(self.quoted(
            amount,
            &[
                base.show("base", "month", Decimal::ONE),
                variable.show("variable", "kWh", monthly_usage),
            ],
        ))
    }

    fn quoted(&self, amount: Decimal, components: &[Value]) -> Value {
        let at: Timestamp = self.now();
        json!({
            "object": "quote",
            "amount": number(amount),
            "currency": "EUR",
            "components": components,
            "quoted_at": at.to_string(),
        })
    }
}

/// The fixed monthly items.
fn monthly(price: Decimal, is_smart: bool, module_1: bool) -> Vec<Item> {
    let metering = if is_smart { 351 } else { 106 };
    let mut items = vec![
        ("fee", "Grundgebühr", price),
        ("grid", "Netzentgelte", Decimal::new(331, 2)),
        ("metering", "Messstellengebühren", Decimal::new(metering, 2)),
    ];
    if module_1 {
        let name = "Pauschale Netzentgeltreduktion (§14a EnWG Modul 1)";
        items.push(("grid", name, Decimal::new(-942, 2)));
    }
    items
}

/// The items per kWh. Grid fees depend on the location, the margin on the plan.
fn per_kwh(slug: &str, zip: &str, module_2: bool) -> Vec<Item> {
    let region: i64 = zip[..2].parse().unwrap_or(0);
    let grid = Decimal::new(900 + 5 * region, 4);
    let margin = if slug == "basis" { 180 } else { 90 };
    let mut items = vec![
        (
            "energy",
            "EPEX Day-Ahead Preis (12m avg.)",
            Decimal::new(877, 4),
        ),
        ("energy", "Beschaffung", Decimal::new(margin, 4)),
        ("grid", "Netzentgelte", grid),
        ("levies", "Konzessionsabgabe", Decimal::new(239, 4)),
        ("levies", "Stromsteuer", Decimal::new(205, 4)),
        ("levies", "Offshore-Umlage", Decimal::new(66, 4)),
        ("levies", "§19-NEV Umlage", Decimal::new(65, 4)),
        ("levies", "KWK-Umlage", Decimal::new(28, 4)),
    ];
    if module_2 {
        let name = "Reduziertes Netzentgelt (§14a EnWG Modul 2)";
        items.push(("grid", name, grid * Decimal::new(-6, 1)));
    }
    items
}

/// The payment for feed-in, minus the fee of the plan.
fn payout(price: Decimal) -> (Vec<Item>, Vec<Item>) {
    let market = "EPEX Day-Ahead Preis (12m avg.)";
    (
        vec![("fee", "Grundgebühr", -price)],
        vec![("energy", market, Decimal::new(612, 4))],
    )
}

/// Adds VAT to the items, which then sum up to the price per unit.
struct Part(Vec<Item>);

impl Part {
    fn new(mut items: Vec<Item>, digits: u32, is_taxed: bool) -> Self {
        if is_taxed {
            let net: Decimal = items.iter().map(|(_, _, amount)| amount).sum();
            let tax = rounded(net * Decimal::new(19, 2), digits);
            items.push(("levies", "Umsatzsteuer", tax));
        }
        Self(items)
    }

    fn unit(&self) -> Decimal {
        self.0.iter().map(|(_, _, amount)| amount).sum()
    }

    fn amount(&self, quantity: Decimal) -> Decimal {
        cents(self.unit() * quantity)
    }

    fn show(&self, group: &str, unit: &str, quantity: Decimal) -> Value {
        let items = self.0.iter().map(|(subgroup, name, amount)| {
            json!({ "subgroup": subgroup, "name": name, "amount": number(*amount) })
        });
        json!({
            "group": group,
            "amount": number(self.amount(quantity)),
            "quantity": number(quantity),
            "quantity_unit": unit,
            "unit_amount": number(self.unit()),
            "subcomponents": items.collect::<Vec<_>>(),
        })
    }
}

fn cents(amount: Decimal) -> Decimal {
    rounded(amount, 2)
}

fn rounded(amount: Decimal, digits: u32) -> Decimal {
    amount.round_dp_with_strategy(digits, RoundingStrategy::MidpointAwayFromZero)
}
