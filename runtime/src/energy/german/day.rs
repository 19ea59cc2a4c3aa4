//! Days of the German calendar.

use std::{fmt, mem};

use jiff::{
    SignedDuration, Timestamp,
    civil::{Date, Time},
};

use super::time_zone::time_zone;

pub(crate) const QUARTER_HOUR: SignedDuration = SignedDuration::from_mins(15);

/// A day from midnight to midnight in Germany.
///
/// It is 24 hours long, 23 when summer time starts and 25 when it ends. On dates that exceed the
/// range of [`Timestamp`] (in the years −9999 and 9999), `start` and `end` are the first and the
/// last possible instant.
///
/// ```
/// use jiff::civil::date;
/// use nomos_client_runtime::energy::german::Day;
///
/// let day = Day::new(date(2026, 3, 29));
/// assert_eq!(day.start().to_string(), "2026-03-28T23:00:00Z");
/// assert_eq!(day.end().to_string(), "2026-03-29T22:00:00Z");
/// assert_eq!(day.quarter_hours().len(), 92);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(Date);

impl Day {
    /// The day with this date.
    pub fn new(date: Date) -> Self {
        Self(date)
    }

    /// The German day that contains this instant.
    pub fn of(instant: Timestamp) -> Self {
        Self(time_zone().to_datetime(instant).date())
    }

    /// The date of the day.
    pub fn date(self) -> Date {
        self.0
    }

    /// The midnight at which the day starts.
    pub fn start(self) -> Timestamp {
        self.at(Time::midnight())
    }

    /// The midnight at which the day ends, which is the start of the next day.
    pub fn end(self) -> Timestamp {
        if self.0 == Date::MAX {
            Timestamp::MAX
        } else {
            self.tomorrow().start()
        }
    }

    /// The starts of the quarter-hours of the day: 96, or 92 and 100 when the clocks change.
    pub fn quarter_hours(self) -> QuarterHours {
        QuarterHours {
            next: self.start(),
            end: self.end(),
        }
    }

    /// The next day, or the same day at the end of the calendar.
    #[must_use]
    pub fn tomorrow(self) -> Self {
        Self(self.0.tomorrow().unwrap_or(self.0))
    }

    /// The previous day, or the same day at the start of the calendar.
    #[must_use]
    pub fn yesterday(self) -> Self {
        Self(self.0.yesterday().unwrap_or(self.0))
    }

    /// The instant at which German clocks show this time.
    pub(crate) fn at(self, time: Time) -> Timestamp {
        let beyond = if self.0.year() < 0 {
            Timestamp::MIN
        } else {
            Timestamp::MAX
        };
        time_zone()
            .to_timestamp(self.0.to_datetime(time))
            .unwrap_or(beyond)
    }
}

impl From<Date> for Day {
    fn from(date: Date) -> Self {
        Self(date)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The starts of quarter-hours, from [`Day::quarter_hours`].
#[derive(Clone, Debug)]
pub struct QuarterHours {
    next: Timestamp,
    end: Timestamp,
}

impl QuarterHours {
    /// Those from the start of one day to the end of another.
    pub(crate) fn of_days(first: Day, last: Day) -> Self {
        Self {
            next: first.start(),
            end: last.end(),
        }
    }
}

impl Iterator for QuarterHours {
    type Item = Timestamp;

    fn next(&mut self) -> Option<Timestamp> {
        let next = self.next.checked_add(QUARTER_HOUR).ok()?;
        (next <= self.end).then(|| mem::replace(&mut self.next, next))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let seconds = self.end.duration_since(self.next).as_secs().max(0);
        let left = usize::try_from(seconds / QUARTER_HOUR.as_secs()).unwrap_or(usize::MAX);
        (left, Some(left))
    }
}

impl ExactSizeIterator for QuarterHours {}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_day_has_its_quarter_hours_whatever_the_clock_does() {
        for (day, start, end, quarter_hours) in [
            (
                "2026-03-28",
                "2026-03-27T23:00:00Z",
                "2026-03-28T23:00:00Z",
                96,
            ),
            (
                "2026-03-29",
                "2026-03-28T23:00:00Z",
                "2026-03-29T22:00:00Z",
                92,
            ),
            (
                "2026-03-30",
                "2026-03-29T22:00:00Z",
                "2026-03-30T22:00:00Z",
                96,
            ),
            (
                "2026-10-24",
                "2026-10-23T22:00:00Z",
                "2026-10-24T22:00:00Z",
                96,
            ),
            (
                "2026-10-25",
                "2026-10-24T22:00:00Z",
                "2026-10-25T23:00:00Z",
                100,
            ),
            (
                "2026-10-26",
                "2026-10-25T23:00:00Z",
                "2026-10-26T23:00:00Z",
                96,
            ),
        ] {
            let day = Day::new(day.parse().unwrap());
            assert_eq!(day.start().to_string(), start);
            assert_eq!(day.end().to_string(), end);
            let starts: Vec<_> = day.quarter_hours().collect();
            assert_eq!(
                (starts.len(), day.quarter_hours().len()),
                (quarter_hours, quarter_hours)
            );
            assert_eq!(
                (starts.first(), day.tomorrow().yesterday()),
                (Some(&day.start()), day)
            );
            let last = starts[quarter_hours - 1]
                .saturating_add(QUARTER_HOUR)
                .unwrap();
            assert_eq!(last, day.end());
            assert!(starts.iter().all(|start| Day::of(*start) == day));
            assert_eq!(Day::of(day.end()), day.tomorrow());
        }
    }

    #[test]
    fn the_length_counts_what_is_left() {
        let mut quarter_hours = Day::new(date(2026, 10, 25)).quarter_hours();
        for left in (0..100).rev() {
            assert!(quarter_hours.next().is_some());
            assert_eq!(quarter_hours.len(), left);
        }
        assert_eq!(quarter_hours.next(), None);
    }

    #[test]
    fn a_day_shows_its_date() {
        assert_eq!(Day::from(date(2026, 1, 2)).to_string(), "2026-01-02");
    }

    #[test]
    fn at_the_ends_of_the_calendar_days_end_with_the_instants() {
        let (first, last) = (Day::new(Date::MIN), Day::new(Date::MAX));
        assert_eq!((first.yesterday(), last.tomorrow()), (first, last));
        assert_eq!(
            (first.start(), last.end()),
            (Timestamp::MIN, Timestamp::MAX)
        );
        assert_eq!(last.quarter_hours().count(), 0);
        assert_eq!(
            last.yesterday().quarter_hours().count(),
            last.yesterday().quarter_hours().len()
        );
        assert_eq!(Day::of(Timestamp::MAX), last.yesterday());
    }
}
