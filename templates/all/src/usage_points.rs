//! Points of metered energy as slots, in kWh.

use crate::{Decimal, Timestamp, types::UsagePoint};
use nomos_client_runtime::energy::slots::Slot;

impl Slot for UsagePoint {
    fn start(&self) -> Timestamp {
        self.start
    }

    fn value(&self) -> Decimal {
        self.usage
    }
}
