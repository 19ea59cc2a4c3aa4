//! From a request to its response: token, scope, rate limit, attempts, waits.

use std::{sync::Arc, time::Instant};

use bytes::Bytes;
use http::{Response, StatusCode, Uri};

use super::{
    pipeline::Link,
    request::{Draft, Problem},
    retry::{is_failure, retry_after},
};
use crate::{
    Attempt, Auth, BrokenRule, Failure, Limits, Received, Sent, Token, TokenError, TransportError,
    auth, clock::within, scope,
};

/// The outcome of a call.
pub(crate) struct Exchange {
    /// Where the last request went.
    pub(crate) uri: Uri,
    /// How often a request was sent.
    pub(crate) attempts: u32,
    pub(crate) result: Result<Response<Bytes>, Cause>,
}

/// Why there is no response.
pub(crate) enum Cause {
    /// The request could not be built.
    Request(Problem),
    /// The request breaks a rule of the operation.
    Rule(BrokenRule),
    /// The token does not cover the operation.
    Scope {
        needed: &'static str,
        granted: String,
    },
    /// There is no token.
    Token(TokenError),
    /// The time was over before the request was sent.
    Deadline,
    /// There is no complete response.
    Transport(TransportError),
}

/// Sends what `draft` describes until there is a response worth returning.
pub(crate) async fn exchange(link: &Link, auth: &auth::Auth, draft: &Draft) -> Exchange {
    let work = Work {
        link,
        auth,
        draft,
        deadline: link.clock.now() + draft.total_timeout(link),
        uri: Uri::default(),
        attempts: 0,
    };
    #[cfg(feature = "tracing")]
    return super::trace::in_span(link, draft, work.run()).await;
    #[cfg(not(feature = "tracing"))]
    work.run().await
}

struct Work<'a> {
    link: &'a Link,
    auth: &'a auth::Auth,
    draft: &'a Draft,
    deadline: Instant,
    uri: Uri,
    attempts: u32,
}

impl Work<'_> {
    async fn run(mut self) -> Exchange {
        let result = self.attempt_all().await;
        Exchange {
            uri: self.uri,
            attempts: self.attempts,
            result,
        }
    }

    async fn attempt_all(&mut self) -> Result<Response<Bytes>, Cause> {
        // Before a token is asked for.
        self.draft.check().map_err(Cause::Request)?;
        self.draft
            .check_rules(&*self.link.clock)
            .map_err(Cause::Rule)?;
        // A token that the server has refused.
        let mut refused = None;
        loop {
            let token = self.token(refused.as_ref()).await?;
            let result = self.attempt(token.as_ref()).await?;
            if let (Ok(response), Some(token)) = (&result, token)
                && response.status() == StatusCode::UNAUTHORIZED
                && self.auth.is_renewable()
                && refused.is_none()
            {
                // Refused before anything was done, so that a change can be sent again too.
                refused = Some(token);
                continue;
            }
            if !self.waits_for_another(&result).await {
                return result.map_err(Cause::Transport);
            }
        }
    }

    /// The token to send, checked against the scope that the operation needs.
    async fn token(&self, refused: Option<&Arc<Token>>) -> Result<Option<Arc<Token>>, Cause> {
        if self.draft.operation.auth != Auth::Bearer {
            return Ok(None);
        }
        let token = match self.auth.fresh() {
            Some(token) if refused.is_none() => Some(token),
            _ => {
                let limit = self
                    .deadline
                    .saturating_duration_since(self.link.clock.now());
                within(&*self.link.clock, limit, self.auth.token(refused))
                    .await
                    .ok_or(Cause::Deadline)?
                    .map_err(Cause::Token)?
            }
        };
        if let (Some(needed), Some(granted)) = (
            self.draft.scope(),
            token.as_ref().and_then(|token| token.granted()),
        ) && !scope::covers(granted, needed)
        {
            let granted = granted.to_owned();
            return Err(Cause::Scope { needed, granted });
        }
        Ok(token)
    }

    /// Sends the request once.
    async fn attempt(
        &mut self,
        token: Option<&Arc<Token>>,
    ) -> Result<Result<Response<Bytes>, TransportError>, Cause> {
        let Self { link, draft, .. } = *self;
        let request = draft
            .build(link, token.map(|token| token.authorization()))
            .map_err(Cause::Request)?;
        if let Some(rate_limit) = &link.rate_limit
            && !rate_limit.acquire(&*link.clock, self.deadline).await
        {
            return Err(Cause::Deadline);
        }
        self.uri = request.uri().clone();
        self.attempts += 1;
        let sent = Sent {
            operation: draft.operation.id,
            method: draft.method(),
            path: draft.operation.path,
            version: link.api.version,
            attempt: self.attempts,
        };
        if let Some(observer) = &link.observer {
            observer.on_request(&sent);
        }
        let start = link.clock.now();
        let limits = self.limits(start);
        let result = link.transport.send(request, limits).await;
        let now = link.clock.now();
        let received = received(sent, &result, now - start);
        if let Some(observer) = &link.observer {
            observer.on_response(&received);
        }
        #[cfg(feature = "tracing")]
        super::trace::attempt(&received);
        if let (Some(rate_limit), Ok(response)) = (&link.rate_limit, &result) {
            rate_limit.observe(response.headers(), now);
        }
        Ok(result)
    }

    /// The limits of an attempt, which ends with the call at the latest.
    fn limits(&self, now: Instant) -> Limits {
        let mut limits = self.draft.limits(self.link);
        let left = self.deadline.saturating_duration_since(now);
        limits.timeout = limits.timeout.min(left);
        limits
    }

    /// Waits for the time of the next attempt, if there is one.
    async fn waits_for_another(&self, result: &Result<Response<Bytes>, TransportError>) -> bool {
        let link = self.link;
        let now = link.clock.now();
        let (failure, retry_after) = match result {
            Ok(response) if is_failure(response.status()) => (
                Failure::Status(response.status().as_u16()),
                retry_after(response.headers(), link.clock.system_time()),
            ),
            Ok(_) => {
                link.budget.refill();
                return false;
            }
            Err(error) => (Failure::Transport(error.kind()), None),
        };
        let limited = failure == Failure::Status(429);
        if let (true, Some(rate_limit), Some(pause)) = (limited, &link.rate_limit, retry_after) {
            // The server means all calls of this client, not just this one.
            rate_limit.pause(pause, now);
        }
        let attempt = Attempt {
            number: self.attempts,
            safe: self.draft.is_safe(),
            failure,
            retry_after,
        };
        let Some(wait) = link.retry.decide(&attempt, (link.jitter)()) else {
            return false;
        };
        if now + wait >= self.deadline || !(limited || link.budget.take()) {
            return false;
        }
        link.clock.sleep(wait).await;
        true
    }
}

fn received<'a>(
    sent: Sent<'a>,
    result: &'a Result<Response<Bytes>, TransportError>,
    elapsed: std::time::Duration,
) -> Received<'a> {
    let response = result.as_ref().ok();
    Received {
        sent,
        status: response.map(|response| response.status().as_u16()),
        error: result.as_ref().err().map(TransportError::kind),
        request_id: response.and_then(|response| {
            response
                .headers()
                .get(crate::error::REQUEST_ID_HEADER)?
                .to_str()
                .ok()
        }),
        elapsed,
    }
}
