//! Metered energy by German calendar day.

use crate::{Date, api::SubscriptionsConsumption};

impl SubscriptionsConsumption {
    /// Requests these German calendar days, both inclusive. The API's own `end` is exclusive, so
    /// the day after `last` is sent.
    pub fn days(self, first: Date, last: Date) -> Self {
        self.start(first).end(last.tomorrow().unwrap_or(last))
    }
}
