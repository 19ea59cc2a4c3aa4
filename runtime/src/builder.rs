//! The configuration of a client.

use std::{env, fmt, marker::PhantomData, sync::Arc, time::Duration};

use http::{
    HeaderMap, HeaderName, HeaderValue,
    header::{ACCEPT, USER_AGENT},
};

use crate::{
    Api, Clock, ConfigError, Core, Limits, OAuth, Observer, RetryPolicy, SystemClock, Token,
    TokenSource, Transport,
    auth::{Authenticator, OAuthSource, TokenCache},
    call::{pipeline::Pipeline, rate_limit::RateLimit},
    transport::base_url::BaseUrl,
};

/// Configures and builds a client.
///
/// Generated crates create one with `Client::builder()`.
///
/// ```no_run
/// use std::time::Duration;
/// use nomos_client_runtime::{Api, ClientBuilder, Core, OAuth};
///
/// let api = Api {
///     token_path: Some("/token"),
///     ..Api::new("https://api.library.example", "library-client/1.0")
/// };
/// let core: Core = ClientBuilder::new(api)
///     .credentials(OAuth::client_credentials("client id", "client secret"))
///     .timeout(Duration::from_secs(10))
///     .build()?;
/// # Ok::<(), nomos_client_runtime::ConfigError>(())
/// ```
#[must_use = "a builder does nothing until `build` is called"]
pub struct ClientBuilder<C> {
    api: Api,
    base_url: Option<String>,
    credentials: Credentials,
    limits: Limits,
    connect_timeout: Duration,
    total_timeout: Duration,
    retry: RetryPolicy,
    per_second: Option<u32>,
    transport: Option<Box<dyn Transport>>,
    clock: Arc<dyn Clock>,
    jitter: Box<dyn Fn() -> f64 + Send + Sync>,
    observer: Option<Box<dyn Observer>>,
    client: PhantomData<fn() -> C>,
}

enum Credentials {
    None,
    Token(Result<Token, ConfigError>),
    OAuth(OAuth),
    Source(Box<dyn TokenSource>),
}

impl<C: From<Core>> ClientBuilder<C> {
    /// Creates a builder for production, with the default limits and without credentials.
    pub fn new(api: Api) -> Self {
        Self {
            api,
            base_url: Some(api.base_url.to_owned()),
            credentials: Credentials::None,
            limits: Limits::default(),
            connect_timeout: Duration::from_secs(10),
            total_timeout: Duration::from_secs(120),
            retry: RetryPolicy::default(),
            per_second: api.requests_per_second,
            transport: None,
            clock: Arc::new(SystemClock),
            jitter: Box::new(fastrand::f64),
            observer: None,
            client: PhantomData,
        }
    }

    /// Creates a builder from environment variables: the client credentials from `…_CLIENT_ID` and
    /// `…_CLIENT_SECRET`, and optionally a base URL other than production from `…_BASE_URL`. Their
    /// names start with [`Api::env_prefix`].
    ///
    /// # Errors
    ///
    /// Fails if a variable is missing, empty or not Unicode.
    pub fn from_env(api: Api) -> Result<Self, ConfigError> {
        let name = |suffix| format!("{}_{suffix}", api.env_prefix);
        let credentials = OAuth::client_credentials(
            variable(&name("CLIENT_ID"))?,
            variable(&name("CLIENT_SECRET"))?,
        );
        let builder = Self::new(api).credentials(credentials);
        let base_url = name("BASE_URL");
        match env::var_os(&base_url) {
            None => Ok(builder),
            Some(_) => Ok(builder.base_url(&variable(&base_url)?)),
        }
    }

    /// Authenticates with tokens from the token endpoint, renewed before they expire.
    pub fn credentials(mut self, credentials: OAuth) -> Self {
        self.credentials = Credentials::OAuth(credentials);
        self
    }

    /// Authenticates with this access token, until it expires.
    ///
    /// Without a token or credentials, only operations that do not use a token can be called; other
    /// calls are rejected locally.
    pub fn token(mut self, token: impl Into<String>) -> Self {
        self.credentials = Credentials::Token(Token::new(&token.into()));
        self
    }

    /// Authenticates with this access token, which may state its scope and lifetime.
    pub fn fixed_token(mut self, token: Token) -> Self {
        self.credentials = Credentials::Token(Ok(token));
        self
    }

    /// Authenticates with tokens from a custom source.
    pub fn token_source(mut self, source: impl TokenSource) -> Self {
        self.credentials = Credentials::Source(Box::new(source));
        self
    }

    /// Sends requests below this URL instead of production.
    ///
    /// The URL must be HTTPS; plain HTTP is accepted only for loopback hosts (`localhost`,
    /// `127.0.0.0/8`, `[::1]`). A path is kept as a prefix; [`build`](Self::build) rejects a user
    /// name, password, query or fragment.
    pub fn base_url(mut self, url: &str) -> Self {
        self.base_url = Some(url.to_owned());
        self
    }

    /// Sends requests to the sandbox of the API. [`build`](Self::build) fails if there is none.
    pub fn sandbox(mut self) -> Self {
        self.base_url = self.api.sandbox_url.map(str::to_owned);
        self
    }

    /// Sets the timeout of one attempt, from connecting to the last byte of the response. Default:
    /// 30 seconds. A call can override it.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.limits.timeout = timeout;
        self
    }

    /// Sets the timeout for connecting. Default: 10 seconds. Does not apply to custom transports.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// Sets the deadline of a whole call: waiting for a token and the rate limit, all attempts, and
    /// the delays between them. Default: two minutes. A call can override it.
    pub fn total_timeout(mut self, timeout: Duration) -> Self {
        self.total_timeout = timeout;
        self
    }

    /// Sets the size limit of a response body, in bytes. Default: 32 MiB.
    pub fn max_response_bytes(mut self, bytes: usize) -> Self {
        self.limits.max_response_bytes = bytes;
        self
    }

    /// Sets the policy for retrying failed requests.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// Sets how many requests this client and its clones may start per second. Default: the
    /// documented limit of the API. The client also waits if response headers report that the limit
    /// is exhausted (`ratelimit-remaining`, `ratelimit-reset`).
    pub fn rate_limit(mut self, per_second: u32) -> Self {
        self.per_second = Some(per_second);
        self
    }

    /// Disables the client-side rate limit. The API responds with 429 above its own limit.
    pub fn no_rate_limit(mut self) -> Self {
        self.per_second = None;
        self
    }

    /// Sends requests through this transport instead of the default one. The default verifies
    /// certificates with the platform's verifier and ignores proxies set in the environment.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Box::new(transport));
        self
    }

    /// Notifies an observer of every request and response.
    pub fn observer(mut self, observer: impl Observer) -> Self {
        self.observer = Some(Box::new(observer));
        self
    }

    /// Uses this clock instead of the system clock.
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// Uses this source of jitter, between 0 and 1, instead of random numbers.
    pub fn jitter(mut self, jitter: impl Fn() -> f64 + Send + Sync + 'static) -> Self {
        self.jitter = Box::new(jitter);
        self
    }

    /// Builds the client without sending anything.
    ///
    /// # Errors
    ///
    /// Fails if the base URL is not allowed, the token is not a valid header value, or TLS could
    /// not be set up, for example because this machine has no root certificates.
    pub fn build(self) -> Result<C, ConfigError> {
        let base_url = self
            .base_url
            .ok_or_else(|| ConfigError::new("the API has no sandbox"))?;
        let base_url = BaseUrl::parse(&base_url)?;
        let transport = match self.transport {
            Some(transport) => transport,
            None => default_transport(self.connect_timeout)?,
        };
        let pipeline = Arc::new(Pipeline {
            headers: headers(&self.api)?,
            api: self.api,
            base_url,
            limits: self.limits,
            total_timeout: self.total_timeout,
            transport,
            budget: self.retry.new_budget(),
            retry: self.retry,
            rate_limit: self.per_second.map(RateLimit::new),
            clock: self.clock,
            jitter: self.jitter,
            observer: self.observer,
        });
        let renewed = |source| {
            let clock = Arc::clone(&pipeline.clock);
            Authenticator::Renewed(TokenCache::new(source, clock))
        };
        let authenticator = match self.credentials {
            Credentials::None => Authenticator::None,
            Credentials::Token(token) => Authenticator::Fixed(Arc::new(token?)),
            Credentials::Source(source) => renewed(source),
            Credentials::OAuth(oauth) => renewed(Box::new(OAuthSource::new(
                Arc::<Pipeline>::clone(&pipeline),
                oauth,
            ))),
        };
        Ok(C::from(Core::new(pipeline, authenticator)))
    }
}

impl<C> fmt::Debug for ClientBuilder<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The base URL is not validated yet and may contain a password.
        f.debug_struct("ClientBuilder")
            .field("version", &self.api.version)
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}

fn variable(name: &str) -> Result<String, ConfigError> {
    let problem = match env::var(name) {
        Ok(value) if !value.is_empty() => return Ok(value),
        Ok(_) => "is empty",
        Err(env::VarError::NotPresent) => "is not set",
        Err(env::VarError::NotUnicode(_)) => "is not Unicode",
    };
    Err(ConfigError::new(format!(
        "the environment variable {name} {problem}"
    )))
}

fn headers(api: &Api) -> Result<HeaderMap, ConfigError> {
    let value = |text| {
        HeaderValue::from_str(text).map_err(|_| {
            ConfigError::new("the API version or user agent is not a valid header value")
        })
    };
    let mut headers = HeaderMap::new();
    if let Some(name) = api.version_header {
        let name = HeaderName::try_from(name)
            .map_err(|_| ConfigError::new("the name of the version header is invalid"))?;
        headers.insert(name, value(api.version)?);
    }
    headers.insert(USER_AGENT, value(api.user_agent)?);
    headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
    Ok(headers)
}

#[cfg(feature = "reqwest")]
fn default_transport(connect_timeout: Duration) -> Result<Box<dyn Transport>, ConfigError> {
    Ok(Box::new(crate::transport::reqwest::Reqwest::new(
        connect_timeout,
    )?))
}

#[cfg(not(feature = "reqwest"))]
fn default_transport(_: Duration) -> Result<Box<dyn Transport>, ConfigError> {
    Err(ConfigError::new(
        "no transport: enable the feature `rustls` or `native-tls`, or set a custom transport",
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
        assert_eq!(core.pipeline().base_url.as_str(), API.base_url);
        assert!(core.authenticator().fresh().is_none());
    }

    #[test]
    fn the_sandbox_has_its_own_host() {
        let core = builder().sandbox().build().unwrap();
        assert_eq!(
            core.pipeline().base_url.as_str(),
            "https://sandbox.library.example"
        );
        let api = Api {
            sandbox_url: None,
            ..API
        };
        let without = ClientBuilder::<Core>::new(api).transport(Silent::default());
        assert!(without.sandbox().build().is_err());
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
        assert!(!format!("{core:?} {:?}", core.authenticator().fresh()).contains("hunter2"));
        let oauth = OAuth::authorization_code("id", "hunter2")
            .client_secret("hunter2")
            .verifier("hunter2");
        assert!(!format!("{oauth:?}").contains("hunter2"));
    }

    #[test]
    fn limits_are_30_seconds_and_32_mib_unless_set() {
        let limits = builder().build().unwrap().pipeline().limits;
        assert_eq!(limits.timeout, Duration::from_secs(30));
        assert_eq!(limits.max_response_bytes, 32 << 20);
    }
}
