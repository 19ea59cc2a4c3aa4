//! Prices of a subscription.

use jiff::ToSpan as _;
use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::{
    World,
    berlin::{self, Day},
    number, query,
    refusal::Refusal,
    series::Price,
    versions::is_feed_in,
};
use crate::sandbox::record::Recorded;

/// Maximum number of days in a response.
pub(super) const MAX_DAYS: i32 = 366;

impl World {
    pub(super) fn prices(&self, id: &str, recorded: &Recorded) -> Result<Value, Refusal> {
        let is_feed_in = is_feed_in(self.subscription(id)?);
        let day = |name| berlin::parse(query(recorded, name).unwrap_or_default(), name);
        let (start, end) = (day("start")?, day("end")?);
        if end < start {
            return Err(Refusal::field("custom", "end", "must not be before start"));
        }
        if (end - start).get_days() >= MAX_DAYS {
            return Err(Refusal::field(
                "too_big",
                "end",
                "must be at most one year after start",
            ));
        }
        let items = Day::range(start, end + 1.day()).flat_map(|day| {
            let item = |quarter| item(&day, quarter, is_feed_in);
            (0..day.quarters).map(item).collect::<Vec<_>>()
        });
        Ok(json!({
            "object": "price",
            "subscription": id,
            "period": { "start": start.to_string(), "end": end.to_string() },
            "unit": "ct/kWh",
            "currency": "EUR",
            "resolution": "15min",
            "reference": "EPEX Day-Ahead 15min",
            "items": items.collect::<Vec<_>>(),
        }))
    }
}

fn item(day: &Day, quarter: usize, is_feed_in: bool) -> Value {
    let price = Price::of(day, quarter, is_feed_in);
    let cents = |hundredths| number(Decimal::new(hundredths, 2));
    json!({
        "timestamp": day.at(quarter).to_string(),
        "amount": cents(price.total()),
        "components": [
            { "type": "electricity", "amount": cents(price.electricity) },
            { "type": "grid", "amount": cents(price.grid) },
            { "type": "levies", "amount": cents(price.levies) },
        ],
    })
}
