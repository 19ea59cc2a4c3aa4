//! An in-memory transport, for the tests of applications.

use std::{
    collections::VecDeque,
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use bytes::Bytes;

use crate::{BoxFuture, Limits, Transport, TransportError, TransportErrorKind};

/// Returns prepared responses in order and records the requests. Clones share both.
///
/// ```
/// use nomos_client_runtime::{Api, ClientBuilder, Core, Method, NoApiError, testing::TestTransport};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let transport = TestTransport::new().reply(200, r#"{"object":"list","items":[]}"#);
/// let api = Api::new("https://api.library.example", "docs");
/// let client: Core = ClientBuilder::new(api).token("token").transport(transport.clone()).build()?;
///
/// let response = client.raw::<NoApiError>(Method::Get, "/plans").await?;
/// assert_eq!(response.status(), 200);
/// assert_eq!(transport.requests()[0].uri().path(), "/plans");
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Default)]
pub struct TestTransport(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    answers: VecDeque<Result<http::Response<Bytes>, TransportErrorKind>>,
    requests: Vec<http::Request<Bytes>>,
}

impl TestTransport {
    /// Creates a transport without responses, on which every request fails.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a response with this status and JSON body.
    ///
    /// # Panics
    ///
    /// Panics if the status is not between 100 and 999.
    #[must_use]
    #[allow(
        clippy::expect_used,
        reason = "a wrong status is a mistake in the test that writes it"
    )]
    pub fn reply(self, status: u16, json: impl Into<Bytes>) -> Self {
        let response = http::Response::builder()
            .status(status)
            .header(http::header::CONTENT_TYPE, "application/json")
            .body(json.into());
        self.respond(response.expect("a status is between 100 and 999"))
    }

    /// Adds a response.
    #[must_use]
    pub fn respond(self, response: http::Response<Bytes>) -> Self {
        self.state().answers.push_back(Ok(response));
        self
    }

    /// Adds a transport failure.
    #[must_use]
    pub fn fail(self, kind: TransportErrorKind) -> Self {
        self.state().answers.push_back(Err(kind));
        self
    }

    /// The requests sent so far, in order.
    pub fn requests(&self) -> Vec<http::Request<Bytes>> {
        self.state().requests.clone()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for TestTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.state();
        f.debug_struct("TestTransport")
            .field("answers", &state.answers.len())
            .field("requests", &state.requests.len())
            .finish()
    }
}

impl Transport for TestTransport {
    fn send(
        &self,
        request: http::Request<Bytes>,
        limits: Limits,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        let mut state = self.state();
        let answer = state.answers.pop_front();
        state.requests.push(request);
        drop(state);
        Box::pin(async move {
            match answer {
                Some(Ok(response)) if response.body().len() > limits.max_response_bytes => {
                    Err(TransportError::new(TransportErrorKind::TooLarge))
                }
                Some(Ok(response)) => Ok(response),
                Some(Err(kind)) => Err(TransportError::new(kind)),
                None => Err(TransportError::new(TransportErrorKind::Other)
                    .with_source("the test has no prepared response for this request")),
            }
        })
    }
}
