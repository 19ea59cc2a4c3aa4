//! The rules of feed-in.

use jiff::{ToSpan as _, civil::Date};
use serde_json::Value;

use super::{World, berlin, refusal::Refusal, text};

type Broken = Vec<(&'static str, &'static str)>;

impl World {
    /// Checks the rules of a feed-in signup, and returns the start date.
    pub(super) fn feed_in_start(&self, body: &Value) -> Result<Date, Refusal> {
        let mut broken = self.broken_rules(body);
        if body["customer"]["type"] == "company" && body["customer"]["vat_id"].is_null() {
            broken.push((
                "customer.vat_id",
                "is required for companies with a feed-in plan",
            ));
        }
        if broken.is_empty() {
            Ok(self
                .intended_start(body)?
                .unwrap_or_else(|| self.next_feed_in()))
        } else {
            Err(Refusal::rules(&broken))
        }
    }

    /// Checks those rules that also apply to leads.
    pub(super) fn check_feed_in_lead(&self, body: &Value) -> Result<(), Refusal> {
        let broken = self.broken_rules(body);
        if broken.is_empty() {
            Ok(())
        } else {
            Err(Refusal::rules(&broken))
        }
    }

    fn broken_rules(&self, body: &Value) -> Broken {
        let mut broken = Broken::new();
        if body["meter"]["type"] != "smart" {
            broken.push(("meter.type", "must be smart for a feed-in plan"));
        }
        if !body["previous_supplier"].is_null() {
            let message = "is not supported for feed-in plans, which have no supplier switch";
            broken.push(("previous_supplier", message));
        }
        if body["product_orders"]
            .as_array()
            .is_some_and(|all| !all.is_empty())
        {
            broken.push(("product_orders", "are not supported for feed-in plans"));
        }
        if let Ok(start) = text(&body["intended_start_date"]).parse::<Date>() {
            let message = "must be the first day of a month";
            if start.day() != 1 {
                broken.push(("intended_start_date", message));
            } else if start < self.month_ahead() {
                broken.push(("intended_start_date", "must be at least one month ahead"));
            }
        }
        broken
    }

    fn month_ahead(&self) -> Date {
        berlin::date(self.now()) + 1.month()
    }

    fn next_feed_in(&self) -> Date {
        let earliest = self.month_ahead();
        if earliest.day() == 1 {
            earliest
        } else {
            berlin::month(earliest, 1)
        }
    }
}
