//! Orders of smart meters.

use crate::{
    Error, Watch,
    api::MeterOrders,
    types::{MeterOrder, MeterOrderId},
};
use nomos_client_runtime::{Watched, scope::CanRead};

/// What an error of [`meter_orders`](crate::Client::meter_orders) means.
pub trait MeterOrderError {
    /// The order was rejected because there is or was one already: a subscription has one order
    /// ever.
    fn is_already_ordered(&self) -> bool;
}

impl MeterOrderError for Error {
    fn is_already_ordered(&self) -> bool {
        self.means("already-ordered")
    }
}

impl MeterOrder {
    /// Whether nothing will happen to it any more: the meter is live, or the order was called off.
    pub fn is_terminal(&self) -> bool {
        self.status.is_terminal()
    }

    /// Whether the meter is live and reports its values.
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
    /// Follows an order until it is live or called off. Asks once a day, which is as often as the
    /// API wants to be asked and plenty for something that takes weeks; each change comes once.
    /// With [`Watch::saved`] and [`Watch::resume`] that holds across restarts.
    pub fn watch(&self, id: impl Into<MeterOrderId>) -> Watch<MeterOrder> {
        let (orders, id) = (self.clone(), id.into());
        Watch::new(move || orders.get(&id))
    }
}
