//! The retry budget, which keeps an outage from multiplying traffic.

use std::sync::atomic::{AtomicU32, Ordering};

/// The cost of a retry, in units of what a success restores.
const RETRY: u32 = 10;

#[derive(Debug)]
pub(crate) struct Budget {
    units: AtomicU32,
    capacity: u32,
}

impl Budget {
    pub(crate) fn new(retries: u32) -> Self {
        let capacity = retries.saturating_mul(RETRY);
        Self {
            units: AtomicU32::new(capacity),
            capacity,
        }
    }

    /// Spends one retry, if the budget has one left.
    pub(crate) fn take(&self) -> bool {
        self.update(|units| units.checked_sub(RETRY))
    }

    /// Records a success.
    pub(crate) fn refill(&self) {
        self.update(|units| (units < self.capacity).then_some(units + 1));
    }

    fn update(&self, change: impl Fn(u32) -> Option<u32>) -> bool {
        self.units
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, change)
            .is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_successes_bring_one_retry_back() {
        let budget = Budget::new(1);
        assert!(budget.take());
        assert!(!budget.take());
        for _ in 0..9 {
            budget.refill();
        }
        assert!(!budget.take());
        budget.refill();
        assert!(budget.take());
    }

    #[test]
    fn the_stock_never_grows_beyond_its_beginning() {
        let budget = Budget::new(1);
        for _ in 0..100 {
            budget.refill();
        }
        assert!(budget.take() && !budget.take());
    }
}
