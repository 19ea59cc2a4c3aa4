//! The default transport, on reqwest with rustls and ring.

use std::{
    error::Error as StdError,
    io,
    pin::Pin,
    task::{Context, Poll, ready},
    time::Duration,
};

use bytes::Bytes;
use futures_core::Stream;
use http_body::Body as _;

use super::{BodyStream, Limits, Transport};
use crate::ConfigError;
use crate::{BoxFuture, TransportError, TransportErrorKind};

pub(crate) struct Reqwest(reqwest::Client);

impl Reqwest {
    pub(crate) fn new(connect_timeout: Duration) -> Result<Self, ConfigError> {
        let builder = reqwest::Client::builder()
            .connect_timeout(connect_timeout)
            // Following a redirect would carry the bearer token along.
            .redirect(reqwest::redirect::Policy::none())
            // A proxy named by the environment would see plain-HTTP requests with the token.
            .no_proxy();
        #[cfg(feature = "native-tls")]
        let builder = builder.tls_backend_native();
        #[cfg(all(feature = "rustls", not(feature = "native-tls")))]
        let builder = {
            let tls = tls_config();
            let tls =
                tls.map_err(|error| ConfigError::new("failed to set up TLS").with_source(error));
            builder.tls_backend_preconfigured(tls?)
        };
        builder.build().map(Self).map_err(|error| {
            ConfigError::new("failed to set up the HTTP client").with_source(error)
        })
    }

    async fn head(
        &self,
        request: http::Request<Bytes>,
        limits: Limits,
    ) -> Result<reqwest::Response, TransportError> {
        let mut request = reqwest::Request::try_from(request).map_err(classify)?;
        *request.timeout_mut() = Some(limits.timeout);
        self.0.execute(request).await.map_err(classify)
    }
}

/// What reqwest would build itself, with ring handed to it directly: installing a provider for the
/// whole process is the application's decision.
#[cfg(all(feature = "rustls", not(feature = "native-tls")))]
fn tls_config() -> Result<rustls::ClientConfig, rustls::Error> {
    use rustls_platform_verifier::BuilderVerifierExt as _;

    let provider = std::sync::Arc::new(rustls::crypto::ring::default_provider());
    let mut config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_platform_verifier()?
        .with_no_client_auth();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(config)
}

impl Transport for Reqwest {
    fn send(
        &self,
        request: http::Request<Bytes>,
        limits: Limits,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        Box::pin(async move {
            let mut response = self.head(request, limits).await?;
            let body = read(&mut response, limits.max_response_bytes).await?;
            Ok(with_body(&mut response, body))
        })
    }

    fn stream(
        &self,
        request: http::Request<Bytes>,
        limits: Limits,
    ) -> BoxFuture<'_, Result<http::Response<BodyStream>, TransportError>> {
        Box::pin(async move {
            let mut response = self.head(request, limits).await?;
            let head = with_body(&mut response, ());
            let body: reqwest::Body = response.into();
            Ok(head.map(|()| -> BodyStream { Box::pin(Chunks(body)) }))
        })
    }
}

fn with_body<B>(response: &mut reqwest::Response, body: B) -> http::Response<B> {
    let mut complete = http::Response::new(body);
    *complete.status_mut() = response.status();
    *complete.version_mut() = response.version();
    *complete.headers_mut() = std::mem::take(response.headers_mut());
    complete
}

/// The data of a body, part by part.
struct Chunks(reqwest::Body);

impl Stream for Chunks {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            match ready!(Pin::new(&mut self.0).poll_frame(context)) {
                None => return Poll::Ready(None),
                Some(Err(error)) => return Poll::Ready(Some(Err(broken(error)))),
                Some(Ok(frame)) => {
                    // Trailers are not part of the file.
                    if let Ok(data) = frame.into_data() {
                        return Poll::Ready(Some(Ok(data)));
                    }
                }
            }
        }
    }
}

async fn read(response: &mut reqwest::Response, limit: usize) -> Result<Bytes, TransportError> {
    let too_large = || TransportError::new(TransportErrorKind::TooLarge);
    if response
        .content_length()
        .is_some_and(|length| length > limit as u64)
    {
        return Err(too_large());
    }
    let (mut chunks, mut length) = (Vec::new(), 0);
    while let Some(chunk) = response.chunk().await.map_err(broken)? {
        length += chunk.len();
        if length > limit {
            return Err(too_large());
        }
        chunks.push(chunk);
    }
    // Most bodies come in one piece, which need not be copied.
    Ok(match <[Bytes; 1]>::try_from(chunks) {
        Ok([only]) => only,
        Err(chunks) => chunks.concat().into(),
    })
}

/// An error before the response began.
fn classify(error: reqwest::Error) -> TransportError {
    let kind = if error.is_timeout() {
        TransportErrorKind::Timeout
    } else if is_tls(&error) {
        TransportErrorKind::Tls
    } else if error.is_connect() {
        TransportErrorKind::Connect
    } else {
        TransportErrorKind::Other
    };
    with_source(kind, error)
}

/// An error while the body was being read.
fn broken(error: reqwest::Error) -> TransportError {
    let kind = if error.is_timeout() {
        TransportErrorKind::Timeout
    } else {
        TransportErrorKind::Body
    };
    with_source(kind, error)
}

fn with_source(kind: TransportErrorKind, error: reqwest::Error) -> TransportError {
    // The query may hold personal data, such as an e-mail address in a filter.
    TransportError::new(kind).with_source(error.without_url())
}

fn is_tls(error: &(dyn StdError + 'static)) -> bool {
    // An io::Error does not count the error it wraps among its sources.
    let inner = match error.downcast_ref::<io::Error>() {
        Some(error) => error.get_ref().map(|inner| inner as _),
        None => error.source(),
    };
    #[cfg(feature = "rustls")]
    if error.is::<rustls::Error>() {
        return true;
    }
    #[cfg(feature = "native-tls")]
    if error.is::<native_tls::Error>() {
        return true;
    }
    inner.is_some_and(is_tls)
}
