//! Finding the cheapest times in a list of prices.

use crate::{
    Decimal, Timestamp, slots,
    types::{Price, PriceItem},
};
use nomos_client_runtime::energy::slots::Slot;

/// An item whose price is known.
#[derive(Clone, Copy, Debug)]
pub struct PricedItem<'p> {
    /// The item.
    pub item: &'p PriceItem,
    /// Its price in ct/kWh, including tax, levies and grid fees.
    pub amount: Decimal,
}

impl Slot for PricedItem<'_> {
    fn start(&self) -> Timestamp {
        self.item.timestamp
    }

    fn value(&self) -> Decimal {
        self.amount
    }
}

impl Price {
    /// The items whose price is known, in order.
    pub fn priced(&self) -> Vec<PricedItem<'_>> {
        let items = self.items.iter().flatten();
        items
            .filter_map(|item| {
                let amount = item.amount?;
                Some(PricedItem { item, amount })
            })
            .collect()
    }

    /// The `count` cheapest items in order of time, for loads that can be interrupted. An item
    /// covers a quarter-hour or an hour, see `resolution`.
    pub fn cheapest(&self, count: usize) -> Vec<&PriceItem> {
        let priced = self.priced();
        let cheapest = slots::cheapest(&priced, count).into_iter();
        cheapest.map(|priced| priced.item).collect()
    }

    /// The cheapest run of `count` consecutive items, for loads that cannot be interrupted. Empty
    /// if there is no such run.
    pub fn cheapest_run(&self, count: usize) -> Vec<&PriceItem> {
        let priced = self.priced();
        let run = slots::cheapest_run(&priced, count).unwrap_or_default();
        run.iter().map(|priced| priced.item).collect()
    }
}
