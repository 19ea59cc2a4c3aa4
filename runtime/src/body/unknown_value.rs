//! Values of enums that are newer than the crate.

use std::fmt;

/// A value of an enum that this version of the crate does not know.
///
/// It cannot be matched by its text, because such code would silently stop matching once a later
/// version of the crate has a variant for the value. To inspect the text, call `as_str` on the
/// enum; to create such a value in a test, convert a string into the enum.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnknownValue(String);

impl UnknownValue {
    pub(crate) fn new(text: String) -> Self {
        Self(text)
    }

    /// The value as it is sent by the API.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}
