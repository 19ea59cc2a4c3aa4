//! The retry policy.

mod budget;

use std::time::Duration;

use http::StatusCode;

pub(crate) use self::budget::Budget;
use crate::TransportErrorKind;

/// Decides whether and when a failed request is retried.
///
/// Reads are retried after 429, 5xx and connection failures, and so are writes with an idempotency
/// key. Other writes (POST, PATCH) are retried only after 429 and if nothing was sent: a retried
/// write could be executed twice.
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
    /// Four attempts, delays of up to 0.5 s, 1 s and 2 s, a `Retry-After` of up to one minute, and
    /// a retry budget of ten.
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
    /// A policy without retries.
    pub fn none() -> Self {
        Self::default().attempts(1)
    }

    /// Sets the maximum number of attempts, including the first. Zero counts as one.
    #[must_use]
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts;
        self
    }

    /// Sets the maximum delay before the second attempt, which doubles with each attempt, and its
    /// upper bound. The actual delay is random, between zero and that maximum.
    #[must_use]
    pub fn backoff(mut self, first: Duration, longest: Duration) -> Self {
        (self.first, self.longest) = (first, longest);
        self
    }

    /// Sets the longest `Retry-After` to wait for. After a longer one, the call fails; see
    /// [`Error::retry_after`](crate::Error::retry_after).
    #[must_use]
    pub fn longest_retry_after(mut self, longest: Duration) -> Self {
        self.retry_after = longest;
        self
    }

    /// Sets the retry budget of a client and its clones. Each retry costs one, ten successes
    /// restore one, and retries after 429 are free. During an outage the budget runs out, which
    /// limits the additional traffic to 10 %.
    #[must_use]
    pub fn budget(mut self, retries: u32) -> Self {
        self.budget = retries;
        self
    }

    pub(crate) fn new_budget(&self) -> Budget {
        Budget::new(self.budget)
    }

    /// The delay before the next attempt; `None` if there is none.
    ///
    /// A pure function; `jitter`, between 0 and 1, is the fraction of the backoff to wait.
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
    /// The number of the attempt, starting with 1.
    pub number: u32,
    /// Whether the request can safely be sent twice, like every read, and every write with an
    /// idempotency key.
    pub safe: bool,
    /// The failure.
    pub failure: Failure,
    /// The wait that the server asked for.
    pub retry_after: Option<Duration>,
}

/// The failure of an [`Attempt`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The response has this status.
    Status(u16),
    /// No complete response was received.
    Transport(TransportErrorKind),
}

impl Failure {
    /// The failure for a response with this status; `None` if a retry cannot help.
    pub(crate) fn of_status(status: StatusCode) -> Option<Self> {
        let failed = status == StatusCode::TOO_MANY_REQUESTS || status.is_server_error();
        failed.then_some(Self::Status(status.as_u16()))
    }

    /// Whether retrying is free: the server did not process a request that it answered with 429.
    pub(crate) fn is_free(self) -> bool {
        self == Self::Status(429)
    }
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
