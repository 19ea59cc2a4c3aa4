//! Termination of subscriptions.

use jiff::{Timestamp, ToSpan as _};
use serde_json::{Value, json};

use super::{World, berlin, instant, refusal::Refusal, text};

/// Withdrawal period in days.
const WITHDRAWAL: i64 = 14;

impl World {
    pub(super) fn terminate(&mut self, id: &str, body: &Value) -> Result<Value, Refusal> {
        let subscription = self.subscription(id)?;
        if subscription["status"] == "ended" {
            let message = "the subscription has ended";
            return Err(Refusal::conflict("ended_subscription", "", message));
        }
        if !subscription["terminated_at"].is_null() {
            return Err(impossible("the subscription is already terminated"));
        }
        // The end must be in the future and after the start. Without a date, supply ends with the
        // month after a notice period of one month.
        let start = instant(&subscription["start_at"]).unwrap_or_default();
        let start = start.max(self.now());
        let end = match instant(&body["intended_end_at"]) {
            _ if body["reason"] == "WITHDRAWAL" => self.withdrawal(subscription)?,
            Some(end) => self.possible(end, start)?,
            None => berlin::midnight(berlin::month(berlin::date(start), 2)),
        };
        let now = self.now().to_string();
        let fields = json!({ "terminated_at": now, "updated_at": now, "end_at": end.to_string() });
        self.change(id, &fields);
        self.emit("subscription.terminated", json!({ "subscription": id }));
        Ok(json!({ "reason": text(&body["reason"]), "intended_end_at": berlin::local(end) }))
    }

    fn possible(&self, end: Timestamp, start: Timestamp) -> Result<Timestamp, Refusal> {
        if !berlin::is_midnight(end) {
            Err(impossible("intended_end_at must be midnight in Berlin"))
        } else if end <= start {
            Err(impossible(
                "intended_end_at must be in the future and after the start of supply",
            ))
        } else {
            Ok(end)
        }
    }

    fn withdrawal(&self, subscription: &Value) -> Result<Timestamp, Refusal> {
        let signed = instant(&subscription["created_at"]).unwrap_or_default();
        let last = berlin::date(signed) + WITHDRAWAL.days();
        let today = berlin::date(self.now());
        if today > last {
            let message = "a withdrawal is only possible within 14 days";
            return Err(Refusal::conflict(
                "withdrawal_not_allowed",
                "reason",
                message,
            ));
        }
        Ok(berlin::midnight(today + 1.day()))
    }
}

fn impossible(message: &str) -> Refusal {
    Refusal::conflict("invalid_termination_date", "intended_end_at", message)
}
