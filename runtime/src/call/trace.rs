//! Spans and events for `tracing`. They contain no bodies, arguments, queries or secrets.

use std::future::Future;

use tracing::{Instrument as _, Span, field::Empty};

use super::{pipeline::Pipeline, request::RequestBuilder};
use crate::Received;

/// The span of a call.
pub(crate) async fn in_span<T>(
    pipeline: &Pipeline,
    request: &RequestBuilder,
    work: impl Future<Output = T>,
) -> T {
    let span = tracing::info_span!(
        "call",
        operation = request.operation.id,
        method = request.method().as_str(),
        path = request.template(),
        version = pipeline.api.version,
        attempt = Empty,
        status = Empty,
        request_id = Empty,
    );
    work.instrument(span).await
}

/// The end of an attempt. The span records the last one.
pub(crate) fn attempt(received: &Received<'_>) {
    let span = Span::current();
    span.record("attempt", received.sent.attempt);
    if let Some(status) = received.status {
        span.record("status", status);
    }
    if let Some(id) = received.request_id {
        span.record("request_id", id);
    }
    match (received.status, received.error) {
        (Some(status), _) => tracing::debug!(
            attempt = received.sent.attempt,
            status,
            elapsed = ?received.elapsed,
            "response"
        ),
        (None, error) => tracing::debug!(
            attempt = received.sent.attempt,
            ?error,
            elapsed = ?received.elapsed,
            "no response"
        ),
    }
}
