//! The calendar of Germany.
//!
//! The API thinks in German days: a day begins at midnight in Berlin, and on the two days a year on
//! which the clock changes it is 23 or 25 hours long. None of it needs a database of time zones on
//! the machine.
//!
//! ```
//! use jiff::{Timestamp, civil::date};
//! use nomos_client_runtime::energy::german::{Day, FirstOfMonth, Midnight};
//!
//! let day = Day::new(date(2026, 10, 25));
//! assert_eq!(day.quarter_hours().len(), 100);
//!
//! // The last day of supply, as the end that the API asks for.
//! let end = Midnight::after(date(2026, 12, 30));
//! assert_eq!(end.to_string(), "2026-12-31T00:00:00+01:00");
//!
//! let now: Timestamp = "2026-06-15T12:00:00Z".parse()?;
//! assert_eq!(FirstOfMonth::earliest(now, 1).date(), date(2026, 8, 1));
//! # Ok::<(), jiff::Error>(())
//! ```

mod day;
mod first_of_month;
mod midnight;
mod start;
mod time_zone;

use jiff::{Span, Timestamp, civil::Date};

pub(crate) use self::day::QUARTER_HOUR;
pub use self::{
    day::{Day, QuarterHours},
    first_of_month::{FirstOfMonth, NotFirstOfMonth},
    midnight::Midnight,
    start::Start,
    time_zone::time_zone,
};

/// The German date that is `months` after today's, the last one of a shorter month if need be.
pub(crate) fn months_after(now: Timestamp, months: i32) -> Date {
    // As many months as the calendar has.
    let months = months.clamp(-239_976, 239_976);
    Day::of(now)
        .date()
        .saturating_add(Span::new().months(months))
}
