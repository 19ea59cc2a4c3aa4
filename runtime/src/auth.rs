//! Authentication: where access tokens come from.

mod cache;
mod login;
mod oauth;
mod pkce;
mod token;

use std::sync::Arc;

pub(crate) use self::{
    cache::TokenCache,
    oauth::{OAuthSource, TokenEndpoint, TokenRequest},
};
pub use self::{
    login::{Login, LoginError},
    oauth::OAuth,
    pkce::Pkce,
    token::{Token, TokenSource},
};
use crate::TokenError;

/// How a client authenticates.
pub(crate) enum Authenticator {
    /// No credentials: only operations without a token can be called.
    None,
    /// One token, for the lifetime of the client.
    Fixed(Arc<Token>),
    /// Tokens from a source, renewed before they expire.
    Renewed(Arc<TokenCache>),
}

impl Authenticator {
    /// A token to send; `None` without credentials. `stale` is a token that the server rejected.
    pub(crate) async fn token(
        &self,
        stale: Option<&Arc<Token>>,
    ) -> Result<Option<Arc<Token>>, TokenError> {
        match self {
            Self::None => Ok(None),
            Self::Fixed(token) => Ok(Some(Arc::clone(token))),
            Self::Renewed(cache) => cache.token(stale).await.map(Some),
        }
    }

    /// A valid token that does not need renewal yet.
    pub(crate) fn fresh(&self) -> Option<Arc<Token>> {
        match self {
            Self::None => None,
            Self::Fixed(token) => Some(Arc::clone(token)),
            Self::Renewed(cache) => cache.fresh(),
        }
    }

    /// Whether a rejected token can be replaced.
    pub(crate) fn is_renewable(&self) -> bool {
        matches!(self, Self::Renewed(_))
    }
}
