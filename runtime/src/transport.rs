//! The interface between this crate and an HTTP client.

pub(crate) mod base_url;
#[cfg(feature = "reqwest")]
pub(crate) mod reqwest;

use std::{
    future::poll_fn,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;

use crate::{BoxFuture, TransportError, TransportErrorKind};

/// A response body as a stream of chunks.
pub type BodyStream = Pin<Box<dyn Stream<Item = Result<Bytes, TransportError>> + Send>>;

/// Sends one request and reads the whole response.
///
/// The default implementation is built on reqwest. Implement this trait to use another HTTP client,
/// a proxy, or no network at all:
///
/// ```
/// use bytes::Bytes;
/// use nomos_client_runtime::{BoxFuture, Limits, Transport, TransportError};
///
/// /// Responds to every request with an empty list.
/// struct Offline;
///
/// impl Transport for Offline {
///     fn send(
///         &self,
///         _request: http::Request<Bytes>,
///         _limits: Limits,
///     ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
///         Box::pin(async { Ok(http::Response::new(Bytes::from_static(br#"{"items":[]}"#))) })
///     }
/// }
/// ```
pub trait Transport: Send + Sync + 'static {
    /// Sends `request` and returns the response with its complete body, whatever its status.
    ///
    /// An implementation must not follow redirects (which would send the bearer token along), must
    /// verify certificates, and must respect `limits`.
    ///
    /// # Errors
    ///
    /// Fails with a [`TransportError`] if there is no complete response.
    fn send(
        &self,
        request: http::Request<Bytes>,
        limits: Limits,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>>;

    /// Sends `request` and returns the response as soon as its headers have arrived; used for
    /// files. The length of the body is not limited, and the timeout includes the body.
    ///
    /// The requirements of [`send`](Self::send) apply here too. By default, the body is a single
    /// chunk.
    ///
    /// # Errors
    ///
    /// Fails with a [`TransportError`] if there is no response.
    fn stream(
        &self,
        request: http::Request<Bytes>,
        limits: Limits,
    ) -> BoxFuture<'_, Result<http::Response<BodyStream>, TransportError>> {
        Box::pin(async move {
            let response = self.send(request, limits).await?;
            Ok(response.map(whole))
        })
    }
}

/// A body that has already been read, as a stream.
pub(crate) fn whole(body: Bytes) -> BodyStream {
    Box::pin(Whole(Some(body)))
}

struct Whole(Option<Bytes>);

impl Stream for Whole {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.take().map(Ok))
    }
}

/// The next chunk of a body.
pub(crate) async fn next_chunk(body: &mut BodyStream) -> Option<Result<Bytes, TransportError>> {
    poll_fn(|context| body.as_mut().poll_next(context)).await
}

/// The whole body, up to `limit` bytes.
pub(crate) async fn read(mut body: BodyStream, limit: usize) -> Result<Bytes, TransportError> {
    let mut bytes = BytesMut::new();
    while let Some(chunk) = next_chunk(&mut body).await {
        let chunk = chunk?;
        if chunk.len() > limit - bytes.len() {
            return Err(TransportError::new(TransportErrorKind::TooLarge));
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes.freeze())
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(
        &self,
        request: http::Request<Bytes>,
        limits: Limits,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        (**self).send(request, limits)
    }

    fn stream(
        &self,
        request: http::Request<Bytes>,
        limits: Limits,
    ) -> BoxFuture<'_, Result<http::Response<BodyStream>, TransportError>> {
        (**self).stream(request, limits)
    }
}

/// The limits of one exchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// The maximum time from connecting to the last byte of the body. Default: 30 s.
    pub timeout: Duration,
    /// The maximum size of the body, in bytes. Default: 32 MiB.
    pub max_response_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            timeout: Duration::from_secs(30),
            max_response_bytes: 32 * 1024 * 1024,
        }
    }
}
