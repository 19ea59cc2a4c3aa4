//! A call of one operation, from its arguments to its result: building the request, sending it
//! with retries, and decoding the response.

pub(crate) mod arguments;
mod attempt;
mod authorize;
pub(crate) mod content;
pub(crate) mod core;
pub(crate) mod download;
pub(crate) mod exchange;
pub(crate) mod file_link;
pub(crate) mod observer;
pub(crate) mod pipeline;
pub(crate) mod rate_limit;
pub(crate) mod raw;
pub(crate) mod request;
pub(crate) mod response;
pub(crate) mod retry;
mod retry_loop;
pub(crate) mod scoped;
pub(crate) mod style;
mod token_endpoint;
#[cfg(feature = "tracing")]
mod trace;
pub(crate) mod watch;

use std::{fmt, future::IntoFuture, marker::PhantomData, time::Duration};

use bytes::Bytes;

use self::{exchange::Exchange, request::RequestBuilder};
use crate::{ApiError, BoxFuture, Core, Error, FromResponse, Limits, Operation, Rule, error::Kind};

/// A call of one operation that returns a `T`. Does nothing until it is awaited.
///
/// Generated crates create calls; applications may set options on one and await it:
///
/// ```no_run
/// # use nomos_client_runtime::{ApiError, Call, Error, Page};
/// use std::time::Duration;
///
/// # async fn example<E: ApiError>(list: Call<Page<String>, E>) -> Result<(), Error<E>> {
/// let page = list.limit(100).with_timeout(Duration::from_secs(5)).await?;
/// # Ok(())
/// # }
/// ```
///
/// # Errors
///
/// See [`Error`]. Invalid arguments, and requests that break a [`Rule`](crate::Rule) of the
/// operation, are reported when the call is awaited, before anything is sent.
#[must_use = "a call does nothing until it is awaited"]
pub struct Call<T, E> {
    core: Core,
    request: RequestBuilder,
    result: PhantomData<fn() -> Result<T, E>>,
}

impl<T, E> Call<T, E> {
    /// Authenticates with a client ID and secret; only for operations with
    /// [`Auth::Basic`](crate::Auth::Basic).
    pub fn with_basic_auth(mut self, client_id: &str, client_secret: &str) -> Self {
        self.request.set_basic(client_id, client_secret);
        self
    }

    /// Checks the request against additional rules.
    pub fn with_rules(mut self, rules: &'static [Rule]) -> Self {
        self.request.set_rules(rules);
        self
    }

    /// Sets the timeout of one attempt; overrides the timeout of the client.
    pub fn with_timeout(mut self, timeout: Duration) -> Self {
        self.request.set_timeout(timeout);
        self
    }

    /// Sets the deadline of the whole call, including waits and retries; overrides the total
    /// timeout of the client.
    pub fn with_total_timeout(mut self, timeout: Duration) -> Self {
        self.request.set_total_timeout(timeout);
        self
    }

    /// Sets the size limit of the response body, in bytes; overrides the limit of the client.
    pub fn with_max_response_bytes(mut self, bytes: usize) -> Self {
        self.request.set_max_response_bytes(bytes);
        self
    }

    /// Makes the call fail before anything is sent.
    pub(crate) fn with_problem(mut self, problem: &'static str) -> Self {
        self.request.fail(problem);
        self
    }

    pub(crate) fn with_query(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.request.set_query(name, value);
        self
    }

    pub(crate) fn with_filter(mut self, key: String, value: Result<String, &'static str>) -> Self {
        self.request.add_filter(key, value);
        self
    }

    /// The operation that is called.
    pub fn operation(&self) -> &'static Operation {
        self.request.operation
    }

    pub(crate) fn core(&self) -> &Core {
        &self.core
    }

    /// Builds the request without sending it. The [rules](crate::Operation::rules) of the operation
    /// are not checked.
    ///
    /// Its `Authorization` header is marked as sensitive.
    ///
    /// # Errors
    ///
    /// Fails if an argument is invalid, or if the client has no token yet because nothing was
    /// called so far; see [`Error::is_request`].
    pub fn into_request(self) -> Result<http::Request<Bytes>, Error<E>> {
        let token = self.core.authenticator().fresh();
        self.request
            .of_call()
            .build(
                self.core.pipeline(),
                token.as_ref().map(|token| token.authorization()),
            )
            .map_err(|problem| Error::new(self.request.operation, Kind::Request(problem)))
    }
}

impl<T, E: ApiError> Call<T, E> {
    /// Sends the request like any other call and returns the raw response, whatever its status.
    ///
    /// # Errors
    ///
    /// Fails if there is no response.
    pub async fn send_raw(self) -> Result<http::Response<Bytes>, Error<E>> {
        response::raw(self.request.operation, self.exchange().await)
    }

    pub(crate) async fn exchange(&self) -> Exchange {
        self.core.exchange(&self.request).await
    }

    pub(crate) fn limits(&self) -> Limits {
        self.request.limits(self.core.pipeline())
    }

    pub(crate) fn total_timeout(&self) -> Duration {
        self.request.total_timeout(self.core.pipeline())
    }

    /// The current value of a query parameter.
    pub(crate) fn query_value(&self, name: &str) -> Option<String> {
        self.request.query_value(name)
    }
}

impl<T: FromResponse, E: ApiError> Call<T, E> {
    pub(crate) async fn send(&self) -> Result<T, Error<E>> {
        let Exchange {
            uri,
            attempts,
            result,
            ..
        } = self.exchange().await;
        let operation = self.request.operation;
        match result {
            Ok(response) => {
                let api = &self.core.pipeline().api;
                response::read(operation, api, &uri, response)
            }
            Err(error) => Err(Error::from_send(operation, error)),
        }
        .map_err(|error| error.after(attempts))
    }
}

impl<T: FromResponse, E: ApiError> IntoFuture for Call<T, E> {
    type Output = Result<T, Error<E>>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move { self.send().await })
    }
}

impl<T, E> Clone for Call<T, E> {
    fn clone(&self) -> Self {
        Self {
            core: self.core.clone(),
            request: self.request.clone(),
            result: PhantomData,
        }
    }
}

impl<T, E> fmt::Debug for Call<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Arguments may be personal data.
        let Operation {
            id, method, path, ..
        } = self.operation();
        f.debug_struct("Call")
            .field("operation", id)
            .field("method", &method.as_str())
            .field("path", path)
            .finish_non_exhaustive()
    }
}
