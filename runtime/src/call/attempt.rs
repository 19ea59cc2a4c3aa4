//! One attempt to send a request: rate limit, transport and observers.

use std::time::{Duration, Instant};

use bytes::Bytes;
use http::{HeaderValue, Response, Uri};

use super::{pipeline::Pipeline, request::RequestBuilder, retry_loop::Retryable};
use crate::{
    BodyStream, Limits, Received, Sent, TransportError, error::SendError, headers::request_id,
    transport,
};

/// Sends the request of a call, any number of times until a deadline.
pub(crate) struct Sender<'a> {
    pub(crate) pipeline: &'a Pipeline,
    pub(crate) request: &'a RequestBuilder,
    pub(crate) deadline: Instant,
    /// The URL of the last request.
    pub(crate) uri: Uri,
    /// The number of requests sent.
    pub(crate) attempts: u32,
    /// The body of the last response, if it is a success that is read as it arrives.
    pub(crate) body: Option<BodyStream>,
}

impl<'a> Sender<'a> {
    pub(crate) fn new(pipeline: &'a Pipeline, request: &'a RequestBuilder) -> Self {
        Self {
            pipeline,
            request,
            deadline: pipeline.clock.now() + request.total_timeout(pipeline),
            uri: Uri::default(),
            attempts: 0,
            body: None,
        }
    }

    /// Sends the request once.
    pub(crate) async fn send(
        &mut self,
        authorization: Option<&HeaderValue>,
    ) -> Result<Result<Response<Bytes>, TransportError>, SendError> {
        let Self {
            pipeline, request, ..
        } = *self;
        let message = request
            .build(pipeline, authorization)
            .map_err(SendError::Request)?;
        if let Some(rate_limit) = &pipeline.rate_limit
            && !rate_limit.acquire(&*pipeline.clock, self.deadline).await
        {
            return Err(SendError::Deadline);
        }
        self.uri = message.uri().clone();
        self.attempts += 1;
        let sent = Sent {
            operation: request.operation.id,
            method: request.method(),
            path: request.template(),
            version: pipeline.api.version,
            attempt: self.attempts,
        };
        if let Some(observer) = &pipeline.observer {
            observer.on_request(&sent);
        }
        let start = pipeline.clock.now();
        let result = match request.is_streamed() {
            true => self.open(message).await,
            false => pipeline.transport.send(message, self.limits()).await,
        };
        let now = pipeline.clock.now();
        let received = received(sent, &result, now - start);
        if let Some(observer) = &pipeline.observer {
            observer.on_response(&received);
        }
        #[cfg(feature = "tracing")]
        super::trace::attempt(&received);
        if let (Some(rate_limit), Ok(response)) = (&pipeline.rate_limit, &result) {
            rate_limit.observe(response, &*pipeline.clock);
        }
        Ok(result)
    }

    /// Sends a request whose body is read as it arrives, unless it is that of an error.
    async fn open(
        &mut self,
        message: http::Request<Bytes>,
    ) -> Result<Response<Bytes>, TransportError> {
        let limits = Limits {
            timeout: self.time_left(),
            ..self.limits()
        };
        let response = self.pipeline.transport.stream(message, limits).await?;
        let (head, body) = response.into_parts();
        let body = match head.status.is_success() {
            true => {
                self.body = Some(body);
                Bytes::new()
            }
            false => transport::read(body, limits.max_response_bytes).await?,
        };
        Ok(Response::from_parts(head, body))
    }

    /// The time left until the deadline of the call.
    pub(crate) fn time_left(&self) -> Duration {
        self.deadline
            .saturating_duration_since(self.pipeline.clock.now())
    }

    /// The limits of an attempt, which ends with the call at the latest.
    fn limits(&self) -> Limits {
        let mut limits = self.request.limits(self.pipeline);
        limits.timeout = limits.timeout.min(self.time_left());
        limits
    }
}

/// Without a token.
impl Retryable for Sender<'_> {
    type Outcome = Result<Response<Bytes>, TransportError>;
    type Error = SendError;

    async fn attempt(&mut self) -> Result<Self::Outcome, SendError> {
        self.send(None).await
    }
}

fn received<'a>(
    sent: Sent<'a>,
    result: &'a Result<Response<Bytes>, TransportError>,
    elapsed: Duration,
) -> Received<'a> {
    let response = result.as_ref().ok();
    Received {
        sent,
        status: response.map(|response| response.status().as_u16()),
        error: result.as_ref().err().map(TransportError::kind),
        request_id: response.and_then(|response| request_id(response.headers())),
        elapsed,
    }
}
