//! Load forecasts.

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::{World, berlin, instant, refusal::Refusal, text};

const QUARTER: SignedDuration = SignedDuration::from_mins(15);

impl World {
    pub(super) fn forecast(&self, body: &Value) -> Result<Value, Refusal> {
        let id = text(&body["subscription"]);
        self.supplied(id)?;
        let points = body["data"].as_array().into_iter().flatten();
        let starts: Vec<Timestamp> = points.filter_map(|it| instant(&it["start"])).collect();
        let refuse = |message| Err(Refusal::field("custom", "data", message));
        let (Some(first), Some(last)) = (starts.first(), starts.last()) else {
            return refuse("must not be empty");
        };
        let end = *last + QUARTER;
        if starts.windows(2).any(|pair| pair[0] + QUARTER != pair[1]) {
            return refuse("must consist of consecutive 15-minute points");
        }
        if !berlin::is_midnight(*first) || !berlin::is_midnight(end) {
            return refuse("must cover whole German days");
        }
        Ok(json!({
            "scope": "subscription",
            "subscription": id,
            "start": first.to_string(),
            "end": end.to_string(),
            "total": starts.len(),
        }))
    }
}
