//! The progress of an order: its last milestone, the appointment, and whether it is blocked.

use crate::types::MeterOrder;

impl MeterOrder {
    /// Whether the order is blocked and needs manual attention; `blocked_reason` may give the
    /// cause. Blocking does not change the status.
    pub fn needs_attention(&self) -> bool {
        self.blocked_at.is_some() && !self.status.is_terminal()
    }

    pub(crate) fn progress(&self) -> String {
        let instants = [self.blocked_at, self.appointment_at];
        let instants = instants.map(|at| at.map(|at| at.to_string()).unwrap_or_default());
        format!("{} {}", self.status, instants.join(" "))
    }
}
