//! What an order says of itself: its status, which has values for obstacles.

use crate::types::MeterOrder;

impl MeterOrder {
    /// Whether somebody has to look at it.
    pub fn needs_attention(&self) -> bool {
        self.status.needs_attention()
    }

    pub(crate) fn progress(&self) -> String {
        self.status.to_string()
    }
}
