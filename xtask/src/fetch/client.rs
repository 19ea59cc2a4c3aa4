//! GET requests with limits: HTTPS, redirects, time, size, attempts.

use super::{
    address,
    retry::{Failure, parse_retry_after},
};
use reqwest::{
    Response, StatusCode, Url,
    header::{CONTENT_TYPE, ETAG, HeaderName, IF_NONE_MATCH, RETRY_AFTER},
    redirect::{self, Attempt},
};
use std::{
    error::Error,
    sync::Arc,
    time::{Duration, SystemTime},
};

/// Documents have a few hundred kilobytes; anything larger is not a document.
const MAX_BYTES: usize = 20_000_000;
const MAX_REDIRECTS: usize = 5;

/// Timeouts and attempts.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Timeout for connecting.
    pub connect: Duration,
    /// Timeout for one attempt, until the last byte.
    pub whole: Duration,
    /// Delay before the second attempt; doubles with each one.
    pub backoff: Duration,
    /// Maximum number of attempts.
    pub attempts: u32,
}

/// A successful response.
pub enum Answer {
    /// The ETag still matches.
    NotModified,
    /// A body.
    Body(Body),
}

/// The body of a response, with headers.
pub struct Body {
    /// The whole body.
    pub bytes: Vec<u8>,
    /// The ETag, if the server sent one.
    pub etag: Option<String>,
    /// The content type; empty if the server sent none.
    pub content_type: String,
}

/// An HTTP client.
#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
    limits: Limits,
}

impl Client {
    /// Creates a client for `url` and its redirects.
    pub fn new(url: &Url, limits: Limits) -> Result<Self, String> {
        let tls = tls_config().map_err(|error| format!("could not set up TLS: {error}"))?;
        let mut builder = reqwest::Client::builder()
            .tls_backend_preconfigured(tls)
            .user_agent(concat!("cargo-xtask/", env!("CARGO_PKG_VERSION")))
            .referer(false)
            .redirect(redirect::Policy::custom(follow))
            .connect_timeout(limits.connect)
            .timeout(limits.whole);
        // A proxy cannot reach the loopback interface of this machine.
        if address::is_loopback(url) {
            builder = builder.no_proxy();
        }
        let http = builder
            .build()
            .map_err(|error| format!("could not create the HTTP client: {}", root_cause(&error)))?;
        Ok(Self { http, limits })
    }

    /// Gets `url` unless its ETag is still `etag`. Error messages do not contain the URL.
    pub async fn get(&self, url: &Url, etag: Option<&str>) -> Result<Answer, String> {
        let mut attempt = 0;
        loop {
            let failure = match self.attempt(url, etag).await {
                Ok(answer) => return Ok(answer),
                Err(failure) => failure,
            };
            if !failure.is_transient || self.limits.attempts == 1 {
                return Err(failure.cause);
            }
            if attempt + 1 == self.limits.attempts {
                return Err(format!(
                    "{} (after {} attempts)",
                    failure.cause,
                    attempt + 1
                ));
            }
            tokio::time::sleep(failure.delay(attempt, self.limits.backoff)).await;
            attempt += 1;
        }
    }

    async fn attempt(&self, url: &Url, etag: Option<&str>) -> Result<Answer, Failure> {
        let mut request = self.http.get(url.clone());
        if let Some(etag) = etag {
            request = request.header(IF_NONE_MATCH, etag);
        }
        let mut response = request.send().await.map_err(|error| self.failure(error))?;
        match response.status() {
            StatusCode::OK => {}
            StatusCode::NOT_MODIFIED if etag.is_some() => return Ok(Answer::NotModified),
            status => return Err(status_failure(status, &response)),
        }
        let bytes = self.body(&mut response).await?;
        Ok(Answer::Body(Body {
            bytes,
            etag: header(&response, ETAG),
            content_type: header(&response, CONTENT_TYPE).unwrap_or_default(),
        }))
    }

    async fn body(&self, response: &mut Response) -> Result<Vec<u8>, Failure> {
        let too_large = || {
            let limit = MAX_BYTES / 1_000_000;
            Failure::permanent(format!("the response is larger than {limit} MB"))
        };
        if response
            .content_length()
            .is_some_and(|length| length > MAX_BYTES as u64)
        {
            return Err(too_large());
        }
        let mut bytes = Vec::new();
        while let Some(chunk) = response
            .chunk()
            .await
            .map_err(|error| self.failure(error))?
        {
            if bytes.len() + chunk.len() > MAX_BYTES {
                return Err(too_large());
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok(bytes)
    }

    /// The failure for an error without a complete response.
    fn failure(&self, error: reqwest::Error) -> Failure {
        if error.is_redirect() {
            Failure::permanent(root_cause(&error))
        } else if error.is_builder() {
            Failure::permanent(format!(
                "could not send the request: {}",
                root_cause(&error)
            ))
        } else if error.is_timeout() && error.is_connect() {
            Failure::transient(format!(
                "connection timed out after {:?}",
                self.limits.connect
            ))
        } else if error.is_timeout() {
            Failure::transient(format!(
                "no complete response within {:?}",
                self.limits.whole
            ))
        } else if error.is_connect() {
            Failure::transient(format!("could not connect: {}", root_cause(&error)))
        } else {
            Failure::transient(format!(
                "the connection was lost before the response was complete: {}",
                root_cause(&error)
            ))
        }
    }
}

fn status_failure(status: StatusCode, response: &Response) -> Failure {
    let cause = format!("the server responded with {status}");
    if !status.is_server_error() && status != StatusCode::TOO_MANY_REQUESTS {
        return Failure::permanent(cause);
    }
    let retry_after =
        header(response, RETRY_AFTER).and_then(|text| parse_retry_after(&text, SystemTime::now()));
    Failure {
        retry_after,
        ..Failure::transient(cause)
    }
}

fn header(response: &Response, name: HeaderName) -> Option<String> {
    let value = response.headers().get(name)?.to_str().ok()?;
    Some(value.to_owned())
}

fn follow(attempt: Attempt<'_>) -> redirect::Action {
    if attempt.previous().len() > MAX_REDIRECTS {
        return attempt.error(format!("redirected more than {MAX_REDIRECTS} times"));
    }
    if address::is_allowed(attempt.url()) {
        return attempt.follow();
    }
    let to = address::shown(attempt.url());
    attempt.error(format!("redirected to {to}, which is not HTTPS"))
}

/// The innermost cause; the outer ones only say that something failed.
fn root_cause(error: &dyn Error) -> String {
    let mut error = error;
    while let Some(source) = error.source() {
        error = source;
    }
    error.to_string()
}

/// The same configuration that reqwest builds itself, but with ring as the provider.
fn tls_config() -> Result<rustls::ClientConfig, rustls::Error> {
    use rustls_platform_verifier::BuilderVerifierExt as _;

    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_platform_verifier()?
        .with_no_client_auth();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(config)
}
