//! Predicates of an error.

use http::StatusCode;

use super::{Error, Kind, TransportErrorKind};
use crate::BrokenRule;

impl<E> Error<E> {
    /// The token is known to lack the scope of the operation. Nothing was sent. See also
    /// [`is_forbidden`](Self::is_forbidden).
    pub fn is_missing_scope(&self) -> bool {
        matches!(self.0.kind, Kind::Scope { .. })
    }

    /// No access token could be obtained, so the request was not sent. [`status`](Self::status) and
    /// [`api`](Self::api) describe the token request.
    pub fn is_token(&self) -> bool {
        matches!(self.0.kind, Kind::Token { .. })
    }

    /// The customer must log in again, because the code or refresh token is no longer valid.
    pub fn is_login_required(&self) -> bool {
        matches!(&self.0.kind, Kind::Token { error, .. } if error.is_login_required())
    }

    /// Pagination is inconsistent: a page repeats a cursor, or has no cursor although there are
    /// more items.
    pub fn is_paging(&self) -> bool {
        matches!(self.0.kind, Kind::Paging(_))
    }

    /// The storage host did not return the file. [`status`](Self::status) is the host's status.
    pub fn is_file(&self) -> bool {
        matches!(self.0.kind, Kind::File)
    }

    /// A file could not be written. The source is the [`std::io::Error`].
    pub fn is_write(&self) -> bool {
        matches!(self.0.kind, Kind::Write(_))
    }

    /// The client could not be built. Nothing was sent.
    pub fn is_config(&self) -> bool {
        matches!(self.0.kind, Kind::Config(_))
    }

    /// The request is invalid, for example because an ID is empty, or because it breaks a rule
    /// ([`is_broken_rule`](Self::is_broken_rule)). Nothing was sent.
    pub fn is_request(&self) -> bool {
        matches!(self.0.kind, Kind::Request(_) | Kind::Rule(_))
    }

    /// The request breaks a [`Rule`](crate::Rule) of the operation, so the API would have rejected
    /// it. Nothing was sent.
    pub fn is_broken_rule(&self) -> bool {
        self.broken_rule().is_some()
    }

    /// The rule that the request breaks, and the field.
    pub fn broken_rule(&self) -> Option<&BrokenRule> {
        match &self.0.kind {
            Kind::Rule(broken) => Some(broken),
            _ => None,
        }
    }

    /// No complete response was received.
    pub fn is_transport(&self) -> bool {
        matches!(self.0.kind, Kind::Transport(_))
    }

    /// The connection failed. Nothing was sent.
    pub fn is_connect(&self) -> bool {
        self.transport_kind() == Some(TransportErrorKind::Connect)
    }

    /// The request timed out. It may have taken effect unless [`attempts`](Self::attempts) is zero.
    pub fn is_timeout(&self) -> bool {
        matches!(self.0.kind, Kind::Deadline)
            || self.transport_kind() == Some(TransportErrorKind::Timeout)
    }

    /// The TLS handshake failed. Nothing was sent.
    pub fn is_tls(&self) -> bool {
        self.transport_kind() == Some(TransportErrorKind::Tls)
    }

    /// The connection closed before the response was complete. The request may have taken effect.
    pub fn is_body(&self) -> bool {
        self.transport_kind() == Some(TransportErrorKind::Body)
    }

    /// The response exceeds the size limit. The request may have taken effect.
    pub fn is_too_large(&self) -> bool {
        self.transport_kind() == Some(TransportErrorKind::TooLarge)
    }

    /// The call succeeded, but its response could not be decoded. See [`path`](Self::path) and
    /// [`body`](Self::body).
    pub fn is_decode(&self) -> bool {
        matches!(self.0.kind, Kind::Decode(_))
    }

    /// The call succeeded, but the response has another API version. A write has taken effect, so
    /// do not send it again.
    pub fn is_version_mismatch(&self) -> bool {
        matches!(self.0.kind, Kind::Version { .. })
    }

    /// Retrying later may help: 429, 5xx, or no connection. Requests that are safe to retry were
    /// already retried.
    ///
    /// The API has no idempotency key: a write may have taken effect despite a 5xx.
    pub fn is_retryable(&self) -> bool {
        self.is_connect()
            || self
                .status()
                .is_some_and(|status| status == 429 || status >= 500)
    }

    /// The API rejected the request as malformed (400).
    pub fn is_bad_request(&self) -> bool {
        self.has_status(StatusCode::BAD_REQUEST)
    }

    /// The token is missing, wrong or expired (401).
    pub fn is_unauthorized(&self) -> bool {
        self.has_status(StatusCode::UNAUTHORIZED)
    }

    /// The token lacks the scope of the operation (403).
    pub fn is_forbidden(&self) -> bool {
        self.has_status(StatusCode::FORBIDDEN)
    }

    /// The resource does not exist, or belongs to someone else (404).
    pub fn is_not_found(&self) -> bool {
        self.has_status(StatusCode::NOT_FOUND)
    }

    /// The request conflicts with the current state (409).
    pub fn is_conflict(&self) -> bool {
        self.has_status(StatusCode::CONFLICT)
    }

    /// The API understood the request but cannot process it (422).
    pub fn is_unprocessable(&self) -> bool {
        self.has_status(StatusCode::UNPROCESSABLE_ENTITY)
    }

    /// Too many requests (429).
    pub fn is_rate_limited(&self) -> bool {
        self.has_status(StatusCode::TOO_MANY_REQUESTS)
    }

    fn has_status(&self, status: StatusCode) -> bool {
        self.status() == Some(status.as_u16())
    }

    fn transport_kind(&self) -> Option<TransportErrorKind> {
        match &self.0.kind {
            Kind::Transport(error) => Some(error.kind()),
            Kind::Token { error, .. } => Some(error.transport_error()?.kind()),
            _ => None,
        }
    }
}
