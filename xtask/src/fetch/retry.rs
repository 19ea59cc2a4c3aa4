//! Decides whether and when a failed request is retried. Does not wait itself.

use std::time::{Duration, SystemTime};

/// Upper bound for `Retry-After`.
const MAX_RETRY_AFTER: Duration = Duration::from_secs(30);

/// Why a request failed, and whether a retry could succeed.
#[derive(Debug)]
pub struct Failure {
    /// The cause, for the error message.
    pub cause: String,
    /// Whether a retry could succeed.
    pub is_transient: bool,
    /// The delay that the server asked for.
    pub retry_after: Option<Duration>,
}

impl Failure {
    /// A failure that a retry would not change.
    pub fn permanent(cause: impl Into<String>) -> Self {
        Self {
            cause: cause.into(),
            is_transient: false,
            retry_after: None,
        }
    }

    /// A failure that a retry could resolve.
    pub fn transient(cause: impl Into<String>) -> Self {
        Self {
            is_transient: true,
            ..Self::permanent(cause)
        }
    }

    /// The delay after attempt number `attempt`, counted from zero.
    pub fn delay(&self, attempt: u32, backoff: Duration) -> Duration {
        match self.retry_after {
            Some(delay) => delay.min(MAX_RETRY_AFTER),
            None => backoff.saturating_mul(2_u32.saturating_pow(attempt)),
        }
    }
}

/// Parses `Retry-After`: seconds, or a date.
pub fn parse_retry_after(header: &str, now: SystemTime) -> Option<Duration> {
    if let Ok(seconds) = header.trim().parse() {
        return Some(Duration::from_secs(seconds));
    }
    let date = httpdate::parse_http_date(header).ok()?;
    Some(date.duration_since(now).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn delays_double() {
        let failure = Failure::transient("");
        let delays = [0, 1, 2].map(|attempt| failure.delay(attempt, SECOND));
        assert_eq!(delays, [SECOND, SECOND * 2, SECOND * 4]);
    }

    #[test]
    fn retry_after_is_followed_up_to_a_limit() {
        for (seconds, expected) in [(0, 0), (7, 7), (3600, 30)] {
            let failure = Failure {
                retry_after: Some(SECOND * seconds),
                ..Failure::transient("")
            };
            assert_eq!(failure.delay(2, SECOND), SECOND * expected);
        }
    }

    #[test]
    fn seconds_and_dates_are_parsed() {
        let now = SystemTime::UNIX_EPOCH + SECOND * 1_000_000_000;
        let later = httpdate::fmt_http_date(now + SECOND * 12);
        assert_eq!(parse_retry_after("12", now), Some(SECOND * 12));
        assert_eq!(parse_retry_after(&later, now), Some(SECOND * 12));
        assert_eq!(
            parse_retry_after(&later, now + SECOND * 60),
            Some(Duration::ZERO)
        );
        assert_eq!(parse_retry_after("soon", now), None);
    }
}
