//! Hooks for metrics and logs, without personal data.

use std::time::Duration;

use crate::{Method, TransportErrorKind};

/// Receives a notification of every attempt of every call, including token requests.
///
/// Notifications contain no bodies, arguments, queries or secrets. The methods run on the task of
/// the call, so they should return quickly.
///
/// ```
/// use nomos_client_runtime::{Observer, Received};
///
/// struct Metrics;
///
/// impl Observer for Metrics {
///     fn on_response(&self, response: &Received<'_>) {
///         let Received { sent, status, elapsed, .. } = response;
///         println!("{} attempt {}: {status:?} after {elapsed:?}", sent.operation, sent.attempt);
///     }
/// }
/// ```
pub trait Observer: Send + Sync + 'static {
    /// A request is about to be sent.
    fn on_request(&self, _request: &Sent<'_>) {}

    /// A response was received, or the attempt failed.
    fn on_response(&self, _response: &Received<'_>) {}
}

/// An attempt to send a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Sent<'a> {
    /// The operation, such as `plans.get`; `raw` for raw access.
    pub operation: &'static str,
    /// The method.
    pub method: Method,
    /// The path template, such as `/plans/{id}`; empty for raw access, whose path may contain IDs.
    pub path: &'static str,
    /// The requested API version.
    pub version: &'a str,
    /// The number of the attempt within the call, starting with 1.
    pub attempt: u32,
}

/// The outcome of an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Received<'a> {
    /// The attempt.
    pub sent: Sent<'a>,
    /// The status of the response.
    pub status: Option<u16>,
    /// Why there is no response.
    pub error: Option<TransportErrorKind>,
    /// The header `x-request-id` of the response.
    pub request_id: Option<&'a str>,
    /// How long the attempt took.
    pub elapsed: Duration,
}
