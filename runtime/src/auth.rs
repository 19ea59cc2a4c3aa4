//! Where access tokens come from.

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
    /// Not at all: only operations that take no token can be called.
    None,
    /// With one token, whatever happens.
    Fixed(Arc<Token>),
    /// With tokens that are renewed.
    Renewed(Arc<TokenCache>),
}

impl Authenticator {
    /// A token to send; `None` without credentials. `stale` is one that the server has refused.
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

    /// A token that can be sent right now, and needs no renewal yet.
    pub(crate) fn fresh(&self) -> Option<Arc<Token>> {
        match self {
            Self::None => None,
            Self::Fixed(token) => Some(Arc::clone(token)),
            Self::Renewed(cache) => cache.fresh(),
        }
    }

    /// Whether there can be another token after this one was refused.
    pub(crate) fn is_renewable(&self) -> bool {
        matches!(self, Self::Renewed(_))
    }
}
