//! Rules that depend on the German calendar or on the current time, for `Check::Custom`.
//!
//! Each function takes the value of a field and the current time. `Err` is the location within the
//! value at which the rule is broken; it is empty for the value itself.
//!
//! ```
//! use jiff::Timestamp;
//! use nomos_client_runtime::{Check, Rule, energy::rules};
//!
//! const NOTICE: Rule = Rule {
//!     field: "end",
//!     check: Check::Custom(rules::months_ahead::<1>),
//!     text: "must be at least one month from today",
//! };
//! let now: Timestamp = "2026-06-15T12:00:00Z".parse()?;
//! assert!(NOTICE.check(&serde_json::json!({"end": "2026-07-15"}), now).is_ok());
//! assert!(NOTICE.check(&serde_json::json!({"end": "2026-07-14"}), now).is_err());
//! # Ok::<(), jiff::Error>(())
//! ```

use jiff::{SignedDuration, Timestamp, civil::Date};
use serde_json::Value;

use super::{german::months_after, slots};

/// Checks that a date is the first day of a month.
///
/// # Errors
///
/// Fails if it is not.
pub fn first_of_month(value: &Value, _: Timestamp) -> Result<(), String> {
    kept(date(value).is_some_and(|date| date.day() == 1))
}

/// Checks that a date is at least this many months after today's date in Germany.
///
/// # Errors
///
/// Fails if it is earlier or not a date.
pub fn months_ahead<const MONTHS: i32>(value: &Value, now: Timestamp) -> Result<(), String> {
    kept(date(value).is_some_and(|date| date >= months_after(now, MONTHS)))
}

/// Checks that the `start`s of an array of objects are all quarter-hours of one or more German
/// days, in order.
///
/// # Errors
///
/// Fails with the location of the first object that does not follow the one before it.
pub fn whole_days(value: &Value, _: Timestamp) -> Result<(), String> {
    slots::whole_days(starts(value)?)
        .map_err(|error| error.index().map(start_at).unwrap_or_default())
}

/// Checks that the first `start` of an array of objects is at least this many minutes from now.
///
/// # Errors
///
/// Fails with the location of the first object, or of one whose `start` is not an instant.
pub fn minutes_ahead<const MINUTES: i64>(value: &Value, now: Timestamp) -> Result<(), String> {
    let least = SignedDuration::from_secs(MINUTES.saturating_mul(60));
    match starts(value)?.first() {
        Some(first) if first.duration_since(now) < least => Err(start_at(0)),
        _ => Ok(()),
    }
}

fn kept(kept: bool) -> Result<(), String> {
    if kept { Ok(()) } else { Err(String::new()) }
}

fn date(value: &Value) -> Option<Date> {
    value.as_str()?.parse().ok()
}

/// The starts of the items of an array, or the location of one without a start.
fn starts(value: &Value) -> Result<Vec<Timestamp>, String> {
    let items = value.as_array().ok_or_else(String::new)?;
    let start = |(index, item): (usize, &Value)| {
        let text = item.get("start").and_then(Value::as_str);
        text.and_then(|text| text.parse().ok())
            .ok_or_else(|| start_at(index))
    };
    items.iter().enumerate().map(start).collect()
}

fn start_at(index: usize) -> String {
    format!("[{index}].start")
}
