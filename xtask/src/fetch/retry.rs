//! When a request that failed is sent again. Decides only; nothing here waits.

use std::time::{Duration, SystemTime};

/// No server makes the command wait for longer.
const LONGEST: Duration = Duration::from_secs(30);

/// Why a request failed, and whether it may do better another time.
#[derive(Debug)]
pub struct Failure {
    /// What happened.
    pub cause: String,
    /// Whether sending it again makes sense.
    pub again: bool,
    /// How long the server asks to wait.
    pub wait: Option<Duration>,
}

impl Failure {
    /// Another attempt would end the same way.
    pub fn last(cause: impl Into<String>) -> Self {
        Self {
            cause: cause.into(),
            again: false,
            wait: None,
        }
    }

    /// Another attempt may succeed.
    pub fn again(cause: impl Into<String>) -> Self {
        Self {
            again: true,
            ..Self::last(cause)
        }
    }

    /// The pause after the attempt number `attempt`, counted from zero, that failed like this.
    pub fn pause(&self, attempt: u32, backoff: Duration) -> Duration {
        match self.wait {
            Some(wait) => wait.min(LONGEST),
            None => backoff.saturating_mul(2_u32.saturating_pow(attempt)),
        }
    }
}

/// Reads `Retry-After`: seconds, or a date.
pub fn retry_after(header: &str, now: SystemTime) -> Option<Duration> {
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
    fn pauses_double() {
        let failure = Failure::again("");
        let pauses = [0, 1, 2].map(|attempt| failure.pause(attempt, SECOND));
        assert_eq!(pauses, [SECOND, SECOND * 2, SECOND * 4]);
    }

    #[test]
    fn the_server_says_how_long_up_to_a_limit() {
        for (seconds, expected) in [(0, 0), (7, 7), (3600, 30)] {
            let failure = Failure {
                wait: Some(SECOND * seconds),
                ..Failure::again("")
            };
            assert_eq!(failure.pause(2, SECOND), SECOND * expected);
        }
    }

    #[test]
    fn seconds_and_dates_are_read() {
        let now = SystemTime::UNIX_EPOCH + SECOND * 1_000_000_000;
        let later = httpdate::fmt_http_date(now + SECOND * 12);
        assert_eq!(retry_after("12", now), Some(SECOND * 12));
        assert_eq!(retry_after(&later, now), Some(SECOND * 12));
        assert_eq!(retry_after(&later, now + SECOND * 60), Some(Duration::ZERO));
        assert_eq!(retry_after("soon", now), None);
    }
}
