//! Dates that are sent as instants.

use std::fmt;

use jiff::{Timestamp, civil::Date};
use serde::{Serialize, Serializer};

use super::{Day, time_zone::time_zone};

/// A date that is sent as the instant at which it starts in Germany, with the UTC offset of that
/// day: `2026-12-31T00:00:00+01:00`.
///
/// The ends that the API takes are exclusive: supply whose last day is the 30th ends at the
/// midnight of the 31st. [`after`](Self::after) converts a last day into such an end.
///
/// ```
/// use jiff::civil::date;
/// use nomos_client_runtime::energy::german::Midnight;
///
/// let end = Midnight::after(date(2026, 7, 30));
/// assert_eq!(end, Midnight::on(date(2026, 7, 31)));
/// assert_eq!(end.to_string(), "2026-07-31T00:00:00+02:00");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Midnight(Day);

impl Midnight {
    /// The midnight at which a date starts.
    pub fn on(date: Date) -> Self {
        Self(Day::new(date))
    }

    /// The midnight that follows `last_day`: the exclusive end of a period with that last day.
    pub fn after(last_day: Date) -> Self {
        Self(Day::new(last_day).tomorrow())
    }

    /// The date that starts at this midnight.
    pub fn date(self) -> Date {
        self.0.date()
    }

    /// The instant; see [`Day`] for dates outside the range of a timestamp.
    pub fn timestamp(self) -> Timestamp {
        self.0.start()
    }
}

impl From<Date> for Midnight {
    fn from(date: Date) -> Self {
        Self::on(date)
    }
}

impl fmt::Display for Midnight {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // German time is one or two hours ahead of UTC.
        let hours = time_zone().to_offset(self.timestamp()).seconds() / 3600;
        write!(f, "{}T00:00:00+0{hours}:00", self.0)
    }
}

impl Serialize for Midnight {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_midnight_has_the_offset_of_its_day() {
        for (date, text) in [
            ("2026-03-29", "2026-03-29T00:00:00+01:00"),
            ("2026-03-30", "2026-03-30T00:00:00+02:00"),
            ("2026-10-25", "2026-10-25T00:00:00+02:00"),
            ("2026-10-26", "2026-10-26T00:00:00+01:00"),
            ("2026-12-31", "2026-12-31T00:00:00+01:00"),
        ] {
            let date: Date = date.parse().unwrap();
            let midnight = Midnight::from(date);
            assert_eq!(midnight.to_string(), text);
            assert_eq!(
                serde_json::to_string(&midnight).unwrap(),
                format!("\"{text}\"")
            );
            assert_eq!(midnight.timestamp(), text.parse().unwrap());
            assert_eq!(midnight.date(), date);
            assert_eq!(Midnight::after(date.yesterday().unwrap()), midnight);
        }
    }

    #[test]
    fn midnights_exist_up_to_the_end_of_the_calendar() {
        let last = Midnight::on(Date::MAX);
        assert_eq!(last.to_string(), "9999-12-31T00:00:00+01:00");
        assert_eq!(Midnight::after(Date::MAX), last);
    }
}
