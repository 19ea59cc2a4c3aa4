//! Decoding errors, which name the location but contain no data.

use std::{error::Error as StdError, fmt};

use serde::de;

use super::redact::redact;

/// Encloses the path of an error that passes through serde as text. A control character, because
/// the texts serde and its users write have none.
const MARK: char = '\u{1f}';

/// JSON that is malformed or does not match its type.
///
/// Contains no data: the message names types and fields, never values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError {
    path: String,
    message: String,
}

impl DecodeError {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self {
            path: String::new(),
            message: message.into(),
        }
    }

    pub(crate) fn from_json(error: &serde_json::Error) -> Self {
        let text = error.to_string();
        if !error.is_data() {
            // Malformed JSON: a fixed text and a position.
            return Self::new(text);
        }
        let position = format!(" at line {} column {}", error.line(), error.column());
        let text = text.strip_suffix(&position).unwrap_or(&text);
        match text
            .strip_prefix(MARK)
            .and_then(|text| text.split_once(MARK))
        {
            Some((path, message)) => Self::new(redact(message)).under(path),
            None => Self::new(redact(text)),
        }
    }

    /// The same error, seen from the value around the one it happened in.
    pub(crate) fn under(mut self, parent: &str) -> Self {
        let joint = if parent.is_empty() || self.path.is_empty() || self.path.starts_with('[') {
            ""
        } else {
            "."
        };
        self.path = format!("{parent}{joint}{}", self.path);
        self
    }

    /// The same error as one of the deserializer around it, from which [`decode`](crate::decode()) reads the path
    /// again.
    pub(crate) fn into_serde<E: de::Error>(self) -> E {
        if self.path.is_empty() {
            E::custom(self.message)
        } else {
            E::custom(format_args!("{MARK}{}{MARK}{}", self.path, self.message))
        }
    }

    /// The path in the JSON, such as `items[3].created_at`; empty for the whole document.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The problem, such as `invalid type: string, expected u32`.
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            write!(f, "{}: ", self.path)?;
        }
        f.write_str(&self.message)
    }
}

impl StdError for DecodeError {}
