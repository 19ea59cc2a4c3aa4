//! First days of months.

use std::{error::Error as StdError, fmt};

use jiff::{Timestamp, ToSpan as _, civil::Date};
use serde::{Serialize, Serializer};

use super::months_after;

/// The first day of a month, sent as `YYYY-MM-DD`. Feed-in starts on such a day.
///
/// ```
/// use jiff::civil::date;
/// use nomos_client_runtime::energy::german::FirstOfMonth;
///
/// let start = FirstOfMonth::new(2026, 8)?;
/// assert_eq!(start.date(), date(2026, 8, 1));
/// assert!(FirstOfMonth::try_from(date(2026, 8, 2)).is_err());
/// # Ok::<(), nomos_client_runtime::energy::german::NotFirstOfMonth>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FirstOfMonth(Date);

impl FirstOfMonth {
    /// The first day of this month; `month` is 1 to 12.
    ///
    /// # Errors
    ///
    /// Fails if there is no such month.
    pub fn new(year: i16, month: i8) -> Result<Self, NotFirstOfMonth> {
        Date::new(year, month, 1)
            .map(Self)
            .map_err(|_| NotFirstOfMonth)
    }

    /// The earliest first of a month that is at least this many months after today's date in
    /// Germany.
    ///
    /// One month after 31 January is the last day of February, so the result is 1 March. At the end
    /// of the calendar, it is the last possible one.
    pub fn earliest(now: Timestamp, months_ahead: i32) -> Self {
        let date = months_after(now, months_ahead);
        let first = date.first_of_month();
        if first == date {
            return Self(first);
        }
        Self(first.checked_add(1.month()).unwrap_or(first))
    }

    /// The date.
    pub fn date(self) -> Date {
        self.0
    }
}

impl TryFrom<Date> for FirstOfMonth {
    type Error = NotFirstOfMonth;

    fn try_from(date: Date) -> Result<Self, NotFirstOfMonth> {
        if date.day() == 1 {
            Ok(Self(date))
        } else {
            Err(NotFirstOfMonth)
        }
    }
}

impl fmt::Display for FirstOfMonth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for FirstOfMonth {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// The date is not the first day of a month, or there is no such month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct NotFirstOfMonth;

impl fmt::Display for NotFirstOfMonth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not the first day of a month")
    }
}

impl StdError for NotFirstOfMonth {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_first_days_of_months_are_taken() {
        let first = FirstOfMonth::new(2026, 2).unwrap();
        assert_eq!(serde_json::to_string(&first).unwrap(), r#""2026-02-01""#);
        assert_eq!(FirstOfMonth::try_from(first.date()), Ok(first));
        for (year, month) in [(2026, 0), (2026, 13), (2026, -1), (10_000, 1)] {
            assert_eq!(FirstOfMonth::new(year, month), Err(NotFirstOfMonth));
        }
        for day in ["2026-02-02", "2026-02-28"] {
            let day: Date = day.parse().unwrap();
            assert_eq!(FirstOfMonth::try_from(day), Err(NotFirstOfMonth));
        }
    }

    #[test]
    fn the_earliest_counts_from_todays_german_date() {
        for (now, months, earliest) in [
            ("2026-06-01T10:00:00Z", 1, "2026-07-01"),
            ("2026-06-02T10:00:00Z", 1, "2026-08-01"),
            ("2026-06-02T10:00:00Z", 0, "2026-07-01"),
            ("2026-06-02T10:00:00Z", -1, "2026-06-01"),
            ("2026-01-31T10:00:00Z", 1, "2026-03-01"),
            ("2026-12-15T10:00:00Z", 1, "2027-02-01"),
            // Already June in Germany.
            ("2026-05-31T22:00:00Z", 1, "2026-07-01"),
            ("2026-05-31T21:59:59Z", 1, "2026-07-01"),
            ("2026-05-30T22:00:00Z", 1, "2026-07-01"),
            ("2026-06-01T22:00:00Z", 1, "2026-08-01"),
            ("2026-06-01T10:00:00Z", i32::MAX, "9999-12-01"),
            ("2026-06-01T10:00:00Z", i32::MIN, "-009999-01-01"),
        ] {
            let now = now.parse().unwrap();
            let found = FirstOfMonth::earliest(now, months).to_string();
            assert_eq!(found, earliest, "{months} after {now}");
        }
    }
}
