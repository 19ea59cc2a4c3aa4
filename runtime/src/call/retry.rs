//! Whether and when a request is sent again.

mod budget;

use std::time::Duration;

pub(crate) use self::budget::Budget;
use crate::TransportErrorKind;

/// Whether and when a failed request is sent again.
///
/// Reads are repeated after 429, 5xx, and failures of the connection. Changes (POST, PATCH) are
/// repeated after 429, or when nothing was sent: the API has no idempotency key, so a repeated
/// change could happen twice.
///
/// ```
/// use std::time::Duration;
/// use nomos_client_runtime::RetryPolicy;
///
/// let patient = RetryPolicy::default().attempts(8).backoff(Duration::from_secs(1), Duration::from_secs(60));
/// let never = RetryPolicy::none();
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RetryPolicy {
    attempts: u32,
    first: Duration,
    longest: Duration,
    retry_after: Duration,
    budget: u32,
}

impl Default for RetryPolicy {
    /// Four attempts; waits below 0.5 s, 1 s, 2 s; a `Retry-After` of up to a minute; 10 retries in
    /// stock.
    fn default() -> Self {
        Self {
            attempts: 4,
            first: Duration::from_millis(500),
            longest: Duration::from_secs(20),
            retry_after: Duration::from_secs(60),
            budget: 10,
        }
    }
}

impl RetryPolicy {
    /// One attempt only.
    pub fn none() -> Self {
        Self::default().attempts(1)
    }

    /// How often a request is sent at most, the first time included. Zero counts as one.
    #[must_use]
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts;
        self
    }

    /// The longest wait before the second attempt, which doubles from one attempt to the next, and
    /// what it never exceeds. The wait itself is random, between zero and that.
    #[must_use]
    pub fn backoff(mut self, first: Duration, longest: Duration) -> Self {
        (self.first, self.longest) = (first, longest);
        self
    }

    /// The longest `Retry-After` to wait for. A longer one is left to the caller, see
    /// [`Error::retry_after`](crate::Error::retry_after).
    #[must_use]
    pub fn longest_retry_after(mut self, longest: Duration) -> Self {
        self.retry_after = longest;
        self
    }

    /// How many retries a client and its clones have in stock. Each takes one, ten successes bring
    /// one back, and 429 takes none. During an outage the stock runs out, so that traffic grows by
    /// a tenth at most.
    #[must_use]
    pub fn budget(mut self, retries: u32) -> Self {
        self.budget = retries;
        self
    }

    pub(crate) fn new_budget(&self) -> Budget {
        Budget::new(self.budget)
    }

    /// How long to wait before the next attempt; `None` if there is none.
    ///
    /// A pure function: `jitter` is between 0 and 1, and how much of the backoff to wait.
    ///
    /// ```
    /// use std::time::Duration;
    /// use nomos_client_runtime::{Attempt, Failure, RetryPolicy};
    ///
    /// let attempt = Attempt { number: 1, safe: false, failure: Failure::Status(500), retry_after: None };
    /// assert_eq!(RetryPolicy::default().decide(&attempt, 0.5), None);
    /// let attempt = Attempt { safe: true, ..attempt };
    /// assert_eq!(RetryPolicy::default().decide(&attempt, 0.5), Some(Duration::from_millis(250)));
    /// ```
    pub fn decide(&self, attempt: &Attempt, jitter: f64) -> Option<Duration> {
        if attempt.number >= self.attempts || !attempt.is_repeatable() {
            return None;
        }
        match attempt.retry_after {
            Some(wait) => (wait <= self.retry_after).then_some(wait),
            None => {
                let doublings = attempt.number.saturating_sub(1).min(31);
                let bound = self.first.saturating_mul(1 << doublings).min(self.longest);
                Some(bound.mul_f64(jitter.clamp(0.0, 1.0)))
            }
        }
    }
}

/// A failed attempt to send a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// Which one it was, beginning with 1.
    pub number: u32,
    /// Whether sending it twice does no harm, as with every read.
    pub safe: bool,
    /// What happened.
    pub failure: Failure,
    /// How long the server asked to wait.
    pub retry_after: Option<Duration>,
}

/// What happened to an [`Attempt`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The response has this status.
    Status(u16),
    /// There is no complete response.
    Transport(TransportErrorKind),
}

impl Attempt {
    fn is_repeatable(&self) -> bool {
        use TransportErrorKind as Kind;
        let safe = self.safe;
        match self.failure {
            Failure::Status(429) | Failure::Transport(Kind::Connect) => true,
            Failure::Status(status) => safe && (500..600).contains(&status),
            Failure::Transport(Kind::Timeout | Kind::Body | Kind::Other) => safe,
            Failure::Transport(Kind::Tls | Kind::TooLarge) => false,
        }
    }
}

#[cfg(test)]
mod tests;
