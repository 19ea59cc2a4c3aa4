//! The errors of a call.

mod api;
mod config;
mod decode;
mod display;
mod line;
mod predicates;
pub(crate) mod redact;
mod send;
mod token;
mod transport;

use std::{
    borrow::Cow,
    error::Error as StdError,
    time::{Duration, SystemTime},
};

use bytes::Bytes;
use http::HeaderMap;

pub(crate) use self::send::{Problem, SendError};
pub use self::{
    api::{ApiError, FieldError, NoApiError},
    config::ConfigError,
    decode::DecodeError,
    token::TokenError,
    transport::{TransportError, TransportErrorKind},
};
use crate::{
    BrokenRule, MeaningKind, Operation,
    headers::{request_id, retry_after},
};

/// The error of a failed call. `E` is the type of the errors that the API version documents.
///
/// Use the predicates and accessors to find out what happened: [`api`](Self::api) returns the
/// documented error; [`status`](Self::status), [`headers`](Self::headers) and [`body`](Self::body)
/// return the raw response, if there was one.
///
/// `Display` is one line with the operation, the failure, status, code, message and request ID.
/// Neither `Display` nor `Debug` shows the body or values from it, except that `Display` includes
/// the message of a documented error.
///
/// ```
/// use nomos_client_runtime::{ApiError, Error};
///
/// fn explain<E: ApiError>(error: &Error<E>) -> &str {
///     if error.is_not_found() {
///         "not found"
///     } else if error.is_retryable() {
///         "try again later"
///     } else {
///         error.code().unwrap_or("no response")
///     }
/// }
/// ```
pub struct Error<E>(Box<Inner<E>>);

struct Inner<E> {
    operation: Option<&'static Operation>,
    kind: Kind<E>,
    response: Option<http::Response<Bytes>>,
    attempts: u32,
    cursor: Option<String>,
}

pub(crate) enum Kind<E> {
    /// The client could not be built.
    Config(ConfigError),
    /// The request could not be built.
    Request(Cow<'static, str>),
    /// The request breaks a rule of the operation.
    Rule(BrokenRule),
    /// The token lacks the scope of the operation.
    Scope {
        needed: &'static str,
        granted: String,
    },
    /// No token could be obtained. With the documented error, if the API sent one.
    Token { error: TokenError, api: Option<E> },
    /// The deadline passed before the request was sent.
    Deadline,
    /// Pagination is inconsistent.
    Paging(&'static str),
    /// The storage host did not return the file.
    File,
    /// The file could not be written.
    Write(std::io::Error),
    /// No complete response was received.
    Transport(TransportError),
    /// The response is from another API version.
    Version { pinned: &'static str, found: String },
    /// The response is a success but could not be decoded.
    Decode(DecodeError),
    /// An error that the API version documents.
    Api(E),
    /// An undocumented status, or one without the documented body.
    Status(Option<DecodeError>),
}

impl<E> Error<E> {
    pub(crate) fn new(operation: &'static Operation, kind: Kind<E>) -> Self {
        Self(Box::new(Inner {
            operation: Some(operation),
            kind,
            response: None,
            attempts: 0,
            cursor: None,
        }))
    }

    /// How many times the request was sent.
    pub(crate) fn after(mut self, attempts: u32) -> Self {
        self.0.attempts = attempts;
        self
    }

    /// Where to resume the list.
    pub(crate) fn at_cursor(mut self, cursor: Option<String>) -> Self {
        self.0.cursor = cursor;
        self
    }

    pub(crate) fn with_response(mut self, response: http::Response<Bytes>) -> Self {
        self.0.response = Some(response);
        self
    }

    /// The operation that was called; `None` if the client could not be built.
    pub fn operation(&self) -> Option<&'static Operation> {
        self.0.operation
    }

    /// The documented error.
    pub fn api(&self) -> Option<&E> {
        match &self.0.kind {
            Kind::Api(error)
            | Kind::Token {
                api: Some(error), ..
            } => Some(error),
            _ => None,
        }
    }

    /// The status of the response.
    pub fn status(&self) -> Option<u16> {
        self.0
            .response
            .as_ref()
            .map(|response| response.status().as_u16())
    }

    /// The headers of the response.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.0.response.as_ref().map(http::Response::headers)
    }

    /// The raw body of the response. It may contain personal data.
    pub fn body(&self) -> Option<&[u8]> {
        self.0
            .response
            .as_ref()
            .map(|response| response.body().as_ref())
    }

    /// The path of the value in the body that failed to decode, such as `items[3].created_at`;
    /// empty for the whole body. `None` if decoding did not fail.
    pub fn path(&self) -> Option<&str> {
        match &self.0.kind {
            Kind::Decode(error) | Kind::Status(Some(error)) => Some(error.path()),
            _ => None,
        }
    }

    /// How many times the request was sent; zero if nothing was sent.
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// Where to resume an interrupted iteration over a list, for
    /// [`Pages::resume`](crate::Pages::resume). All items before this cursor were returned, and
    /// none after it. `None` if the first page could not be read.
    pub fn cursor(&self) -> Option<&str> {
        self.0.cursor.as_deref()
    }

    /// How long the API asked to wait, from the `Retry-After` header of the last response.
    pub fn retry_after(&self) -> Option<Duration> {
        retry_after(self.headers()?, SystemTime::now())
    }
}

impl<E: ApiError> Error<E> {
    pub(crate) fn from_send(operation: &'static Operation, error: SendError) -> Self {
        let kind = match error {
            SendError::Request(problem) => Kind::Request(problem),
            SendError::Rule(broken) => Kind::Rule(broken),
            SendError::Scope { needed, granted } => Kind::Scope { needed, granted },
            SendError::Deadline => Kind::Deadline,
            SendError::Transport(error) => Kind::Transport(error),
            SendError::Token(error) => {
                let response = error.clone().into_response();
                let api = response.as_ref().and_then(|response| {
                    E::decode(response.status().as_u16(), response.body())?.ok()
                });
                let error = Self::new(operation, Kind::Token { error, api });
                return match response {
                    Some(response) => error.with_response(response),
                    None => error,
                };
            }
        };
        Self::new(operation, kind)
    }

    /// The errors of individual fields of the request, if the API version reports them.
    pub fn field_errors(&self) -> Vec<FieldError<'_>> {
        self.api().map(E::field_errors).unwrap_or_default()
    }

    /// The API version that supports the request, such as `2026-05-27`, if the API rejected it
    /// because the version of this client does not support it.
    pub fn needs_version(&self) -> Option<&'static str> {
        self.meanings().find_map(|kind| match kind {
            MeaningKind::NeedsVersion(version) => Some(version),
            _ => None,
        })
    }

    /// Whether the response has the meaning with this name, a
    /// [`MeaningKind::Named`](crate::MeaningKind::Named) of the operation.
    pub fn means(&self, name: &str) -> bool {
        self.meanings()
            .any(|kind| matches!(kind, MeaningKind::Named(named) if named == name))
    }

    /// The documented meanings of this response.
    fn meanings(&self) -> impl Iterator<Item = MeaningKind> {
        // The response of any other error belongs to another request.
        let answer = match self.0.kind {
            Kind::Api(_) | Kind::Status(_) => self.operation().zip(self.status()),
            _ => None,
        };
        let message = self.api().map(E::message);
        answer.into_iter().flat_map(move |(operation, status)| {
            let meanings = operation.meanings.iter();
            meanings
                .filter(move |meaning| meaning.applies(status, message))
                .map(|meaning| meaning.kind)
        })
    }

    /// The code of the documented error, such as `NOT_FOUND`, if it has one.
    pub fn code(&self) -> Option<&str> {
        self.api().map(E::code).filter(|code| !code.is_empty())
    }

    /// A link to the documentation of the documented error, if it has one.
    pub fn docs(&self) -> Option<&str> {
        self.api().map(E::docs).filter(|docs| !docs.is_empty())
    }

    /// Identifies the request; quote it when contacting support. Taken from the documented error,
    /// otherwise from the header `x-request-id`.
    pub fn request_id(&self) -> Option<&str> {
        self.api()
            .map(E::request_id)
            .filter(|id| !id.is_empty())
            .or_else(|| request_id(self.headers()?).filter(|id| !id.is_empty()))
    }
}

impl<E: ApiError> StdError for Error<E> {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        // Display already includes the text of these two.
        match &self.0.kind {
            Kind::Config(error) => error.source(),
            Kind::Transport(error) => error.source(),
            Kind::Token { error, .. } => error.source(),
            Kind::Write(error) => Some(error),
            _ => None,
        }
    }
}

impl<E> From<ConfigError> for Error<E> {
    fn from(error: ConfigError) -> Self {
        Self(Box::new(Inner {
            operation: None,
            kind: Kind::Config(error),
            response: None,
            attempts: 0,
            cursor: None,
        }))
    }
}

#[cfg(test)]
mod tests;
