//! Failures to obtain an access token.

use std::{borrow::Cow, error::Error as StdError, fmt, sync::Arc};

use bytes::Bytes;

use super::TransportError;

/// No access token could be obtained. Cheap to clone: all calls that waited for the token receive
/// the same error.
#[derive(Clone)]
pub struct TokenError(Arc<Inner>);

struct Inner {
    message: Cow<'static, str>,
    login_required: bool,
    response: Option<http::Response<Bytes>>,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

impl TokenError {
    /// Creates an error with this cause, for a custom [`TokenSource`](crate::TokenSource).
    pub fn new(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self::build("the token source failed", None, Some(source.into()))
    }

    pub(crate) fn message(message: &'static str) -> Self {
        Self::build(message, None, None)
    }

    pub(crate) fn transport(error: TransportError) -> Self {
        Self::build(
            "the token request received no response",
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

    /// Marks that the customer must log in again.
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

    /// The response of the token endpoint, if there was one. Its body may contain secrets.
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
