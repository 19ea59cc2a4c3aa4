//! Forecasts for whole days.

use std::{error::Error as StdError, fmt};

use jiff::{
    Timestamp,
    civil::{Date, time},
};
use rust_decimal::Decimal;

use crate::energy::german::{Day, QuarterHours};

/// A forecast for every quarter-hour of whole German days.
///
/// A day-ahead forecast is due by 09:00 German time on the day before.
///
/// ```
/// use jiff::{Timestamp, civil::date};
/// use nomos_client_runtime::energy::slots::Forecast;
/// use rust_decimal::Decimal;
///
/// /// A point of the forecast: the load in kW of the quarter-hour that starts at an instant.
/// struct Point(Timestamp, Decimal);
///
/// impl From<(Timestamp, Decimal)> for Point {
///     fn from((start, value): (Timestamp, Decimal)) -> Self {
///         Self(start, value)
///     }
/// }
///
/// let forecast = Forecast::days(date(2026, 10, 25), date(2026, 10, 25))?;
/// assert_eq!(forecast.deadline().to_string(), "2026-10-24T07:00:00Z");
/// let points: Vec<Point> = forecast.from_fn(|_start| 3)?;
/// assert_eq!(points.len(), 100);
/// # Ok::<(), nomos_client_runtime::energy::slots::ForecastError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Forecast {
    first: Day,
    last: Day,
}

#[allow(
    clippy::wrong_self_convention,
    reason = "points are made from something, for these days"
)]
impl Forecast {
    /// Creates a forecast for the days from `first` to `last`, both inclusive.
    ///
    /// # Errors
    ///
    /// Fails if the last day is before the first.
    pub fn days(first: Date, last: Date) -> Result<Self, ForecastError> {
        if last < first {
            return Err(ForecastError::LastBeforeFirst);
        }
        Ok(Self {
            first: Day::new(first),
            last: Day::new(last),
        })
    }

    /// The starts of the quarter-hours to forecast.
    pub fn quarter_hours(self) -> QuarterHours {
        QuarterHours::of_days(self.first, self.last)
    }

    /// Creates the points, with the result of `value` for the start of each quarter-hour.
    ///
    /// # Errors
    ///
    /// Fails if a value is negative.
    pub fn from_fn<P, V>(
        self,
        mut value: impl FnMut(Timestamp) -> V,
    ) -> Result<Vec<P>, ForecastError>
    where
        P: From<(Timestamp, Decimal)>,
        V: Into<Decimal>,
    {
        self.quarter_hours()
            .map(|start| {
                let value = value(start).into();
                if value < Decimal::ZERO {
                    return Err(ForecastError::Negative { start });
                }
                Ok(P::from((start, value)))
            })
            .collect()
    }

    /// Creates the points from one value for each quarter-hour, in order.
    ///
    /// # Errors
    ///
    /// Fails if the number of values differs from the number of quarter-hours, or if a value is
    /// negative.
    pub fn from_slice<P>(self, values: &[Decimal]) -> Result<Vec<P>, ForecastError>
    where
        P: From<(Timestamp, Decimal)>,
    {
        let needed = self.quarter_hours().len();
        if values.len() != needed {
            return Err(ForecastError::Length {
                given: values.len(),
                needed,
                unusual_days: self.unusual_days(),
            });
        }
        let mut values = values.iter().copied();
        self.from_fn(|_| values.next().unwrap_or_default())
    }

    /// The deadline of the forecast: 09:00 German time on the day before the first day.
    pub fn deadline(self) -> Timestamp {
        self.first.yesterday().at(time(9, 0, 0, 0))
    }

    /// Checks that the deadline has not passed.
    ///
    /// # Errors
    ///
    /// Fails if it has passed.
    pub fn check_deadline(self, now: Timestamp) -> Result<(), TooLate> {
        let deadline = self.deadline();
        if now > deadline {
            return Err(TooLate { deadline });
        }
        Ok(())
    }

    /// The days that do not have 96 quarter-hours, and how many they have.
    fn unusual_days(self) -> Vec<(Day, usize)> {
        let mut unusual = Vec::new();
        let mut day = self.first;
        loop {
            match day.quarter_hours().len() {
                96 => {}
                length => unusual.push((day, length)),
            }
            if day >= self.last {
                return unusual;
            }
            day = day.tomorrow();
        }
    }
}

/// A forecast could not be created.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ForecastError {
    /// The last day is before the first.
    LastBeforeFirst,
    /// The number of values differs from the number of quarter-hours.
    Length {
        /// The number of values.
        given: usize,
        /// The number of quarter-hours.
        needed: usize,
        /// The days that do not have 96 quarter-hours, with their number of quarter-hours.
        unusual_days: Vec<(Day, usize)>,
    },
    /// A value is negative.
    Negative {
        /// The start of the quarter-hour.
        start: Timestamp,
    },
}

impl fmt::Display for ForecastError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::LastBeforeFirst => f.write_str("the last day is before the first"),
            Self::Length {
                given,
                needed,
                unusual_days,
            } => {
                write!(f, "expected {needed} values, got {given}")?;
                for (day, length) in unusual_days {
                    write!(f, "; {day} has {length}")?;
                }
                Ok(())
            }
            Self::Negative { start } => write!(f, "the value for {start} is negative"),
        }
    }
}

impl StdError for ForecastError {}

/// The deadline of a forecast has passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TooLate {
    /// The deadline that has passed.
    pub deadline: Timestamp,
}

impl fmt::Display for TooLate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the forecast was due at {}", self.deadline)
    }
}

impl StdError for TooLate {}

#[cfg(test)]
mod tests {
    use super::{
        super::{
            check_days,
            test_slots::{Point, points},
        },
        *,
    };

    fn days(first: &str, last: &str) -> Forecast {
        Forecast::days(first.parse().unwrap(), last.parse().unwrap()).unwrap()
    }

    #[test]
    fn a_forecast_covers_its_days() {
        for (first, last, length) in [
            ("2026-03-29", "2026-03-29", 92),
            ("2026-10-25", "2026-10-25", 100),
            ("2026-03-28", "2026-03-30", 96 + 92 + 96),
        ] {
            let forecast = days(first, last);
            let made: Vec<Point> = forecast.from_fn(|_| 7).unwrap();
            assert_eq!(made, points(first, &vec![7; length]));
            assert_eq!(check_days(&made), Ok(()));
            let values: Vec<Decimal> = (0..length).map(Decimal::from).collect();
            let made: Vec<Point> = forecast.from_slice(&values).unwrap();
            assert_eq!(made.iter().map(|point| point.1).collect::<Vec<_>>(), values);
        }
    }

    #[test]
    fn each_value_belongs_to_the_start_of_its_quarter_hour() {
        let forecast = days("2026-10-25", "2026-10-25");
        let made: Vec<Point> = forecast.from_fn(|start| start.as_second()).unwrap();
        let belongs = |point: &Point| point.1 == Decimal::from(point.0.as_second());
        assert!(made.iter().all(belongs));
    }

    #[test]
    fn a_wrong_number_of_values_says_what_is_needed() {
        for (first, last, given, text) in [
            (
                "2026-03-29",
                "2026-03-29",
                96,
                "expected 92 values, got 96; 2026-03-29 has 92",
            ),
            (
                "2026-10-24",
                "2026-10-25",
                0,
                "expected 196 values, got 0; 2026-10-25 has 100",
            ),
            (
                "2026-06-01",
                "2026-06-02",
                191,
                "expected 192 values, got 191",
            ),
        ] {
            let values = vec![Decimal::ONE; given];
            let error = days(first, last).from_slice::<Point>(&values).unwrap_err();
            assert_eq!(error.to_string(), text);
        }
    }

    #[test]
    fn negative_values_and_days_in_the_wrong_order_are_refused() {
        let forecast = days("2026-06-01", "2026-06-01");
        let mut values = vec![Decimal::ZERO; 96];
        values[1] = Decimal::NEGATIVE_ONE;
        let error = forecast.from_slice::<Point>(&values).unwrap_err();
        assert_eq!(
            error.to_string(),
            "the value for 2026-05-31T22:15:00Z is negative"
        );
        let (first, last) = ("2026-06-02".parse().unwrap(), "2026-06-01".parse().unwrap());
        assert_eq!(
            Forecast::days(first, last),
            Err(ForecastError::LastBeforeFirst)
        );
    }

    #[test]
    fn the_deadline_is_nine_oclock_on_the_day_before() {
        for (day, deadline) in [
            ("2026-03-29", "2026-03-28T08:00:00Z"),
            ("2026-03-30", "2026-03-29T07:00:00Z"),
            ("2026-10-25", "2026-10-24T07:00:00Z"),
            ("2026-10-26", "2026-10-25T08:00:00Z"),
        ] {
            let forecast = days(day, "2026-12-31");
            let deadline: Timestamp = deadline.parse().unwrap();
            assert_eq!(forecast.deadline(), deadline);
            assert_eq!(forecast.check_deadline(deadline), Ok(()));
            let late = Timestamp::from_nanosecond(deadline.as_nanosecond() + 1).unwrap();
            assert_eq!(forecast.check_deadline(late), Err(TooLate { deadline }));
        }
    }
}
