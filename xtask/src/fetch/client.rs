//! One GET with all its limits: HTTPS, redirects, time, size, attempts.

use super::{
    address,
    retry::{Failure, retry_after},
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

/// A document is some hundred kilobytes; beyond this something else is being sent.
const MAX_BYTES: usize = 20_000_000;
const MAX_REDIRECTS: usize = 5;

/// How long and how often.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// For connecting.
    pub connect: Duration,
    /// For one attempt, until the last byte.
    pub whole: Duration,
    /// The first pause between attempts.
    pub backoff: Duration,
    /// How many attempts.
    pub attempts: u32,
}

/// What came back.
pub enum Answer {
    /// It is what the ETag names.
    NotModified,
    /// A body with its ETag.
    Body(Body),
}

/// What was sent.
pub struct Body {
    /// The whole of it.
    pub bytes: Vec<u8>,
    /// What the server calls it.
    pub etag: Option<String>,
    /// What the server says it is.
    pub content_type: String,
}

/// Sends requests.
#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
    limits: Limits,
}

impl Client {
    /// A client for `url` and what it redirects to.
    pub fn new(url: &Url, limits: Limits) -> Result<Self, String> {
        let tls = tls_config().map_err(|error| format!("TLS could not be set up: {error}"))?;
        let mut builder = reqwest::Client::builder()
            .tls_backend_preconfigured(tls)
            .user_agent(concat!("cargo-xtask/", env!("CARGO_PKG_VERSION")))
            .referer(false)
            .redirect(redirect::Policy::custom(follow))
            .connect_timeout(limits.connect)
            .timeout(limits.whole);
        // A proxy cannot reach the loopback of this machine.
        if address::is_loopback(url) {
            builder = builder.no_proxy();
        }
        let http = builder
            .build()
            .map_err(|error| format!("the HTTP client could not be set up: {}", root(&error)))?;
        Ok(Self { http, limits })
    }

    /// Gets `url`, unless it still is what `etag` names. An error says why, without the URL.
    pub async fn get(&self, url: &Url, etag: Option<&str>) -> Result<Answer, String> {
        let mut attempt = 0;
        loop {
            let failure = match self.attempt(url, etag).await {
                Ok(answer) => return Ok(answer),
                Err(failure) => failure,
            };
            if !failure.again || self.limits.attempts == 1 {
                return Err(failure.cause);
            }
            if attempt + 1 == self.limits.attempts {
                return Err(format!("{} ({} attempts)", failure.cause, attempt + 1));
            }
            tokio::time::sleep(failure.pause(attempt, self.limits.backoff)).await;
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
            status => return Err(refused(status, &response)),
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
            Failure::last(format!("the answer is larger than {limit} MB"))
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

    /// Why no complete answer came.
    fn failure(&self, error: reqwest::Error) -> Failure {
        if error.is_redirect() {
            Failure::last(root(&error))
        } else if error.is_builder() {
            Failure::last(format!("the request cannot be sent: {}", root(&error)))
        } else if error.is_timeout() && error.is_connect() {
            Failure::again(format!("no connection within {:?}", self.limits.connect))
        } else if error.is_timeout() {
            Failure::again(format!("no complete answer within {:?}", self.limits.whole))
        } else if error.is_connect() {
            Failure::again(format!("cannot connect: {}", root(&error)))
        } else {
            Failure::again(format!("the answer broke off: {}", root(&error)))
        }
    }
}

fn refused(status: StatusCode, response: &Response) -> Failure {
    let cause = format!("answered {status}");
    if !status.is_server_error() && status != StatusCode::TOO_MANY_REQUESTS {
        return Failure::last(cause);
    }
    let wait = header(response, RETRY_AFTER).and_then(|text| retry_after(&text, SystemTime::now()));
    Failure {
        wait,
        ..Failure::again(cause)
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

/// The innermost cause: the ones around it say no more than that something failed.
fn root(error: &dyn Error) -> String {
    let mut error = error;
    while let Some(source) = error.source() {
        error = source;
    }
    error.to_string()
}

/// What reqwest would build itself, with ring handed to it directly.
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
