//! Raw requests, for endpoints that no operation describes.

use std::{fmt, future::IntoFuture, marker::PhantomData, time::Duration};

use bytes::Bytes;
use serde::Serialize;

use super::{core::Core, request::RequestBuilder, response::raw};
use crate::{ApiError, Auth, BoxFuture, Error, Method, Operation};

static RAW: Operation = Operation {
    id: "raw",
    method: Method::Get,
    path: "",
    scope: None,
    auth: Auth::Bearer,
    since: "",
    until: None,
    rules: &[],
    meanings: &[],
};

/// A request to an arbitrary path, with all features of a call: token, version header, scope check
/// (the read scope for GET, the write scope for everything else), rate limit and retries. Use it
/// for endpoints that are newer than the crate.
///
/// Returns the raw response, whatever its status.
///
/// ```no_run
/// # use nomos_client_runtime::{ApiError, Core, Error, Method};
/// # async fn example<E: ApiError>(client: &Core) -> Result<(), Error<E>> {
/// let response = client.raw::<E>(Method::Get, "/tariff-zones?zip=10115").await?;
/// println!("{} {}", response.status(), response.body().len());
/// # Ok(())
/// # }
/// ```
#[must_use = "a call does nothing until it is awaited"]
pub struct RawCall<E> {
    core: Core,
    request: RequestBuilder,
    error: PhantomData<fn() -> E>,
}

impl Core {
    /// Creates a request to a path below the base URL; see [`RawCall`].
    pub fn raw<E>(&self, method: Method, path: impl Into<String>) -> RawCall<E> {
        RawCall {
            core: self.clone(),
            request: RequestBuilder::raw(&RAW, method, path.into()),
            error: PhantomData,
        }
    }
}

impl<E> RawCall<E> {
    /// Adds a query parameter, percent-encoded. Filters can be set this way but are not checked:
    /// the API ignores unknown ones and returns the whole list.
    pub fn query(mut self, name: &str, value: impl fmt::Display) -> Self {
        self.request
            .add_filter(name.to_owned(), Ok(value.to_string()));
        self
    }

    /// Sets the body as JSON.
    pub fn json(mut self, body: &(impl Serialize + ?Sized)) -> Self {
        self.request.set_json(body);
        self
    }

    /// Sets the timeout of one attempt.
    pub fn with_timeout(mut self, timeout: Duration) -> Self {
        self.request.set_timeout(timeout);
        self
    }
}

impl<E: ApiError> RawCall<E> {
    async fn send(self) -> Result<http::Response<Bytes>, Error<E>> {
        raw(&RAW, self.core.exchange(&self.request).await)
    }
}

impl<E: ApiError> IntoFuture for RawCall<E> {
    type Output = Result<http::Response<Bytes>, Error<E>>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

impl<E> fmt::Debug for RawCall<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The path may contain personal data.
        f.debug_struct("RawCall")
            .field("method", &self.request.method().as_str())
            .finish_non_exhaustive()
    }
}
