//! Smart meter orders, with the states of edison and of curie.

use jiff::SignedDuration;
use serde_json::{Value, json};

use super::{World, refusal::Refusal, text, versions::is_feed_in};

/// The usual states, since curie.
const MILESTONES: &[&str] = &[
    "created",
    "placed",
    "check_submitted",
    "check_reviewed",
    "scheduled",
    "installed",
    "activated",
];

/// The usual states, before curie.
const STATES: &[&str] = &[
    "waiting",
    "ordered",
    "checked",
    "installation_planning",
    "installation_scheduled",
    "installation_finished",
    "activated",
];

/// Time from scheduling to the appointment.
const APPOINTMENT: SignedDuration = SignedDuration::from_hours(14 * 24);

impl World {
    pub(super) fn order_meter(&mut self, body: &Value) -> Result<Value, Refusal> {
        let id = text(&body["subscription"]);
        let subscription = self.supplied(id)?.clone();
        let refuse = |code, message| Refusal::field(code, "subscription", message);
        if is_feed_in(&subscription) {
            let message = "is feed-in, which always has a smart meter";
            return Err(refuse("unsupported_meter_order", message));
        }
        let plan = self.found("plan", text(&subscription["plan"]))?;
        if plan["offers_smart_meter"] != true {
            let message = "has a plan that does not offer smart meters";
            return Err(refuse("unsupported_product", message));
        }
        let mut orders = self
            .records
            .iter()
            .filter(|it| it["object"] == "meter_order");
        if orders.any(|it| it["subscription"] == id) {
            let message = "a subscription can have only one smart meter order";
            let code = "duplicate_meter_order";
            return Err(Refusal::conflict(code, "subscription", message));
        }
        Ok(self.place_meter_order(&subscription))
    }

    pub(super) fn place_meter_order(&mut self, subscription: &Value) -> Value {
        let order = json!({
            "object": "meter_order",
            "subscription": subscription["id"],
            "customer": subscription["customer"],
            "provider": "metrify",
            "status": self.course()[0],
            "updated_at": self.now().to_string(),
            "installed_at": null,
            "activated_at": null,
            "cancelled_at": null,
            "cancelled_reason": null,
            "blocked_at": null,
            "blocked_reason": null,
            "appointment_at": null,
        });
        let order = self.create("prdo", order);
        self.tell(&order, "created");
        order
    }

    /// The usual states of an order.
    pub(super) fn course(&self) -> &'static [&'static str] {
        let milestones = self
            .document
            .schemas
            .property("meter_order", "appointment_at");
        if milestones.is_some() {
            MILESTONES
        } else {
            STATES
        }
    }

    /// Moves an order to its next state, or through all states up to the given one.
    pub(super) fn move_meter_order(&mut self, id: &str, body: &Value) -> Result<Value, Refusal> {
        let order = self.shown("meter_order", id)?.clone();
        let (course, status) = (self.course(), text(&order["status"]));
        if ["activated", "cancelled"].contains(&status) {
            let message = format!("{id} is {status}, which is a final state");
            return Err(Refusal::new(409, message));
        }
        // From another state such as `blocked`, an order continues after its last usual state.
        let place = |name: &str| course.iter().position(|it| *it == name);
        let left = place(status).or_else(|| place(text(&order["left_course_at"])));
        let left = left.unwrap_or(0);
        let named = body["status"].as_str();
        match named.map_or(Some(left + 1), place) {
            Some(end) if end > left => {
                for status in &course[left + 1..=end] {
                    self.reach(&order, status);
                }
            }
            Some(_) => {
                let message = format!("{id} is already past {}", named.unwrap_or_default());
                return Err(Refusal::new(409, message));
            }
            None => {
                let status = named.unwrap_or_default();
                self.leave_course(&order, status, &body["reason"], course[left])?;
            }
        }
        self.shown("meter_order", id).cloned()
    }

    fn reach(&mut self, order: &Value, status: &str) {
        let now = self.now();
        let mut fields = json!({
            "status": status,
            "updated_at": now.to_string(),
            "blocked_at": null,
            "blocked_reason": null,
        });
        match status {
            "scheduled" => fields["appointment_at"] = json!((now + APPOINTMENT).to_string()),
            "installed" => fields["installed_at"] = json!(now.to_string()),
            "activated" => fields["activated_at"] = json!(now.to_string()),
            _ => {}
        }
        self.change(text(&order["id"]), &fields);
        if status == "activated" {
            self.make_meter_smart(text(&order["subscription"]));
        }
        self.tell(order, status);
    }

    /// Blocks or cancels an order, or moves it to another unusual state.
    fn leave_course(
        &mut self,
        order: &Value,
        status: &str,
        reason: &Value,
        left: &str,
    ) -> Result<(), Refusal> {
        let now = self.now().to_string();
        let is_marker = status == "blocked" && self.values_of("blocked_reason").is_some();
        let known = self.values_of("status");
        if !is_marker && !known.is_some_and(|all| all.iter().any(|it| it == status)) {
            return Err(Refusal::field(
                "invalid_value",
                "status",
                "is not a status of meter orders",
            ));
        }
        let mut fields = json!({ "updated_at": now, "left_course_at": left });
        if !is_marker {
            fields["status"] = json!(status);
        }
        if let Some(reasons) = self.values_of(&format!("{status}_reason")) {
            let reason = Some(reason).filter(|it| !it.is_null());
            let usual = if status == "cancelled" {
                "customer_request"
            } else {
                "check_missing"
            };
            let reason = reason.cloned().unwrap_or_else(|| json!(usual));
            if !reasons.contains(&reason) {
                return Err(Refusal::field(
                    "invalid_value",
                    "reason",
                    "is not a reason for this status",
                ));
            }
            fields[format!("{status}_at")] = json!(now);
            fields[format!("{status}_reason")] = reason;
        }
        self.change(text(&order["id"]), &fields);
        self.tell(order, status);
        Ok(())
    }

    /// The enum values of a field of orders, if the version has the field.
    fn values_of(&self, field: &str) -> Option<&Vec<Value>> {
        let schema = self.document.schemas.property("meter_order", field)?;
        schema["enum"].as_array()
    }

    fn make_meter_smart(&mut self, subscription: &str) {
        let meter = self.record(subscription).map(|it| it["meter"].clone());
        if let Some(Value::String(meter)) = meter {
            self.change(&meter, &json!({ "type": "smart" }));
        }
    }

    fn tell(&mut self, order: &Value, status: &str) {
        let context = json!({ "meter_order": order["id"], "subscription": order["subscription"] });
        self.emit(&format!("meter_order.{status}"), context);
    }
}
