//! Access tokens and their sources.

use std::{fmt, sync::Arc, time::Duration};

use http::HeaderValue;

use crate::{BoxFuture, ConfigError, TokenError};

/// An access token and its known properties. `Debug` does not show the token.
#[derive(Clone, PartialEq, Eq)]
pub struct Token {
    authorization: HeaderValue,
    expires_in: Option<Duration>,
    scope: Option<String>,
}

impl Token {
    /// Creates a token with unknown lifetime and scope.
    ///
    /// # Errors
    ///
    /// Fails if the token is empty or not a valid header value.
    pub fn new(access_token: &str) -> Result<Self, ConfigError> {
        // RFC 6750 allows visible ASCII alone; anything else is a copying mistake.
        if access_token.is_empty() || !access_token.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(ConfigError::new(
                "the token is empty or contains characters that are invalid in a header",
            ));
        }
        let mut authorization = HeaderValue::try_from(format!("Bearer {access_token}"))
            .map_err(|_| ConfigError::new("the token is not a valid header value"))?;
        authorization.set_sensitive(true);
        Ok(Self {
            authorization,
            expires_in: None,
            scope: None,
        })
    }

    /// Sets the lifetime, counted from now. The token is renewed shortly before it expires.
    #[must_use]
    pub fn expires_in(mut self, lifetime: Duration) -> Self {
        self.expires_in = Some(lifetime);
        self
    }

    /// Sets the granted scopes, separated by spaces: `read write`. Calls that require other scopes
    /// are rejected locally.
    #[must_use]
    pub fn scope(mut self, scope: impl Into<String>) -> Self {
        self.scope = Some(scope.into());
        self
    }

    /// The value of the header `Authorization`, marked as sensitive.
    pub(crate) fn authorization(&self) -> &HeaderValue {
        &self.authorization
    }

    pub(crate) fn lifetime(&self) -> Option<Duration> {
        self.expires_in
    }

    /// The granted scope, if it is known.
    pub fn granted(&self) -> Option<&str> {
        self.scope.as_deref()
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Token")
            .field("expires_in", &self.expires_in)
            .field("scope", &self.scope)
            .finish_non_exhaustive()
    }
}

/// Provides access tokens, for example from a vault, a sidecar or another OAuth library.
///
/// The client calls it when it has no token, shortly before its token expires, and once after the
/// server rejected a token (401). Calls never overlap, no matter how many requests are waiting.
///
/// ```
/// use std::time::Duration;
/// use nomos_client_runtime::{BoxFuture, Token, TokenError, TokenSource};
///
/// struct Vault;
///
/// impl TokenSource for Vault {
///     fn token(&self) -> BoxFuture<'_, Result<Token, TokenError>> {
///         Box::pin(async {
///             let secret = "read from the vault";
///             let token = Token::new("token").map_err(TokenError::new)?;
///             Ok(token.expires_in(Duration::from_secs(3600)).scope("read"))
///         })
///     }
/// }
/// ```
pub trait TokenSource: Send + Sync + 'static {
    /// Gets a new token.
    fn token(&self) -> BoxFuture<'_, Result<Token, TokenError>>;
}

impl<T: TokenSource + ?Sized> TokenSource for Arc<T> {
    fn token(&self) -> BoxFuture<'_, Result<Token, TokenError>> {
        (**self).token()
    }
}
