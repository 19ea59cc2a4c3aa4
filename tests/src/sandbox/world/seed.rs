//! The initial data. People and ids never change. Dates are relative to the clock, so that pending
//! objects stay in the future.

use jiff::{SignedDuration, Timestamp, ToSpan as _, civil::Date};
use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::{
    World,
    berlin::{self, Day},
    decimal, id_from, ids, instant, number,
    series::{Price, energy},
    text,
    usage::yearly,
    versions::is_feed_in,
};

const DAY: SignedDuration = SignedDuration::from_hours(24);

/// An initial subscription.
struct Supply {
    id: &'static str,
    customer: &'static str,
    plan: &'static str,
    meter: &'static str,
    number: &'static str,
    /// Estimated usage in kWh.
    yearly: i64,
    signed: Date,
    start: Date,
    end: Option<Date>,
}

impl World {
    pub(super) fn seed(&mut self) {
        let today = berlin::date(self.now());
        self.seed_plans();
        self.seed_market_partners();
        self.seed_customers();
        for supply in supplies(today) {
            self.seed_subscription(&supply);
        }
        self.seed_leads(today);
        self.seed_invoices(today);
        self.seed_meter_orders(today);
        self.seed_grid_fee_reductions(today);
        self.seed_readings(today);
    }

    fn put(&mut self, object: &str, id: &str, created: Timestamp, mut fields: Value) {
        fields["object"] = json!(object);
        fields["id"] = json!(id);
        fields["created_at"] = json!(created.to_string());
        self.records.push(fields);
    }

    /// Stores a past event, which is not delivered.
    fn past(&mut self, topic: &str, at: Timestamp, context: Value) {
        if !self.supports(topic) {
            return;
        }
        let subject = format!("{topic} {context}");
        let id = if topic == "subscription.created" && context["subscription"] == ids::SUBSCRIPTION
        {
            ids::EVENT.to_owned()
        } else {
            id_from("evt", &subject)
        };
        let event = json!({ "topic": topic, "timestamp": at.to_string(), "context": context });
        self.put("event", &id, at, event);
    }

    fn seed_plans(&mut self) {
        let heat = id_from("pln", "heat");
        for (id, name, slug, price, kind, offers_smart_meter) in [
            (
                ids::PLAN_BASIC,
                "Nomos Basis",
                "basis",
                8.99,
                "consumption",
                false,
            ),
            (&heat, "Nomos Wärme", "waerme", 9.99, "consumption", true),
            (
                ids::PLAN_FEED_IN,
                "Nomos Einspeisung",
                "einspeisung",
                4.99,
                "feed_in",
                false,
            ),
            (
                ids::PLAN,
                "Nomos Dynamisch",
                "dynamisch",
                10.99,
                "consumption",
                true,
            ),
        ] {
            let plan = json!({
                "name": name,
                "slug": slug,
                "description": format!("{name}: Strom zum Preis der Viertelstunde."),
                "price": price,
                "currency": "EUR",
                "type": kind,
                "offers_smart_meter": offers_smart_meter,
            });
            self.put("plan", id, early(), plan);
        }
    }

    fn seed_market_partners(&mut self) {
        let other = id_from("mp", "other");
        for (id, name, code) in [
            (&*other, "Stadtwerke Beispielstadt GmbH", "9900123000004"),
            (ids::MARKET_PARTNER, "Muster Energie GmbH", "9903964000002"),
        ] {
            let partner = json!({
                "name": name,
                "type": "supplier",
                "code": code,
                "code_type": "BDEW",
                "country": "DE",
            });
            self.put("market_partner", id, early(), partner);
        }
    }

    fn seed_customers(&mut self) {
        for (id, kind, first, last, email) in [
            (
                ids::CUSTOMER_ENDED,
                "person",
                "Emil",
                "Ende",
                "emil@example.com",
            ),
            (
                ids::CUSTOMER_PENDING,
                "person",
                "Paula",
                "Anfang",
                "paula@example.com",
            ),
            (
                ids::COMPANY,
                "company",
                "Bruno",
                "Back",
                "bruno@example.com",
            ),
            (
                ids::CUSTOMER,
                "person",
                "Ada",
                "Beispiel",
                "ada@example.com",
            ),
        ] {
            let mut customer = json!({
                "type": kind,
                "first_name": first,
                "last_name": last,
                "email": email,
                "vat_id": null,
            });
            if kind == "company" {
                customer["company_name"] = json!("Backstube Beispiel GmbH");
                customer["vat_id"] = json!("DE123456789");
            }
            self.put("customer", id, early(), customer);
            let method = json!({
                "type": "sepa_debit",
                "sepa_debit": {
                    "iban": "DE************6485",
                    "account_holder": format!("{first} {last}"),
                },
            });
            self.put("payment_method", &id_from("pm", id), early(), method);
            self.put("address", &id_from("adr", id), early(), address("1"));
        }
    }

    fn seed_subscription(&mut self, supply: &Supply) {
        let signed = berlin::midnight(supply.signed);
        let start = berlin::midnight(supply.start);
        let end = supply.end.map(berlin::midnight);
        let now = self.now();
        let status = match end {
            Some(end) if end <= now => "ended",
            _ if start <= now => "active",
            _ => "pending",
        };
        let place = id_from("adr", supply.id);
        let meter = id_from("mtr", supply.id);
        self.put("address", &place, signed, address("119"));
        let device = json!({
            "type": supply.meter,
            "number": format!("1APA{}", supply.number),
            "melo": null,
            "malo": "50491310272",
        });
        self.put("meter", &meter, signed, device);
        let plan = self.record(supply.plan);
        let subscription = json!({
            "type": plan.map(|plan| plan["type"].clone()),
            "plan": supply.plan,
            "customer": supply.customer,
            "address": place,
            "billing_address": id_from("adr", supply.customer),
            "meter": meter,
            "payment_method": id_from("pm", supply.customer),
            "supplier": null,
            "number": supply.number,
            "status": status,
            "estimated_usage": supply.yearly,
            "updated_at": signed.to_string(),
            "start_at": start.to_string(),
            "terminated_at": end.map(|end| (end - DAY * 30).to_string()),
            "end_at": end.map(|end| end.to_string()),
            "metadata": { "source": "sandbox" },
        });
        self.put("subscription", supply.id, signed, subscription);
        let context = json!({ "subscription": supply.id });
        self.past("subscription.created", signed, context.clone());
        if start <= now {
            self.past("subscription.confirmed", start - DAY * 7, context.clone());
            self.past("subscription.activated", start, context.clone());
        }
        if let Some(end) = end {
            self.past("subscription.terminated", end - DAY * 30, context.clone());
            self.past("subscription.ended", end, context);
        }
    }

    fn seed_leads(&mut self, today: Date) {
        let (signed, plan) = (berlin::midnight(today - 20.days()), ids::PLAN);
        for (id, subscription, subscribed) in [
            (
                ids::LEAD_CONVERTED,
                Some(ids::SUBSCRIPTION_PENDING),
                Some(signed),
            ),
            (ids::LEAD, None, None),
        ] {
            let lead = json!({
                "link": format!("https://dynamisch.checkout.energy/?id={id}"),
                "subscription": subscription,
                "subscribed_at": subscribed.map(|at| at.to_string()),
                "last_visited_at": subscribed.map(|at| at.to_string()),
                "created_by": "vertrieb@example.com",
                "metadata": { "utm_source": "sandbox" },
                "known": {
                    "plan": plan,
                    "address": { "zip": "10115" },
                    "meter": { "estimated_usage": 2500 },
                },
            });
            self.put("lead", id, signed - DAY, lead);
        }
    }

    fn seed_invoices(&mut self, today: Date) {
        let analog = (-6..0).map(|offset| (ids::SUBSCRIPTION_ANALOG, offset, "usage", None));
        let mut bills: Vec<_> = analog.collect();
        bills.extend([
            (ids::SUBSCRIPTION, -6, "usage", None),
            (ids::SUBSCRIPTION, -5, "usage", None),
            (ids::SUBSCRIPTION, -4, "usage", Some(ids::INVOICE_VOIDED)),
            (ids::SUBSCRIPTION, -4, "void", Some(ids::INVOICE_VOID)),
            (ids::SUBSCRIPTION, -4, "usage", None),
            (ids::SUBSCRIPTION, -3, "usage", None),
            (ids::SUBSCRIPTION, -2, "usage", Some(ids::INVOICE_PAID)),
            (ids::SUBSCRIPTION, -1, "usage", Some(ids::INVOICE)),
            (ids::SUBSCRIPTION_BASIC, -4, "prepayment", None),
            (
                ids::SUBSCRIPTION_BASIC,
                -3,
                "prepayment",
                Some(ids::INVOICE_UNCOLLECTIBLE),
            ),
            (
                ids::SUBSCRIPTION_BASIC,
                -2,
                "prepayment",
                Some(ids::INVOICE_PREPAYMENT),
            ),
            (ids::SUBSCRIPTION_BASIC, -1, "prepayment", None),
            (ids::FEED_IN, -3, "usage", None),
            (ids::FEED_IN, -2, "usage", None),
            (ids::FEED_IN, -1, "usage", Some(ids::INVOICE_CREDIT)),
        ]);
        for (serial, (subscription, offset, kind, known)) in bills.into_iter().enumerate() {
            let other = id_from("inv", &format!("{subscription} {serial}"));
            let id = known.unwrap_or(&other);
            self.seed_invoice(id, subscription, berlin::month(today, offset), kind);
        }
    }

    fn seed_invoice(&mut self, id: &str, subscription: &str, month: Date, kind: &str) {
        let Some(of) = self.record(subscription).cloned() else {
            return;
        };
        let next = berlin::month(month, 1);
        let (usage, used) = self.billed(&of, month);
        let total = match kind {
            "prepayment" => Decimal::from(89),
            "void" => -used,
            _ => used,
        };
        let issued = berlin::midnight(next);
        let earlier = self
            .records
            .iter()
            .filter(|it| it["object"] == "invoice" && it["subscription"] == subscription);
        let serial = earlier.count() + 1;
        let start = instant(&of["start_at"]).map_or(month, berlin::date);
        let period = (i32::from(month.year()) - i32::from(start.year())) * 12
            + i32::from(month.month())
            - i32::from(start.month())
            + 1;
        let (status, paid) = match id {
            ids::INVOICE_VOIDED => ("voided", None),
            ids::INVOICE_UNCOLLECTIBLE => ("uncollectible", None),
            // The last invoice is open.
            _ if issued + DAY * 20 > self.now() => ("open", None),
            _ => ("paid", Some(issued + DAY * 14)),
        };
        let invoice = json!({
            "customer": of["customer"],
            "subscription": subscription,
            "invoice_number": format!("{}-{:03}", text(&of["number"]), serial),
            "month": month.month(),
            "year": month.year(),
            "period_start": berlin::midnight(month).to_string(),
            "period_end": issued.to_string(),
            "period_number": period,
            "status": status,
            "issued_at": issued.to_string(),
            "paid_at": paid.map(|at| at.to_string()),
            "type": kind,
            "usage": number(usage),
            "total": number(total),
            "voids": ids::INVOICE_VOIDED,
        });
        self.put("invoice", id, issued, invoice);
        let context = json!({ "invoice": id, "subscription": subscription });
        self.past("invoice.created", issued, context.clone());
        let later = issued + DAY * 14;
        match status {
            "paid" => self.past("invoice.paid", later, context),
            "uncollectible" => {
                self.past("invoice.payment_failed", issued + DAY * 7, context.clone());
                self.past("invoice.uncollectible", later, context);
            }
            "voided" => {
                let mut context = context;
                context["voiding_invoice"] = json!(ids::INVOICE_VOID);
                self.past("invoice.voided", later, context);
            }
            _ => {}
        }
    }

    /// Energy in kWh and amount in EUR of a month. Feed-in is paid out, minus the fee.
    fn billed(&self, subscription: &Value, month: Date) -> (Decimal, Decimal) {
        let (yearly, feeds_in) = (yearly(subscription), is_feed_in(subscription));
        let (mut energy_sum, mut price_sum) = (0, 0);
        for day in Day::range(month, berlin::month(month, 1)) {
            for quarter in 0..day.quarters {
                let energy = energy(&day, quarter, yearly, feeds_in);
                energy_sum += energy;
                price_sum += energy * Price::of(&day, quarter, feeds_in).total();
            }
        }
        let plan = self.record(text(&subscription["plan"]));
        let fee = plan.map_or(Decimal::ZERO, |plan| decimal(&plan["price"]));
        // Wh × hundredths of a cent per kWh.
        let energy_price = Decimal::new(price_sum, 7).round_dp(2);
        let total = if feeds_in {
            fee - energy_price
        } else {
            fee + energy_price
        };
        (Decimal::new(energy_sum, 3), total)
    }

    fn seed_meter_orders(&mut self, today: Date) {
        let course = self.course();
        let signed = berlin::midnight(today - 20.days());
        let earlier = berlin::midnight(berlin::month(today, -18));
        for (id, subscription, customer, created, states) in [
            (
                ids::METER_ORDER_CANCELLED,
                ids::SUBSCRIPTION_ENDED,
                ids::CUSTOMER_ENDED,
                earlier,
                vec![course[0], "cancelled"],
            ),
            (
                ids::METER_ORDER,
                ids::SUBSCRIPTION_PENDING,
                ids::CUSTOMER_PENDING,
                signed,
                course[..5].to_vec(),
            ),
        ] {
            let status = *states.last().unwrap_or(&course[0]);
            let reached = |state| states.contains(&state);
            let order = json!({
                "subscription": subscription,
                "customer": customer,
                "provider": "metrify",
                "status": status,
                "updated_at": (created + DAY).to_string(),
                "installed_at": null,
                "activated_at": null,
                "cancelled_at": reached("cancelled").then(|| (created + DAY).to_string()),
                "cancelled_reason": reached("cancelled").then_some("customer_request"),
                "blocked_at": null,
                "blocked_reason": null,
                "appointment_at": reached("scheduled").then(|| (created + DAY * 40).to_string()),
            });
            self.put("meter_order", id, created, order);
            let context = json!({ "meter_order": id, "subscription": subscription });
            let mut at = created;
            for state in states {
                self.past(&format!("meter_order.{state}"), at, context.clone());
                at += DAY;
            }
        }
    }

    fn seed_grid_fee_reductions(&mut self, today: Date) {
        let ended = id_from("prdo", "ended reduction");
        let (start, end) = (berlin::month(today, -6), berlin::month(today, -2));
        let (start, end) = (berlin::midnight(start), berlin::midnight(end));
        for (id, subscription, customer, module, status, from, until) in [
            (
                &*ended,
                ids::SUBSCRIPTION_ANALOG,
                ids::COMPANY,
                2,
                "ended",
                Some(start),
                Some(end),
            ),
            (
                ids::GRID_FEE_REDUCTION_REJECTED,
                ids::SUBSCRIPTION_BASIC,
                ids::CUSTOMER_ENDED,
                1,
                "rejected",
                None,
                None,
            ),
            (
                ids::GRID_FEE_REDUCTION,
                ids::SUBSCRIPTION,
                ids::CUSTOMER,
                1,
                "activated",
                Some(start),
                None,
            ),
        ] {
            let reduction = json!({
                "subscription": subscription,
                "customer": customer,
                "type": format!("enwg-14a-module-{module}"),
                "status": status,
                "valid_from": from.map(|at| at.to_string()),
                "valid_until": until.map(|at| at.to_string()),
                "updated_at": start.to_string(),
            });
            self.put("grid_fee_reduction", id, start - DAY, reduction);
        }
    }

    fn seed_readings(&mut self, today: Date) {
        let other = id_from("mr", "other");
        let at = |offset| berlin::midnight(berlin::month(today, offset));
        for (id, subscription, customer, kind, value, at) in [
            (
                &*other,
                ids::SUBSCRIPTION,
                ids::CUSTOMER,
                "grid_reading",
                5120,
                at(-3),
            ),
            (
                ids::METER_READING,
                ids::SUBSCRIPTION_ANALOG,
                ids::COMPANY,
                "customer_report",
                1840,
                at(-1),
            ),
        ] {
            let reading = json!({
                "customer": customer,
                "subscription": subscription,
                "meter": id_from("mtr", subscription),
                "value": value,
                "timestamp": at.to_string(),
                "type": kind,
            });
            self.put("meter_reading", id, at, reading);
        }
    }
}

fn supplies(today: Date) -> Vec<Supply> {
    let month = |offset| berlin::month(today, offset);
    let supply = |id, customer, plan, meter, number, start: Date| Supply {
        id,
        customer,
        plan,
        meter,
        number,
        yearly: 2500,
        signed: start - 30.days(),
        start,
        end: None,
    };
    use ids::*;
    let since_2024 = Date::constant(2024, 1, 1).min(month(-14));
    vec![
        Supply {
            end: Some(month(-7)),
            ..supply(
                SUBSCRIPTION_ENDED,
                CUSTOMER_ENDED,
                PLAN,
                "analog",
                "E1NDE5QX",
                month(-20),
            )
        },
        Supply {
            yearly: 6000,
            end: Some(month(-2)),
            ..supply(
                FEED_IN_ENDED,
                CUSTOMER_ENDED,
                PLAN_FEED_IN,
                "smart",
                "E2NDE7FV",
                month(-20),
            )
        },
        supply(
            SUBSCRIPTION_BASIC,
            CUSTOMER_ENDED,
            PLAN_BASIC,
            "analog",
            "B4SIS2KM",
            month(-7),
        ),
        Supply {
            yearly: 12000,
            ..supply(
                SUBSCRIPTION_ANALOG,
                COMPANY,
                PLAN,
                "analog",
                "A7NAL9GT",
                month(-8),
            )
        },
        Supply {
            yearly: 8000,
            ..supply(
                FEED_IN,
                CUSTOMER,
                PLAN_FEED_IN,
                "smart",
                "F3EED1NA",
                month(-12),
            )
        },
        Supply {
            signed: today - 20.days(),
            ..supply(
                SUBSCRIPTION_PENDING,
                CUSTOMER_PENDING,
                PLAN,
                "analog",
                "P8END4WR",
                month(2),
            )
        },
        Supply {
            yearly: 20000,
            signed: today - 20.days(),
            ..supply(
                FEED_IN_PENDING,
                COMPANY,
                PLAN_FEED_IN,
                "smart",
                "P9EIN6ZC",
                month(2),
            )
        },
        Supply {
            yearly: 3500,
            ..supply(
                SUBSCRIPTION,
                CUSTOMER,
                PLAN,
                "smart",
                "4X44EMKX",
                since_2024,
            )
        },
    ]
}

/// Earlier than all other dates.
fn early() -> Timestamp {
    berlin::midnight(Date::constant(2021, 1, 1))
}

fn address(house_number: &str) -> Value {
    json!({
        "street": "Torstraße",
        "house_number": house_number,
        "zip": "10115",
        "city": "Berlin",
    })
}
