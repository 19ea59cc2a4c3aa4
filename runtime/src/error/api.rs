//! The errors that an API documents.

use std::{error, fmt};

use super::{DecodeError, line::OneLine};

/// The errors that an API version documents, one variant per status. Implemented by the generated
/// crates.
pub trait ApiError: error::Error + Sized + Send + Sync + 'static {
    /// Reads the body of a response with this status; `None` if the status is not documented.
    fn decode(status: u16, body: &[u8]) -> Option<Result<Self, DecodeError>>;

    /// The code of the error, such as `NOT_FOUND`; empty if it has none, like every other text.
    fn code(&self) -> &str;

    /// A human-readable message.
    fn message(&self) -> &str;

    /// Identifies the request; quote it when contacting support.
    fn request_id(&self) -> &str;

    /// A link to the documentation of the error.
    fn docs(&self) -> &str;

    /// The errors of individual fields of the request, if the API version reports them.
    fn field_errors(&self) -> Vec<FieldError<'_>> {
        Vec::new()
    }

    /// Writes the code and the message in one line, for the `Display` of an API's errors.
    ///
    /// # Errors
    ///
    /// Fails if the formatter fails.
    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.code(), self.message()) {
            ("", "") => f.write_str("documented error without a text"),
            (text, "") | ("", text) => write!(f, "{}", OneLine(text)),
            (code, message) => write!(f, "{}: {}", OneLine(code), OneLine(message)),
        }
    }
}

/// An error of one field of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldError<'a> {
    /// The code, such as `invalid_iban`.
    pub code: &'a str,
    /// The field's path in the body, such as `customer.email`; empty for the whole body.
    pub field: &'a str,
    /// A human-readable message.
    pub message: &'a str,
}

/// The error type of an API version that documents no errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoApiError {}

impl fmt::Display for NoApiError {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {}
    }
}

impl error::Error for NoApiError {}

impl ApiError for NoApiError {
    fn decode(_status: u16, _body: &[u8]) -> Option<Result<Self, DecodeError>> {
        None
    }

    fn code(&self) -> &str {
        match *self {}
    }

    fn message(&self) -> &str {
        match *self {}
    }

    fn request_id(&self) -> &str {
        match *self {}
    }

    fn docs(&self) -> &str {
        match *self {}
    }
}
