//! What an order says of itself: the last milestone, its date, and obstacles beside it.

use crate::types::MeterOrder;

impl MeterOrder {
    /// Whether somebody has to look at it: it is blocked, and `blocked_reason` may say why. The
    /// status stays what it was.
    pub fn needs_attention(&self) -> bool {
        self.blocked_at.is_some() && !self.status.is_terminal()
    }

    pub(crate) fn progress(&self) -> String {
        let instants = [self.blocked_at, self.appointment_at];
        let instants = instants.map(|at| at.map(|at| at.to_string()).unwrap_or_default());
        format!("{} {}", self.status, instants.join(" "))
    }
}
