//! The German calendar.
//!
//! The API uses German calendar days: a day starts at midnight in Berlin, and the two days a year
//! on which the clocks change are 23 and 25 hours long. No time zone database is required on the
//! machine.
//!
//! ```
//! use jiff::{Timestamp, civil::date};
//! use nomos_client_runtime::energy::german::{Day, FirstOfMonth, Midnight};
//!
//! let day = Day::new(date(2026, 10, 25));
//! assert_eq!(day.quarter_hours().len(), 100);
//!
//! // The last day of supply, converted into the exclusive end that the API expects.
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

/// The German date `months` after today's, clamped to the last day of a shorter month.
pub(crate) fn months_after(now: Timestamp, months: i32) -> Date {
    // As many months as the calendar has.
    let months = months.clamp(-239_976, 239_976);
    Day::of(now)
        .date()
        .saturating_add(Span::new().months(months))
}
