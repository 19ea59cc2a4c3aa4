//! Usage of a subscription: energy consumed or fed in.

use jiff::{
    Timestamp, ToSpan as _,
    civil::{Date, Weekday},
};
use rust_decimal::{Decimal, prelude::ToPrimitive as _};
use serde_json::{Value, json};

use super::{
    World,
    berlin::{self, Day},
    decimal, instant, number,
    prices::MAX_DAYS,
    query,
    refusal::Refusal,
    series::energy,
    text,
    versions::is_feed_in,
};
use crate::sandbox::record::Recorded;

impl World {
    pub(super) fn usage(&self, id: &str, recorded: &Recorded) -> Result<Value, Refusal> {
        let subscription = self.subscription(id)?;
        let day = |name| {
            let asked = query(recorded, name);
            asked.map(|text| berlin::parse(text, name)).transpose()
        };
        let end = day("end")?.unwrap_or_else(|| berlin::date(self.now()));
        let start = day("start")?.unwrap_or_else(|| end - 7.days());
        if end <= start {
            return Err(Refusal::field("custom", "end", "must be after start"));
        }
        let days = (end - start).get_days();
        if days > MAX_DAYS {
            let message = "must be at most one year after start";
            return Err(Refusal::field("too_big", "end", message));
        }
        let meter = self.record(text(&subscription["meter"]));
        let meter_type = meter.map_or("analog", |it| text(&it["type"]));
        // Analog meters have values for whole months only.
        let (start, end) = match meter_type {
            "analog" => (start.first_of_month(), berlin::month(end - 1.day(), 1)),
            _ => (start, end),
        };
        let resolution = match query(recorded, "resolution").unwrap_or("auto") {
            _ if meter_type == "analog" => "month",
            "auto" => fitting(days),
            asked => asked,
        };
        Ok(json!({
            // Named `consumption` up to edison.
            "object": "usage",
            "meter_type": meter_type,
            "resolution": resolution,
            "data": self.points(subscription, start, end, resolution, meter_type),
        }))
    }

    fn points(
        &self,
        subscription: &Value,
        start: Date,
        end: Date,
        resolution: &str,
        meter_type: &str,
    ) -> Vec<Value> {
        let (now, is_feed_in) = (self.now(), is_feed_in(subscription));
        let yearly = yearly(subscription);
        let supply = |field| instant(&subscription[field]).map(berlin::date);
        let is_known = |day: &Day| {
            let known = match meter_type {
                "analog" => berlin::midnight(berlin::month(day.date, 1)),
                _ => berlin::metered(day.date),
            };
            known <= now
                && supply("start_at").is_some_and(|first| first <= day.date)
                && supply("end_at").is_none_or(|end| day.date < end)
        };
        let mut buckets: Vec<Bucket> = Vec::new();
        for day in Day::range(start, end).filter(is_known) {
            let is_final = berlin::settled(day.date) <= now;
            for quarter in 0..day.quarters {
                let key = begin(&day, quarter, resolution);
                if buckets.last().is_none_or(|last| last.key != key) {
                    buckets.push(Bucket {
                        key,
                        start: day.at(quarter),
                        energy: 0,
                        is_final: true,
                    });
                }
                if let Some(bucket) = buckets.last_mut() {
                    bucket.energy += energy(&day, quarter, yearly, is_feed_in);
                    bucket.is_final &= is_final;
                }
            }
        }
        buckets.iter().map(Bucket::point).collect()
    }
}

/// The expected consumption or feed-in per year, in kWh.
pub(super) fn yearly(subscription: &Value) -> i64 {
    decimal(&subscription["estimated_usage"])
        .to_i64()
        .unwrap_or(0)
}

/// A data point being summed up.
struct Bucket {
    key: Timestamp,
    start: Timestamp,
    /// In Wh.
    energy: i64,
    is_final: bool,
}

impl Bucket {
    fn point(&self) -> Value {
        json!({
            "start": self.start.to_string(),
            "usage": number(Decimal::new(self.energy, 3)),
            "type": if self.is_final { "final" } else { "preliminary" },
        })
    }
}

/// A resolution with a reasonable number of points for this many days.
fn fitting(days: i32) -> &'static str {
    match days {
        ..=2 => "15min",
        3..=14 => "hour",
        15..=92 => "day",
        93..=186 => "week",
        _ => "month",
    }
}

/// The start of the interval that contains a quarter-hour.
fn begin(day: &Day, quarter: usize, resolution: &str) -> Timestamp {
    match resolution {
        "15min" => day.at(quarter),
        "hour" => day.at(quarter - quarter % 4),
        "day" => day.at(0),
        "week" => {
            let since = day.date.weekday().since(Weekday::Monday);
            berlin::midnight(day.date - i64::from(since).days())
        }
        _ => berlin::midnight(day.date.first_of_month()),
    }
}
