//! The retry loop, which is independent of requests and authentication.

use std::time::{Duration, Instant, SystemTime};

use bytes::Bytes;
use http::Response;

use super::{
    pipeline::Pipeline,
    retry::{Attempt, Failure},
};
use crate::{TransportError, headers::retry_after};

/// The outcome of an attempt, as far as retries are concerned.
pub(crate) trait Outcome {
    /// The failure and the wait that the server asked for; `None` for a success and for failures
    /// that a retry cannot fix.
    fn failure(&self, now: SystemTime) -> Option<(Failure, Option<Duration>)>;
}

impl<T: Outcome> Outcome for Result<T, TransportError> {
    fn failure(&self, now: SystemTime) -> Option<(Failure, Option<Duration>)> {
        match self {
            Ok(outcome) => outcome.failure(now),
            Err(error) => Some((Failure::Transport(error.kind()), None)),
        }
    }
}

impl Outcome for Response<Bytes> {
    fn failure(&self, now: SystemTime) -> Option<(Failure, Option<Duration>)> {
        let failure = Failure::of_status(self.status())?;
        Some((failure, retry_after(self.headers(), now)))
    }
}

/// Work that the loop can retry.
pub(crate) trait Retryable {
    type Outcome: Outcome + Send;
    type Error;

    /// Makes one attempt. An error ends the loop immediately.
    fn attempt(&mut self) -> impl Future<Output = Result<Self::Outcome, Self::Error>> + Send;
}

/// Repeats attempts as the [policy](crate::RetryPolicy), the budget and a deadline allow.
pub(crate) struct RetryLoop<'a> {
    pipeline: &'a Pipeline,
    safe: bool,
    deadline: Instant,
    attempts: u32,
}

impl<'a> RetryLoop<'a> {
    /// `safe`: a second attempt is harmless, whatever the outcome of the first.
    pub(crate) fn new(pipeline: &'a Pipeline, safe: bool, deadline: Instant) -> Self {
        Self {
            pipeline,
            safe,
            deadline,
            attempts: 0,
        }
    }

    /// The number of attempts so far.
    pub(crate) fn attempts(&self) -> u32 {
        self.attempts
    }

    /// Makes attempts until one succeeds or a failure is final.
    pub(crate) async fn run<W: Retryable>(&mut self, work: &mut W) -> Result<W::Outcome, W::Error> {
        loop {
            let outcome = work.attempt().await?;
            self.attempts += 1;
            let Some((failure, retry_after)) = outcome.failure(self.pipeline.clock.system_time())
            else {
                self.pipeline.budget.refill();
                return Ok(outcome);
            };
            let Some(wait) = self.wait(failure, retry_after) else {
                return Ok(outcome);
            };
            self.pipeline.clock.sleep(wait).await;
        }
    }

    /// The delay before the next attempt; `None` if there is none.
    fn wait(&self, failure: Failure, retry_after: Option<Duration>) -> Option<Duration> {
        let attempt = Attempt {
            number: self.attempts,
            safe: self.safe,
            failure,
            retry_after,
        };
        let jitter = (self.pipeline.jitter)();
        let wait = self.pipeline.retry.decide(&attempt, jitter)?;
        let in_time = self.pipeline.clock.now() + wait < self.deadline;
        (in_time && (failure.is_free() || self.pipeline.budget.take())).then_some(wait)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{TransportErrorKind as Kind, test_support::core};

    /// Fails as prepared, then succeeds.
    struct Prepared {
        failures: Vec<Kind>,
        broken: bool,
    }

    impl Outcome for () {
        fn failure(&self, _: SystemTime) -> Option<(Failure, Option<Duration>)> {
            None
        }
    }

    impl Retryable for Prepared {
        type Outcome = Result<(), TransportError>;
        type Error = &'static str;

        async fn attempt(&mut self) -> Result<Self::Outcome, &'static str> {
            if self.broken {
                return Err("broken");
            }
            Ok(self
                .failures
                .pop()
                .map_or(Ok(()), |kind| Err(TransportError::new(kind))))
        }
    }

    /// The outcome of a loop over these failures, the last one first, and the number of attempts.
    async fn run(safe: bool, failures: &[Kind], broken: bool) -> (Result<bool, &'static str>, u32) {
        let core = core();
        let pipeline = core.pipeline();
        let deadline = pipeline.clock.now() + Duration::from_secs(60);
        let mut retry = RetryLoop::new(pipeline, safe, deadline);
        let failures = failures.to_vec();
        let outcome = retry.run(&mut Prepared { failures, broken }).await;
        (outcome.map(|outcome| outcome.is_ok()), retry.attempts())
    }

    #[tokio::test(start_paused = true)]
    async fn what_passes_is_repeated_until_it_succeeds() {
        assert_eq!(
            run(true, &[Kind::Body, Kind::Timeout], false).await,
            (Ok(true), 3)
        );
        assert_eq!(run(true, &[Kind::Body; 9], false).await, (Ok(false), 4));
    }

    #[tokio::test(start_paused = true)]
    async fn what_may_have_taken_effect_is_not_repeated() {
        assert_eq!(run(false, &[Kind::Body], false).await, (Ok(false), 1));
        assert_eq!(run(false, &[Kind::Connect], false).await, (Ok(true), 2));
    }

    #[tokio::test(start_paused = true)]
    async fn an_error_that_no_attempt_can_change_ends_the_loop() {
        assert_eq!(run(true, &[], true).await, (Err("broken"), 0));
    }
}
