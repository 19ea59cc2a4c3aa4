//! Subscriptions: signup, changes, start and end of supply.

use jiff::{ToSpan as _, civil::Date};
use serde_json::{Value, json};

use super::{World, berlin, grid_fees::Modules, refusal::Refusal, text, versions::is_feed_in};

/// Duration of a supplier switch in days.
const SWITCH: i64 = 14;

impl World {
    /// Signs a customer up.
    pub(super) fn subscribe(&mut self, body: &Value) -> Result<Value, Refusal> {
        let plan = self.plan(text(&body["plan"]))?.clone();
        let lead = body["lead"].as_str();
        let lead = lead.map(|id| self.unconverted(id)).transpose()?;
        let start = if is_feed_in(&plan) {
            self.feed_in_start(body)?
        } else {
            self.supply_start(body)?
        };
        let email = text(&body["customer"]["email"]);
        if self.is_customer(email) {
            let message = format!("{email} is already in use");
            let code = "duplicate_customer_email";
            return Err(Refusal::conflict(code, "customer.email", &message));
        }
        if let Some(supplier) = body["previous_supplier"].as_str() {
            self.found("market_partner", supplier)?;
        }
        let (wants_meter, modules) = ordered(&plan, body)?;

        // All checks have passed.
        let customer = self.create("cus", with_object("customer", &body["customer"]));
        let address = self.create("adr", with_object("address", &body["address"]));
        let billing = self.create("adr", with_object("address", &body["address"]));
        let meter = self.create("mtr", with_object("meter", &body["meter"]));
        let method = self.pay_with(&body["payment_method"]);
        let number = self.new_id("").to_uppercase()[1..9].to_owned();
        let subscription = json!({
            "object": "subscription",
            "type": plan["type"],
            "plan": plan["id"],
            "customer": customer["id"],
            "address": address["id"],
            "billing_address": billing["id"],
            "meter": meter["id"],
            "payment_method": method["id"],
            "supplier": body["previous_supplier"],
            "number": number,
            "status": "pending",
            "estimated_usage": body["meter"]["estimated_usage"],
            "updated_at": self.now().to_string(),
            "start_at": berlin::midnight(start).to_string(),
            "terminated_at": null,
            "end_at": null,
            "metadata": body["metadata"],
        });
        let subscription = self.create("sub", subscription);
        let id = text(&subscription["id"]);
        let mut context = json!({ "subscription": id });
        if let Some(lead) = &lead {
            context["lead"] = json!(lead);
            self.convert(lead, id);
        }
        self.emit("subscription.created", context);
        if wants_meter && self.supports("meter_order") {
            self.place_meter_order(&subscription);
        }
        if self.supports("grid_fee_reduction") {
            for module in modules.names() {
                self.add_grid_fee_reduction(&subscription, module);
            }
        }
        Ok(subscription)
    }

    /// The requested start date; `None` for the next possible one.
    pub(super) fn intended_start(&self, body: &Value) -> Result<Option<Date>, Refusal> {
        let refuse = |message| Refusal::field("custom", "intended_start_date", message);
        match (
            body["next_possible_start"] == true,
            body["intended_start_date"].as_str(),
        ) {
            (true, None) => Ok(None),
            (true, Some(_)) => Err(refuse("must be omitted with next_possible_start")),
            (false, None) => Err(refuse("is required without next_possible_start")),
            (false, Some(start)) => berlin::parse(start, "intended_start_date").map(Some),
        }
    }

    fn supply_start(&self, body: &Value) -> Result<Date, Refusal> {
        let today = berlin::date(self.now());
        let days = if body["previous_supplier"].is_null() {
            1
        } else {
            SWITCH
        };
        match self.intended_start(body)? {
            None => Ok(today + days.days()),
            Some(start) if start < today => {
                let (field, message) = ("intended_start_date", "must not be in the past");
                Err(Refusal::field("custom", field, message))
            }
            Some(start) => Ok(start),
        }
    }

    fn is_customer(&self, email: &str) -> bool {
        let mut customers = self.records.iter().filter(|it| it["object"] == "customer");
        customers.any(|it| text(&it["email"]).eq_ignore_ascii_case(email))
    }

    /// Stores a payment method with a masked IBAN, as in all responses.
    fn pay_with(&mut self, method: &Value) -> Value {
        let mut method = with_object("payment_method", method);
        let iban = text(&method["sepa_debit"]["iban"]);
        let (country, end) = (
            &iban[..2.min(iban.len())],
            &iban[iban.len().saturating_sub(4)..],
        );
        method["sepa_debit"]["iban"] = json!(format!("{country}************{end}"));
        self.create("pm", method)
    }

    /// Changes billing address, payment method and metadata.
    pub(super) fn change_subscription(&mut self, id: &str, body: &Value) -> Result<Value, Refusal> {
        let mut changed = self.subscription(id)?.clone();
        if let Some(address) = body.get("billing_address") {
            // Shared by all subscriptions of the customer.
            self.change(text(&changed["billing_address"]), address);
        }
        if let Some(method) = body.get("payment_method") {
            changed["payment_method"] = self.pay_with(method)["id"].take();
        }
        if let Some(metadata) = body.get("metadata") {
            changed["metadata"] = merged(&changed["metadata"], metadata);
        }
        changed["updated_at"] = json!(self.now().to_string());
        self.change(id, &changed);
        Ok(changed)
    }

    /// Overwrites fields of an object.
    pub(super) fn change(&mut self, id: &str, fields: &Value) {
        let record = self.record_mut(id).and_then(Value::as_object_mut);
        if let (Some(record), Some(fields)) = (record, fields.as_object()) {
            record.extend(fields.clone());
        }
    }

    /// Starts supply.
    pub(super) fn begin(&mut self, id: &str) {
        let now = self.now().to_string();
        self.change(id, &json!({ "status": "active", "updated_at": now }));
        self.emit("subscription.confirmed", json!({ "subscription": id }));
        self.emit("subscription.activated", json!({ "subscription": id }));
        self.order_intended_reductions(id);
    }

    /// Ends supply.
    pub(super) fn end(&mut self, id: &str) {
        let now = self.now().to_string();
        self.change(id, &json!({ "status": "ended", "updated_at": now }));
        self.emit("subscription.ended", json!({ "subscription": id }));
    }

    /// Starts the supply of a pending subscription today.
    pub(super) fn activate(&mut self, id: &str) -> Result<Value, Refusal> {
        let status = &self.subscription(id)?["status"];
        if status != "pending" {
            let message = format!("{id} is already {}", text(status));
            return Err(Refusal::new(409, message));
        }
        let today = berlin::midnight(berlin::date(self.now()));
        self.change(id, &json!({ "start_at": today.to_string() }));
        self.begin(id);
        self.subscription(id).cloned()
    }
}

/// Whether the signup includes a smart meter, and its grid fee reductions.
fn ordered(plan: &Value, body: &Value) -> Result<(bool, Modules), Refusal> {
    let orders = body["product_orders"].as_array();
    let orders = orders.map_or(&[][..], Vec::as_slice);
    let wants_meter = orders.iter().any(|it| it["type"] == "smart-meter");
    if wants_meter && plan["offers_smart_meter"] != true {
        let message = "include a smart meter, which the plan does not offer";
        return Err(Refusal::field(
            "unsupported_product",
            "product_orders",
            message,
        ));
    }
    let mut modules = Modules::default();
    for order in orders {
        for (name, wanted) in order["14a_enwg"].as_object().into_iter().flatten() {
            if wanted == true {
                modules.add(&name.replace("module_", "enwg-14a-module-"));
            }
        }
    }
    modules.check(wants_meter || body["meter"]["type"] == "smart")?;
    Ok((wants_meter, modules))
}

fn with_object(object: &str, fields: &Value) -> Value {
    let mut record = fields.clone();
    record["object"] = json!(object);
    record
}

/// Merges metadata key by key. Null removes a key; null as the whole value removes all keys.
fn merged(old: &Value, new: &Value) -> Value {
    let Some(new) = new.as_object() else {
        return Value::Null;
    };
    let mut all = old.as_object().cloned().unwrap_or_default();
    all.extend(new.clone());
    all.retain(|_, value| !value.is_null());
    all.into()
}
