//! A request without a complete response.

use std::{error::Error as StdError, fmt};

/// Why there is no complete response.
#[derive(Debug)]
pub struct TransportError {
    kind: TransportErrorKind,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

/// The kinds of [`TransportError`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// No connection could be made, so nothing was sent.
    Connect,
    /// The time limit passed.
    Timeout,
    /// The TLS handshake failed, so nothing was sent.
    Tls,
    /// The response broke off.
    Body,
    /// The response is longer than the limit.
    TooLarge,
    /// Anything else.
    Other,
}

impl TransportError {
    /// An error of this kind without a source.
    pub fn new(kind: TransportErrorKind) -> Self {
        Self { kind, source: None }
    }

    /// The same error with the error that caused it.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// What kind of failure this is.
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            TransportErrorKind::Connect => "could not connect to the server",
            TransportErrorKind::Timeout => "no complete response within the time limit",
            TransportErrorKind::Tls => "no secure connection to the server",
            TransportErrorKind::Body => "the response broke off",
            TransportErrorKind::TooLarge => "the response is longer than the limit",
            TransportErrorKind::Other => "the exchange with the server failed",
        })
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}
