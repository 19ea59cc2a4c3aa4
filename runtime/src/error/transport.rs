//! Failures to receive a complete response.

use std::{error::Error as StdError, fmt};

/// Why no complete response was received.
#[derive(Debug)]
pub struct TransportError {
    kind: TransportErrorKind,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

/// The kinds of [`TransportError`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// The connection failed, so nothing was sent.
    Connect,
    /// The request timed out.
    Timeout,
    /// The TLS handshake failed, so nothing was sent.
    Tls,
    /// The connection closed before the response was complete.
    Body,
    /// The response exceeds the size limit.
    TooLarge,
    /// Anything else.
    Other,
}

impl TransportError {
    /// Creates an error of this kind without a source.
    pub fn new(kind: TransportErrorKind) -> Self {
        Self { kind, source: None }
    }

    /// Sets the error that caused this one.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// The kind of failure.
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            TransportErrorKind::Connect => "failed to connect to the server",
            TransportErrorKind::Timeout => "timed out before the response was complete",
            TransportErrorKind::Tls => "TLS handshake failed",
            TransportErrorKind::Body => "the connection closed before the response was complete",
            TransportErrorKind::TooLarge => "the response exceeds the size limit",
            TransportErrorKind::Other => "the request failed",
        })
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}
