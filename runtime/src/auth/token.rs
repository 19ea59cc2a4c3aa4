//! An access token, and those who have one.

use std::{borrow::Cow, error::Error as StdError, fmt, sync::Arc, time::Duration};

use bytes::Bytes;
use http::HeaderValue;

use crate::{BoxFuture, ConfigError, TransportError};

/// An access token with what is known of it. `Debug` does not show the token.
#[derive(Clone, PartialEq, Eq)]
pub struct Token {
    authorization: HeaderValue,
    expires_in: Option<Duration>,
    scope: Option<String>,
}

impl Token {
    /// A token that does not expire as far as is known, and whose scope is not known.
    ///
    /// # Errors
    ///
    /// The token is empty or cannot stand in a header.
    pub fn new(access_token: &str) -> Result<Self, ConfigError> {
        // RFC 6750 allows visible ASCII alone; anything else is a copying mistake.
        if access_token.is_empty() || !access_token.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(ConfigError::new(
                "the token is empty or holds characters that cannot stand in a header",
            ));
        }
        let mut authorization = HeaderValue::try_from(format!("Bearer {access_token}"))
            .map_err(|_| ConfigError::new("the token cannot stand in a header"))?;
        authorization.set_sensitive(true);
        Ok(Self {
            authorization,
            expires_in: None,
            scope: None,
        })
    }

    /// How long it is valid from now on. It is renewed a little before.
    #[must_use]
    pub fn expires_in(mut self, lifetime: Duration) -> Self {
        self.expires_in = Some(lifetime);
        self
    }

    /// What it was granted, separated by spaces: `read:* write:*`. Calls outside of it fail before
    /// anything is sent.
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

/// Gives access tokens: from a vault, a sidecar, another OAuth library.
///
/// The client asks when it has no token, a little before the one it has expires, and once after the
/// server has refused one (401); never twice at a time, whatever the number of calls that wait.
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
///             Ok(token.expires_in(Duration::from_secs(3600)).scope("read:*"))
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

/// There is no access token. Cheap to clone: all calls that waited for the token get the same one.
#[derive(Clone)]
pub struct TokenError(Arc<Inner>);

struct Inner {
    message: Cow<'static, str>,
    login_required: bool,
    response: Option<http::Response<Bytes>>,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

impl TokenError {
    /// An error with this cause, for a [`TokenSource`] of one's own.
    pub fn new(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self::build("the token source failed", None, Some(source.into()))
    }

    pub(crate) fn message(message: &'static str) -> Self {
        Self::build(message, None, None)
    }

    pub(crate) fn transport(error: TransportError) -> Self {
        Self::build(
            "the token request was not answered",
            None,
            Some(error.into()),
        )
    }

    pub(crate) fn response(message: &'static str, response: http::Response<Bytes>) -> Self {
        Self::build(message, Some(response), None)
    }

    fn build(
        message: &'static str,
        response: Option<http::Response<Bytes>>,
        source: Option<Box<dyn StdError + Send + Sync>>,
    ) -> Self {
        Self(Arc::new(Inner {
            message: message.into(),
            login_required: false,
            response,
            source,
        }))
    }

    /// Says that the customer has to log in again.
    pub(crate) fn requiring_login(self) -> Self {
        match Arc::try_unwrap(self.0) {
            Ok(mut inner) => {
                inner.login_required = true;
                Self(Arc::new(inner))
            }
            Err(shared) => Self(shared),
        }
    }

    pub(crate) fn is_login_required(&self) -> bool {
        self.0.login_required
    }

    /// The response of the token endpoint, if there was one. Its body may hold secrets.
    pub(crate) fn into_response(self) -> Option<http::Response<Bytes>> {
        match Arc::try_unwrap(self.0) {
            Ok(inner) => inner.response,
            Err(shared) => shared.response.clone(),
        }
    }

    pub(crate) fn transport_error(&self) -> Option<&TransportError> {
        self.0.source.as_ref()?.downcast_ref()
    }

    pub(crate) fn status(&self) -> Option<u16> {
        Some(self.0.response.as_ref()?.status().as_u16())
    }
}

impl fmt::Display for TokenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message)
    }
}

impl fmt::Debug for TokenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenError")
            .field("message", &self.0.message)
            .field("status", &self.status())
            .field("source", &self.0.source)
            .finish()
    }
}

impl StdError for TokenError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_deref().map(|source| source as _)
    }
}
