//! A limit of requests per second, with fixed windows.

use std::time::Duration;

use tokio::time::Instant;

use super::record::Response;

const WINDOW: Duration = Duration::from_secs(1);

pub(super) struct RateLimit {
    per_second: u32,
    start: Option<Instant>,
    used: u32,
}

/// The values of the rate limit headers.
#[derive(Clone, Copy)]
pub(super) struct Usage {
    limit: u32,
    remaining: u32,
    reset: u64,
    pub(super) is_exceeded: bool,
}

impl RateLimit {
    pub(super) fn new(per_second: u32) -> Self {
        Self {
            per_second,
            start: None,
            used: 0,
        }
    }

    /// Counts a request.
    pub(super) fn count(&mut self) -> Usage {
        let now = Instant::now();
        let start = match self.start {
            Some(start) if now < start + WINDOW => start,
            _ => {
                self.used = 0;
                now
            }
        };
        self.start = Some(start);
        self.used += 1;
        let left = (start + WINDOW).saturating_duration_since(now);
        Usage {
            limit: self.per_second,
            remaining: self.per_second.saturating_sub(self.used),
            reset: left.as_millis().div_ceil(1000).try_into().unwrap_or(1),
            is_exceeded: self.used > self.per_second,
        }
    }
}

impl Usage {
    pub(super) fn write(self, response: Response) -> Response {
        let response = response
            .header("ratelimit-limit", &self.limit.to_string())
            .header("ratelimit-remaining", &self.remaining.to_string())
            .header("ratelimit-reset", &self.reset.to_string());
        if self.is_exceeded {
            response.header("retry-after", &self.reset.to_string())
        } else {
            response
        }
    }
}
