//! The pipeline that all requests of a client go through.

use std::{fmt, sync::Arc, time::Duration};

use http::HeaderMap;

use super::{rate_limit::RateLimit, retry::Budget};
use crate::{Api, Clock, Limits, Observer, RetryPolicy, Transport, transport::base_url::BaseUrl};

/// Everything that a client's calls and token requests share.
pub(crate) struct Pipeline {
    pub(crate) api: Api,
    pub(crate) base_url: BaseUrl,
    /// The headers of every request: version, user agent, accept.
    pub(crate) headers: HeaderMap,
    pub(crate) limits: Limits,
    /// How long a call may take, including waits and retries.
    pub(crate) total_timeout: Duration,
    pub(crate) transport: Box<dyn Transport>,
    pub(crate) retry: RetryPolicy,
    pub(crate) budget: Budget,
    pub(crate) rate_limit: Option<RateLimit>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) jitter: Box<dyn Fn() -> f64 + Send + Sync>,
    pub(crate) observer: Option<Box<dyn Observer>>,
}

impl fmt::Debug for Pipeline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pipeline")
            .field("version", &self.api.version)
            .field("base_url", &self.base_url.as_str())
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}
