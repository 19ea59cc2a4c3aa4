//! The default transport, on reqwest with rustls and ring.

use std::{error::Error as StdError, io, sync::Arc};

use bytes::{Bytes, BytesMut};
use rustls_platform_verifier::BuilderVerifierExt as _;

use super::{BoxFuture, Limits, Transport, TransportError, TransportErrorKind};
use crate::ConfigError;

pub(crate) struct Reqwest(reqwest::Client);

impl Reqwest {
    pub(crate) fn new() -> Result<Self, ConfigError> {
        let tls = tls_config()
            .map_err(|error| ConfigError::new("TLS could not be set up").with_source(error))?;
        reqwest::Client::builder()
            .tls_backend_preconfigured(tls)
            // Following a redirect would carry the bearer token along.
            .redirect(reqwest::redirect::Policy::none())
            // A proxy named by the environment would see plain-HTTP requests with the token.
            .no_proxy()
            .build()
            .map(Self)
            .map_err(|error| {
                ConfigError::new("the HTTP client could not be set up").with_source(error)
            })
    }
}

/// What reqwest would build itself, with ring handed to it directly: installing a provider for the
/// whole process is the application's decision.
fn tls_config() -> Result<rustls::ClientConfig, rustls::Error> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
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
            let mut request = reqwest::Request::try_from(request).map_err(classify)?;
            *request.timeout_mut() = Some(limits.timeout);
            let mut response = self.0.execute(request).await.map_err(classify)?;
            let body = read(&mut response, limits.max_response_bytes).await?;
            let mut complete = http::Response::new(body);
            *complete.status_mut() = response.status();
            *complete.version_mut() = response.version();
            *complete.headers_mut() = std::mem::take(response.headers_mut());
            Ok(complete)
        })
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
    let mut body = BytesMut::new();
    while let Some(chunk) = response.chunk().await.map_err(broken)? {
        if chunk.len() > limit - body.len() {
            return Err(too_large());
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body.freeze())
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
    error.is::<rustls::Error>() || inner.is_some_and(is_tls)
}
