//! Leads and their conversion.

use serde_json::{Map, Value, json};

use super::{World, refusal::Refusal, text, versions::is_feed_in};

impl World {
    pub(super) fn create_lead(&mut self, body: &Value) -> Result<Value, Refusal> {
        let plan = self.plan(text(&body["plan"]))?.clone();
        if is_feed_in(&plan) {
            self.check_feed_in_lead(body)?;
        }
        let lead = json!({
            "object": "lead",
            "subscription": null,
            "subscribed_at": null,
            "created_by": body["created_by"],
            "last_visited_at": null,
            "metadata": body["metadata"],
            // Prefills the checkout.
            "known": body,
        });
        let lead = self.create("lead", lead);
        let id = text(&lead["id"]);
        let link = format!("https://{}.checkout.energy/?id={id}", text(&plan["slug"]));
        self.change(id, &json!({ "link": link }));
        self.found("lead", id).cloned()
    }

    /// The id of a lead without a subscription.
    pub(super) fn unconverted(&self, id: &str) -> Result<String, Refusal> {
        if self.found("lead", id)?["subscription"].is_null() {
            Ok(id.to_owned())
        } else {
            Err(Refusal::new(409, format!("{id} is already converted")))
        }
    }

    /// Marks a lead as converted to a subscription.
    pub(super) fn convert(&mut self, id: &str, subscription: &str) {
        let now = self.now().to_string();
        let fields = json!({ "subscription": subscription, "subscribed_at": now });
        self.change(id, &fields);
    }

    /// Simulates a customer who opens the link of a lead and signs up.
    pub(super) fn check_out(&mut self, id: &str) -> Result<Value, Refusal> {
        let lead = self.found("lead", id)?.clone();
        let known = &lead["known"];
        let start = known["intended_start_date"].as_str();
        let mut body = filled(&form(id), known);
        body["lead"] = json!(id);
        body["next_possible_start"] = json!(start.is_none());
        if known["customer"]["type"] == "company" {
            let company = json!({ "company_name": "Beispiel GmbH", "vat_id": "DE123456789" });
            body["customer"] = filled(&company, &body["customer"]);
        }
        let subscription = self.subscribe(&body)?;
        let now = self.now().to_string();
        self.change(id, &json!({ "last_visited_at": now }));
        Ok(subscription)
    }
}

/// What the customer enters into the checkout if the lead does not contain it.
fn form(lead: &str) -> Value {
    json!({
        "customer": {
            "type": "person",
            "first_name": "Kim",
            "last_name": "Muster",
            "email": format!("{lead}@example.com"),
        },
        "address": { "street": "Torstraße", "house_number": "119", "city": "Berlin" },
        "meter": { "type": "analog", "number": "1APA0195124010" },
        "payment_method": {
            "type": "sepa_debit",
            "sepa_debit": { "iban": "DE68500105178297336485", "account_holder": "Kim Muster" },
        },
    })
}

/// `known`, with missing values from `form`.
fn filled(form: &Value, known: &Value) -> Value {
    match (form, known) {
        (form, Value::Null) => form.clone(),
        (Value::Object(form), Value::Object(known)) => {
            let mut all: Map<String, Value> = known.clone();
            for (name, typed) in form {
                let value = filled(typed, known.get(name).unwrap_or(&Value::Null));
                all.insert(name.clone(), value);
            }
            all.into()
        }
        (_, known) => known.clone(),
    }
}
