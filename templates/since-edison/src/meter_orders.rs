//! Smart meter orders: their state, and watching them.

use crate::{
    Error, Watch,
    api::MeterOrders,
    types::{MeterOrder, MeterOrderId},
};
use nomos_client_runtime::{Watched, scope::CanRead};

/// Tells apart the errors of [`meter_orders`](crate::Client::meter_orders).
pub trait MeterOrderError {
    /// Whether the order was rejected because the subscription already has or had one: each
    /// subscription can order a smart meter only once.
    fn is_already_ordered(&self) -> bool;
}

impl MeterOrderError for Error {
    fn is_already_ordered(&self) -> bool {
        self.means("already-ordered")
    }
}

impl MeterOrder {
    /// Whether the order is finished: the meter is live, or the order was cancelled.
    pub fn is_terminal(&self) -> bool {
        self.status.is_terminal()
    }

    /// Whether the meter is live and reporting values.
    pub fn is_live(&self) -> bool {
        self.status.is_live()
    }
}

impl Watched for MeterOrder {
    fn state(&self) -> String {
        self.progress()
    }

    fn is_final(&self) -> bool {
        self.is_terminal()
    }
}

impl<S: CanRead + Clone + 'static> MeterOrders<S> {
    /// Watches an order until the meter is live or the order is cancelled, yielding each change
    /// once. Polls once a day, the interval that the API recommends; an order takes weeks. Use
    /// [`Watch::saved`] and [`Watch::resume`] to continue after a restart.
    pub fn watch(&self, id: impl Into<MeterOrderId>) -> Watch<MeterOrder> {
        let (orders, id) = (self.clone(), id.into());
        Watch::new(move || orders.get(&id))
    }
}
