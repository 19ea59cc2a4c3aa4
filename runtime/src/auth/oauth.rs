//! OAuth credentials and the tokens they are exchanged for.

use std::{
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use bytes::Bytes;
use serde::{Deserialize, Serialize};

use super::{Token, TokenSource};
use crate::{BoxFuture, TokenError, decode};

/// OAuth credentials, for [`ClientBuilder::credentials`](crate::ClientBuilder::credentials).
///
/// The client requests a token before the first call. It renews the token with the refresh token
/// shortly before it expires, and once if the API rejects it. Each renewal returns a new refresh
/// token and invalidates the old one; to survive a restart, an application stores the tokens that
/// [`on_refresh_token`](Self::on_refresh_token) receives.
///
/// `Debug` shows neither secrets nor tokens.
#[derive(Clone)]
pub struct OAuth {
    client_id: String,
    client_secret: Option<String>,
    grant: Grant,
    verifier: Option<String>,
    scope: Option<String>,
    on_refresh_token: Option<Store>,
}

type Store = Arc<dyn Fn(&str) + Send + Sync>;

#[derive(Clone)]
enum Grant {
    ClientCredentials,
    AuthorizationCode(String),
    RefreshToken(String),
}

impl OAuth {
    /// Grants access to your own organisation's data. If a refresh fails, a new token is requested
    /// with the client ID and secret.
    pub fn client_credentials(
        client_id: impl Into<String>,
        client_secret: impl Into<String>,
    ) -> Self {
        Self::new(client_id, Grant::ClientCredentials).client_secret(client_secret)
    }

    /// Grants access for one customer, with the code of a [`Login`](crate::Login). The code is
    /// valid for ten minutes and is exchanged when the first call needs a token.
    ///
    /// If a refresh fails, the customer must log in again
    /// ([`Error::is_login_required`](crate::Error::is_login_required)).
    pub fn authorization_code(client_id: impl Into<String>, code: impl Into<String>) -> Self {
        Self::new(client_id, Grant::AuthorizationCode(code.into()))
    }

    /// Grants access for one customer, with the latest stored refresh token.
    pub fn refresh_token(client_id: impl Into<String>, refresh_token: impl Into<String>) -> Self {
        Self::new(client_id, Grant::RefreshToken(refresh_token.into()))
    }

    fn new(client_id: impl Into<String>, grant: Grant) -> Self {
        Self {
            client_id: client_id.into(),
            client_secret: None,
            grant,
            verifier: None,
            scope: None,
            on_refresh_token: None,
        }
    }

    /// Sets the client secret. A public client has none and sends its ID in the body.
    #[must_use]
    pub fn client_secret(mut self, client_secret: impl Into<String>) -> Self {
        self.client_secret = Some(client_secret.into());
        self
    }

    /// Sets the PKCE verifier of the login.
    #[must_use]
    pub fn verifier(mut self, verifier: impl Into<String>) -> Self {
        self.verifier = Some(verifier.into());
        self
    }

    /// Sets the scopes to request, separated by spaces. They are considered granted if the token
    /// response does not list any scopes.
    #[must_use]
    pub fn scope(mut self, scope: impl Into<String>) -> Self {
        self.scope = Some(scope.into());
        self
    }

    /// Sets a function that is called with each new refresh token, which replaces the previous one.
    /// The renewal waits until it returns, so that no token is used before its refresh token is
    /// stored.
    #[must_use]
    pub fn on_refresh_token(mut self, store: impl Fn(&str) + Send + Sync + 'static) -> Self {
        self.on_refresh_token = Some(Arc::new(store));
        self
    }
}

impl fmt::Debug for OAuth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let grant = match &self.grant {
            Grant::ClientCredentials => "client_credentials",
            Grant::AuthorizationCode(_) => "authorization_code",
            Grant::RefreshToken(_) => "refresh_token",
        };
        f.debug_struct("OAuth")
            .field("client_id", &self.client_id)
            .field("grant", &grant)
            .field("scope", &self.scope)
            .finish_non_exhaustive()
    }
}

/// Sends token requests. Implemented by the pipeline of calls, so that its rate limit and retries
/// apply.
pub(crate) trait TokenEndpoint: Send + Sync + 'static {
    /// Sends a token request and returns the response, whatever its status.
    fn request<'a>(
        &'a self,
        request: &'a TokenRequest<'a>,
    ) -> BoxFuture<'a, Result<http::Response<Bytes>, TokenError>>;
}

/// A [`TokenSource`] that exchanges OAuth credentials at the token endpoint.
pub(crate) struct OAuthSource {
    endpoint: Arc<dyn TokenEndpoint>,
    oauth: OAuth,
    /// The grant for the next token; client credentials if there is neither.
    next: Mutex<NextGrant>,
}

#[derive(Clone, Default)]
struct NextGrant {
    code: Option<String>,
    refresh_token: Option<String>,
}

/// The form of a token request.
#[derive(Serialize, Default)]
pub(crate) struct TokenRequest<'a> {
    /// The client id and secret of a confidential client, for the header.
    #[serde(skip)]
    pub(crate) basic: Option<(&'a str, &'a str)>,
    grant_type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    code_verifier: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    refresh_token: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    client_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scope: Option<&'a str>,
}

impl TokenRequest<'_> {
    /// Whether the request can be sent twice: requesting another token for the same client is
    /// harmless, but a code or refresh token can be used only once.
    pub(crate) fn is_safe(&self) -> bool {
        self.grant_type == "client_credentials"
    }
}

#[derive(Deserialize)]
struct TokenResponse {
    access_token: String,
    #[serde(default)]
    token_type: Option<String>,
    #[serde(default)]
    expires_in: Option<u64>,
    #[serde(default)]
    refresh_token: Option<String>,
    #[serde(default)]
    scope: Option<String>,
}

impl OAuthSource {
    pub(crate) fn new(endpoint: Arc<dyn TokenEndpoint>, oauth: OAuth) -> Self {
        let next = match &oauth.grant {
            Grant::ClientCredentials => NextGrant::default(),
            Grant::AuthorizationCode(code) => NextGrant {
                code: Some(code.clone()),
                refresh_token: None,
            },
            Grant::RefreshToken(token) => NextGrant {
                code: None,
                refresh_token: Some(token.clone()),
            },
        };
        Self {
            endpoint,
            oauth,
            next: Mutex::new(next),
        }
    }

    async fn obtain(&self) -> Result<Token, TokenError> {
        let next = self.next().clone();
        let own = matches!(self.oauth.grant, Grant::ClientCredentials);
        let request = if let Some(code) = &next.code {
            TokenRequest {
                grant_type: "authorization_code",
                code: Some(code),
                code_verifier: self.oauth.verifier.as_deref(),
                ..TokenRequest::default()
            }
        } else if let Some(token) = &next.refresh_token {
            TokenRequest {
                grant_type: "refresh_token",
                refresh_token: Some(token),
                ..TokenRequest::default()
            }
        } else if own {
            return self.client_credentials().await;
        } else {
            return Err(TokenError::message("the customer must log in again").requiring_login());
        };
        match self.request(request).await {
            // Client credentials do not need a refresh token.
            Err(error) if own && error.status().is_some() => {
                self.next().refresh_token = None;
                self.client_credentials().await
            }
            // Rejected: neither code nor refresh token will work again.
            Err(error) if matches!(error.status(), Some(400 | 401)) => {
                *self.next() = NextGrant::default();
                Err(error.requiring_login())
            }
            result => result,
        }
    }

    async fn client_credentials(&self) -> Result<Token, TokenError> {
        self.request(TokenRequest {
            grant_type: "client_credentials",
            ..TokenRequest::default()
        })
        .await
    }

    async fn request(&self, mut request: TokenRequest<'_>) -> Result<Token, TokenError> {
        let OAuth {
            client_id, scope, ..
        } = &self.oauth;
        match &self.oauth.client_secret {
            Some(secret) => request.basic = Some((client_id, secret)),
            None => request.client_id = Some(client_id),
        }
        request.scope = scope.as_deref();
        let response = self.endpoint.request(&request).await?;
        if !response.status().is_success() {
            return Err(TokenError::response(
                "the response contains no access token",
                response,
            ));
        }
        self.accept(response)
    }

    fn accept(&self, response: http::Response<Bytes>) -> Result<Token, TokenError> {
        let Ok(tokens) = decode::<TokenResponse>(response.body()) else {
            return Err(TokenError::response(
                "failed to decode the response of the token endpoint",
                response,
            ));
        };
        if let Some(kind) = tokens.token_type
            && !kind.eq_ignore_ascii_case("bearer")
        {
            return Err(TokenError::message("the token is not a bearer token"));
        }
        let mut token = Token::new(&tokens.access_token).map_err(TokenError::new)?;
        if let Some(seconds) = tokens.expires_in {
            token = token.expires_in(Duration::from_secs(seconds));
        }
        if let Some(scope) = tokens.scope.or_else(|| self.oauth.scope.clone()) {
            token = token.scope(scope);
        }
        if let (Some(store), Some(refresh)) = (&self.oauth.on_refresh_token, &tokens.refresh_token)
        {
            store(refresh);
        }
        let mut next = self.next();
        next.code = None;
        // RFC 6749, section 6: without a new one the old one stays.
        next.refresh_token = tokens.refresh_token.or_else(|| next.refresh_token.take());
        Ok(token)
    }

    fn next(&self) -> MutexGuard<'_, NextGrant> {
        self.next.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl TokenSource for OAuthSource {
    fn token(&self) -> BoxFuture<'_, Result<Token, TokenError>> {
        Box::pin(self.obtain())
    }
}
