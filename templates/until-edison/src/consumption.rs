//! Metered energy by German days.

use crate::{Date, api::SubscriptionsConsumption};

impl SubscriptionsConsumption {
    /// Asks for these German calendar days, both included. The API takes the day after the last one
    /// as its end.
    pub fn days(self, first: Date, last: Date) -> Self {
        self.start(first).end(last.tomorrow().unwrap_or(last))
    }
}
