//! German local time.

use std::{iter, sync::LazyLock};

use jiff::{
    SignedDuration, Timestamp, ToSpan as _,
    civil::{Date, DateTime, Weekday},
    tz::TimeZone,
};

use super::refusal::Refusal;

const QUARTER: SignedDuration = SignedDuration::from_mins(15);

/// The rule of the European Union, so that responses do not depend on a time zone database.
static ZONE: LazyLock<TimeZone> = LazyLock::new(|| {
    TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").expect("the rule is well formed")
});

/// The instant of a local time; the first one if it is ambiguous.
fn instant(time: DateTime) -> Timestamp {
    let instant = ZONE.to_ambiguous_timestamp(time).compatible();
    instant.expect("the years of the sandbox are in range")
}

pub(super) fn midnight(date: Date) -> Timestamp {
    instant(date.at(0, 0, 0, 0))
}

/// The format of a German midnight in the API: `2026-12-31T00:00:00+01:00`.
pub(super) fn local(instant: Timestamp) -> String {
    let offset = ZONE.to_offset(instant);
    instant.display_with_offset(offset).to_string()
}

/// The German date of an instant.
pub(super) fn date(instant: Timestamp) -> Date {
    ZONE.to_datetime(instant).date()
}

pub(super) fn is_midnight(instant: Timestamp) -> bool {
    midnight(date(instant)) == instant
}

/// The first day of the month that is this many months after the month of `date`.
pub(super) fn month(date: Date, offset: i32) -> Date {
    date.first_of_month() + offset.months()
}

/// When the meter values of a day are available: at 16:00 on the next day.
pub(super) fn metered(date: Date) -> Timestamp {
    instant((date + 1.day()).at(16, 0, 0, 0))
}

/// When the values of a month are final: on the eighth working day of the next month.
pub(super) fn settled(date: Date) -> Timestamp {
    let days = iter::successors(Some(month(date, 1)), |day| Some(*day + 1.day()));
    let mut working =
        days.filter(|day| !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday));
    midnight(working.nth(7).expect("there are always more days"))
}

/// Parses the date in a request. The years are limited so that date arithmetic cannot overflow.
pub(super) fn parse(text: &str, field: &str) -> Result<Date, Refusal> {
    let date = text.parse::<Date>().ok();
    date.filter(|date| (2000..2100).contains(&date.year()))
        .ok_or_else(|| {
            Refusal::field(
                "invalid_format",
                field,
                "must be a date between 2000 and 2099",
            )
        })
}

/// A German day with its quarter-hours: 96, or 92 and 100 when the clocks change.
pub(super) struct Day {
    pub(super) date: Date,
    start: Timestamp,
    pub(super) quarters: usize,
}

impl Day {
    pub(super) fn new(date: Date) -> Self {
        let (start, end) = (midnight(date), midnight(date + 1.day()));
        let minutes = end.duration_since(start).as_mins();
        Self {
            date,
            start,
            quarters: usize::try_from(minutes / 15).unwrap_or(96),
        }
    }

    /// The days from `start` to `end`, exclusive.
    pub(super) fn range(start: Date, end: Date) -> impl Iterator<Item = Self> {
        let days = iter::successors(Some(start), |day| Some(*day + 1.day()));
        days.take_while(move |day| *day < end).map(Self::new)
    }

    /// The start of a quarter-hour.
    pub(super) fn at(&self, quarter: usize) -> Timestamp {
        let quarter = i32::try_from(quarter).unwrap_or(0);
        self.start + QUARTER * quarter
    }

    /// The local hour. Clocks change between two and three o'clock.
    pub(super) fn hour(&self, quarter: usize) -> usize {
        let shown = match self.quarters {
            92 if quarter >= 8 => quarter + 4,
            100 if quarter >= 12 => quarter - 4,
            _ => quarter,
        };
        shown / 4
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_skips_an_hour_or_shows_one_twice() {
        for (date, quarters, shown) in [
            (Date::constant(2026, 3, 29), 92, [1, 3, 4]),
            (Date::constant(2026, 6, 15), 96, [1, 2, 3]),
            (Date::constant(2026, 10, 25), 100, [1, 2, 2]),
        ] {
            let day = Day::new(date);
            assert_eq!(day.quarters, quarters);
            assert_eq!([4, 8, 12].map(|quarter| day.hour(quarter)), shown);
            assert_eq!(day.hour(quarters - 1), 23);
        }
    }

    #[test]
    fn a_month_is_settled_on_its_eighth_working_day() {
        // 1 August 2026 is a Saturday.
        let settled = settled(Date::constant(2026, 7, 15));
        assert_eq!(date(settled), Date::constant(2026, 8, 12));
    }
}
