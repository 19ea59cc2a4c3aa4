//! What all calls of a client share, and how it is configured.

use std::{fmt, marker::PhantomData, sync::Arc, time::Duration};

use http::{
    HeaderMap, HeaderValue,
    header::{ACCEPT, USER_AGENT},
};

use crate::{ConfigError, Limits, Transport, base_url::BaseUrl};

/// The header that pins the API version of a request, and echoes it in the response.
pub(crate) const VERSION_HEADER: &str = "x-api-version";

const SANDBOX: &str = "https://api.sandbox.nomos.energy";

/// What a generated crate was generated for.
#[derive(Clone, Copy, Debug)]
pub struct Api {
    /// The pinned API version, such as `2026-05-27.curie`.
    pub version: &'static str,
    /// The base URL of production.
    pub base_url: &'static str,
    /// The value of the `User-Agent` header.
    pub user_agent: &'static str,
}

/// The shared state behind a client. Cheap to clone; clones share connections.
#[derive(Clone)]
pub struct Core(Arc<Shared>);

struct Shared {
    api: Api,
    base_url: BaseUrl,
    headers: HeaderMap,
    bearer: Option<HeaderValue>,
    limits: Limits,
    transport: Box<dyn Transport>,
}

impl Core {
    pub(crate) fn api(&self) -> &Api {
        &self.0.api
    }

    pub(crate) fn base_url(&self) -> &str {
        self.0.base_url.as_str()
    }

    /// The headers of every request: version, user agent, accept.
    pub(crate) fn headers(&self) -> &HeaderMap {
        &self.0.headers
    }

    /// The value of `Authorization` for operations with a bearer token.
    pub(crate) fn bearer(&self) -> Option<&HeaderValue> {
        self.0.bearer.as_ref()
    }

    pub(crate) fn limits(&self) -> Limits {
        self.0.limits
    }

    pub(crate) fn transport(&self) -> &dyn Transport {
        &*self.0.transport
    }
}

impl fmt::Debug for Core {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Core")
            .field("version", &self.0.api.version)
            .field("base_url", &self.0.base_url.as_str())
            .field("limits", &self.0.limits)
            .finish_non_exhaustive()
    }
}

/// Configures and builds a client.
///
/// Generated crates hand one out as `Client::builder()`.
///
/// ```no_run
/// use std::time::Duration;
/// use nomos_runtime::{Api, ClientBuilder, Core};
///
/// let api = Api { version: "2026-05-27.curie", base_url: "https://api.nomos.energy", user_agent: "docs" };
/// let core: Core = ClientBuilder::new(api)
///     .sandbox()
///     .token("an-access-token")
///     .timeout(Duration::from_secs(10))
///     .build()?;
/// # Ok::<(), nomos_runtime::ConfigError>(())
/// ```
#[must_use = "a builder does nothing until `build` is called"]
pub struct ClientBuilder<C> {
    api: Api,
    base_url: String,
    token: Option<String>,
    limits: Limits,
    transport: Option<Box<dyn Transport>>,
    client: PhantomData<fn() -> C>,
}

impl<C: From<Core>> ClientBuilder<C> {
    /// A client for production, with the default limits and without a token.
    pub fn new(api: Api) -> Self {
        Self {
            api,
            base_url: api.base_url.to_owned(),
            token: None,
            limits: Limits::default(),
            transport: None,
            client: PhantomData,
        }
    }

    /// Authenticates with this access token.
    ///
    /// Without one, only operations that take no token can be called; any other fails before
    /// something is sent.
    pub fn token(mut self, token: impl Into<String>) -> Self {
        self.token = Some(token.into());
        self
    }

    /// Sends requests below this URL instead of production.
    ///
    /// HTTPS only; plain HTTP is accepted for loopback hosts (`localhost`, `127.0.0.0/8`,
    /// `[::1]`). A path is kept as a prefix; user name, password, query and fragment are refused
    /// by [`build`](Self::build).
    pub fn base_url(mut self, url: &str) -> Self {
        url.clone_into(&mut self.base_url);
        self
    }

    /// Sends requests to the sandbox, `https://api.sandbox.nomos.energy`.
    pub fn sandbox(self) -> Self {
        self.base_url(SANDBOX)
    }

    /// How long one attempt may take, from connecting to the last byte of the response.
    /// 30 seconds unless set here or on a call.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.limits.timeout = timeout;
        self
    }

    /// The longest response body to accept, in bytes. 32 MiB unless set.
    pub fn max_response_bytes(mut self, bytes: usize) -> Self {
        self.limits.max_response_bytes = bytes;
        self
    }

    /// Sends requests through this transport instead of the default one, which verifies
    /// certificates as the operating system does and takes no proxy from the environment.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Box::new(transport));
        self
    }

    /// Builds the client. Nothing is sent.
    ///
    /// # Errors
    ///
    /// The base URL is not allowed, the token cannot stand in a header, or TLS could not be set up
    /// (for example because this machine has no root certificates).
    pub fn build(self) -> Result<C, ConfigError> {
        let base_url = BaseUrl::parse(&self.base_url)?;
        let bearer = self.token.as_deref().map(bearer).transpose()?;
        let transport = self.transport.map_or_else(default_transport, Ok)?;
        let shared = Shared {
            headers: headers(&self.api)?,
            api: self.api,
            base_url,
            bearer,
            limits: self.limits,
            transport,
        };
        Ok(C::from(Core(Arc::new(shared))))
    }
}

impl<C> fmt::Debug for ClientBuilder<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The base URL is not checked yet and may hold a password.
        f.debug_struct("ClientBuilder")
            .field("version", &self.api.version)
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}

fn headers(api: &Api) -> Result<HeaderMap, ConfigError> {
    let value = |text| {
        HeaderValue::from_str(text)
            .map_err(|_| ConfigError::new("the API version or user agent cannot stand in a header"))
    };
    let mut headers = HeaderMap::new();
    headers.insert(VERSION_HEADER, value(api.version)?);
    headers.insert(USER_AGENT, value(api.user_agent)?);
    headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
    Ok(headers)
}

fn bearer(token: &str) -> Result<HeaderValue, ConfigError> {
    // RFC 6750 allows visible ASCII alone; anything else is a copying mistake.
    if token.is_empty() || !token.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(ConfigError::new(
            "the token is empty or holds characters that cannot stand in a header",
        ));
    }
    let mut value = HeaderValue::try_from(format!("Bearer {token}"))
        .map_err(|_| ConfigError::new("the token cannot stand in a header"))?;
    value.set_sensitive(true);
    Ok(value)
}

#[cfg(feature = "reqwest")]
fn default_transport() -> Result<Box<dyn Transport>, ConfigError> {
    Ok(Box::new(crate::transport::reqwest::Reqwest::new()?))
}

#[cfg(not(feature = "reqwest"))]
fn default_transport() -> Result<Box<dyn Transport>, ConfigError> {
    Err(ConfigError::new(
        "no transport: enable the feature `reqwest` or name a transport",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_support::{API, Silent};

    fn builder() -> ClientBuilder<Core> {
        ClientBuilder::new(API).transport(Silent::default())
    }

    #[test]
    fn a_client_builds_without_a_token() {
        let core = builder().build().unwrap();
        assert_eq!(core.base_url(), "https://api.nomos.energy");
        assert!(core.bearer().is_none());
    }

    #[test]
    fn the_sandbox_has_its_own_host() {
        assert_eq!(builder().sandbox().build().unwrap().base_url(), SANDBOX);
    }

    #[test]
    fn a_token_that_cannot_stand_in_a_header_is_refused_and_not_shown() {
        for token in ["", "hunter2\n", "hunter2\r\nX: y", "hunter2 x", "hünter2"] {
            let error = builder().token(token).build().unwrap_err();
            assert!(!format!("{error} {error:?}").contains("nter2"), "{token:?}");
        }
    }

    #[test]
    fn debug_shows_no_secret() {
        let unchecked = builder().token("hunter2").base_url("https://u:hunter2@h");
        assert!(!format!("{unchecked:?}").contains("hunter2"));
        let core = builder().token("hunter2").build().unwrap();
        assert!(!format!("{core:?} {:?}", core.bearer()).contains("hunter2"));
    }

    #[test]
    fn limits_are_30_seconds_and_32_mib_unless_set() {
        let limits = builder().build().unwrap().limits();
        assert_eq!(limits.timeout, Duration::from_secs(30));
        assert_eq!(limits.max_response_bytes, 32 << 20);
    }
}
