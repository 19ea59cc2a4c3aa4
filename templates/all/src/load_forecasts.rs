//! Load forecasts for whole German days.

use crate::{
    Decimal, Timestamp,
    types::{InsertLoadForecast, LoadForecastPoint, SubscriptionId},
};
use nomos_client_runtime::energy::slots::Slot;

impl Slot for LoadForecastPoint {
    fn start(&self) -> Timestamp {
        self.start
    }

    fn value(&self) -> Decimal {
        self.value
    }
}

impl From<(Timestamp, Decimal)> for LoadForecastPoint {
    fn from((start, value): (Timestamp, Decimal)) -> Self {
        Self::new(start, value)
    }
}

impl InsertLoadForecast {
    /// Creates a load forecast for a subscription, with one point in kW per quarter-hour.
    /// [`slots::Forecast`](crate::slots::Forecast) builds the points of whole days.
    pub fn of(subscription: impl Into<SubscriptionId>, points: Vec<LoadForecastPoint>) -> Self {
        Self::new(subscription, points)
    }
}
