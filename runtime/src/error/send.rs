//! A call that did not get a response.

use std::borrow::Cow;

use super::{TokenError, TransportError};
use crate::BrokenRule;

/// Why a request could not be built. Names arguments, never their values.
pub(crate) type Problem = Cow<'static, str>;

/// Why there is no response.
pub(crate) enum SendError {
    /// The request could not be built.
    Request(Problem),
    /// The request breaks a rule of the operation.
    Rule(BrokenRule),
    /// The token does not cover the operation.
    Scope {
        needed: &'static str,
        granted: String,
    },
    /// There is no token.
    Token(TokenError),
    /// The deadline passed before the request was sent.
    Deadline,
    /// No complete response was received.
    Transport(TransportError),
}
