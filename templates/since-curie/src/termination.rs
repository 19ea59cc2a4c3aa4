//! Terminating a subscription.

use crate::{
    Date,
    german::Midnight,
    types::{MoveOutTermination, OrdinaryTermination, TerminateSubscription},
};

impl TerminateSubscription {
    /// An ordinary cancellation, as early as the contract allows.
    pub fn ordinary() -> Self {
        OrdinaryTermination::new().into()
    }

    /// An ordinary cancellation with this last day of supply, a German calendar day. The API's end
    /// is exclusive, so the following midnight in Berlin is sent.
    pub fn ordinary_after(last_day: Date) -> Self {
        let end = Midnight::after(last_day).timestamp();
        OrdinaryTermination::new().intended_end_at(end).into()
    }

    /// A cancellation because the customer moves out, with this last day of supply, a German
    /// calendar day. The API's end is exclusive, so the following midnight in Berlin is sent.
    pub fn move_out(last_day: Date) -> Self {
        MoveOutTermination::new(Midnight::after(last_day).timestamp()).into()
    }

    /// A withdrawal from the contract, within 14 days.
    pub fn withdrawal() -> Self {
        Self::Withdrawal
    }
}
