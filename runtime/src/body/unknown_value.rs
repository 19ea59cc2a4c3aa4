//! Values of enums that are newer than the crate.

use std::fmt;

/// A value of an enum that this version of the crate does not know.
///
/// It cannot be matched by its text: such code would silently stop matching on the day the value
/// becomes a variant. To look at the text all the same, ask the enum for it with `as_str`; to make
/// such a value in a test, convert a text into the enum.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnknownValue(String);

impl UnknownValue {
    pub(crate) fn new(text: String) -> Self {
        Self(text)
    }

    /// The value as the API writes it.
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
