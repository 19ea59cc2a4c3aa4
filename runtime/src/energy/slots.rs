//! Values per quarter-hour or hour: finding the cheapest slots, and forecasts for whole days.
//!
//! ```
//! use jiff::Timestamp;
//! use nomos_client_runtime::energy::slots::{Slot, cheapest, cheapest_run};
//! use rust_decimal::Decimal;
//!
//! /// A price in ct/kWh for the quarter-hour that starts at an instant.
//! struct Price(Timestamp, Decimal);
//!
//! impl Slot for Price {
//!     fn start(&self) -> Timestamp {
//!         self.0
//!     }
//!
//!     fn value(&self) -> Decimal {
//!         self.1
//!     }
//! }
//!
//! let midnight: Timestamp = "2026-06-14T22:00:00Z".parse()?;
//! let prices: Vec<Price> = [30, 10, 30, 20, 15]
//!     .iter()
//!     .zip(0..)
//!     .map(|(ct, quarter)| {
//!         let start = midnight + jiff::SignedDuration::from_mins(15 * quarter);
//!         Price(start, Decimal::from(*ct))
//!     })
//!     .collect();
//!
//! // Half an hour of charging, in two parts or without interruption.
//! let parts = cheapest(&prices, 2);
//! assert_eq!(parts[0].start().to_string(), "2026-06-14T22:15:00Z");
//! assert_eq!(parts[1].start().to_string(), "2026-06-14T23:00:00Z");
//! let run = cheapest_run(&prices, 2).ok_or("no two consecutive quarter-hours")?;
//! assert_eq!(run[0].start().to_string(), "2026-06-14T22:45:00Z");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod cheapest;
mod days;
mod forecast;

use jiff::Timestamp;
use rust_decimal::Decimal;

pub(crate) use self::days::whole_days;
pub use self::{
    cheapest::{cheapest, cheapest_run},
    days::{DaysError, check_days},
    forecast::{Forecast, ForecastError, TooLate},
};

/// A value for a quarter-hour or an hour: a price in ct/kWh, an energy in kWh, or a load in kW.
/// Implemented by types of the generated crates.
pub trait Slot {
    /// The start of the slot.
    fn start(&self) -> Timestamp;

    /// The value, in the unit of the type.
    fn value(&self) -> Decimal;
}

impl<S: Slot + ?Sized> Slot for &S {
    fn start(&self) -> Timestamp {
        (**self).start()
    }

    fn value(&self) -> Decimal {
        (**self).value()
    }
}

#[cfg(test)]
mod test_slots {
    use super::*;
    use crate::energy::german::{Day, QUARTER_HOUR};

    /// A slot of the tests.
    #[derive(Clone, Copy, Debug, PartialEq)]
    pub(super) struct Point(pub(super) Timestamp, pub(super) Decimal);

    impl Slot for Point {
        fn start(&self) -> Timestamp {
            self.0
        }

        fn value(&self) -> Decimal {
            self.1
        }
    }

    impl From<(Timestamp, Decimal)> for Point {
        fn from((start, value): (Timestamp, Decimal)) -> Self {
            Self(start, value)
        }
    }

    /// Quarter-hours from the start of a German day.
    pub(super) fn points(day: &str, values: &[i64]) -> Vec<Point> {
        let mut start = Day::new(day.parse().unwrap()).start();
        let mut points = Vec::new();
        for value in values {
            points.push(Point(start, Decimal::from(*value)));
            start += QUARTER_HOUR;
        }
        points
    }
}
