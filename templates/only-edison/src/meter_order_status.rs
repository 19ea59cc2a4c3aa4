//! The progress of an order: its status, which also says whether it is blocked.

use crate::types::MeterOrder;

impl MeterOrder {
    /// Whether the order is blocked and needs manual attention.
    pub fn needs_attention(&self) -> bool {
        self.status.needs_attention()
    }

    pub(crate) fn progress(&self) -> String {
        self.status.to_string()
    }
}
