//! Failures without a response.

use std::borrow::Cow;

use super::{TokenError, TransportError};
use crate::BrokenRule;

/// Why a request is invalid. Names arguments, never their values.
pub(crate) type Problem = Cow<'static, str>;

/// Why there is no response.
pub(crate) enum SendError {
    /// The request could not be built.
    Request(Problem),
    /// The request breaks a rule of the operation.
    Rule(BrokenRule),
    /// The token lacks the scope of the operation.
    Scope {
        needed: &'static str,
        granted: String,
    },
    /// No token could be obtained.
    Token(TokenError),
    /// The deadline passed before the request was sent.
    Deadline,
    /// No complete response was received.
    Transport(TransportError),
}
