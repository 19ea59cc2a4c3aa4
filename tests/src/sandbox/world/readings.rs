//! Meter readings reported by customers.

use serde_json::{Value, json};

use super::{World, decimal, instant, refusal::Refusal, text};

impl World {
    pub(super) fn read_meter(&mut self, id: &str, body: &Value) -> Result<Value, Refusal> {
        let subscription = self.subscription(id)?.clone();
        let at = instant(&body["timestamp"]).unwrap_or_default();
        let starts = instant(&subscription["start_at"]).is_some_and(|start| start <= at);
        let ends = instant(&subscription["end_at"]).is_some_and(|end| end < at);
        if !starts || ends || at > self.now() {
            let message = "is outside the supply period";
            let code = "out_of_period_meter_reading";
            return Err(Refusal::field(code, "timestamp", message));
        }
        let value = decimal(&body["value"]);
        let readings = self.records.iter();
        let readings = readings
            .filter(|it| it["object"] == "meter_reading" && it["subscription"] == id)
            .filter_map(|it| Some((instant(&it["timestamp"])?, decimal(&it["value"]))));
        for (other, count) in readings {
            if other == at {
                let message = "already has a reading";
                return Err(Refusal::field(
                    "duplicate_meter_reading",
                    "timestamp",
                    message,
                ));
            }
            // Meter readings never decrease.
            if (other < at && count > value) || (other > at && count < value) {
                let message = "is inconsistent with the other readings";
                let code = "implausible_meter_reading";
                return Err(Refusal::field(code, "value", message));
            }
        }
        let reading = json!({
            "object": "meter_reading",
            "customer": subscription["customer"],
            "subscription": id,
            "meter": subscription["meter"],
            "value": body["value"],
            "timestamp": text(&body["timestamp"]),
            "type": "customer_report",
        });
        Ok(self.create("mr", reading))
    }
}
