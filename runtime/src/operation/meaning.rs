//! The meaning of an error response beyond its status.

/// The meaning of an operation's error response beyond its status. Plain data, written as a
/// constant by the generated crates.
///
/// ```
/// use nomos_client_runtime::{Meaning, MeaningKind};
///
/// const NAME_TAKEN: Meaning = Meaning {
///     status: 409,
///     words: &["name"],
///     kind: MeaningKind::Named("name-taken"),
/// };
/// assert!(NAME_TAKEN.applies(409, Some("the name is already in use")));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Meaning {
    /// The status of the response.
    pub status: u16,
    /// Words of which the documented message must contain at least one, ignoring case; empty if the
    /// status is sufficient.
    pub words: &'static [&'static str],
    /// The meaning of the response.
    pub kind: MeaningKind,
}

impl Meaning {
    /// Whether a response with this status and documented message means this.
    pub fn applies(&self, status: u16, message: Option<&str>) -> bool {
        let says = |message: &str| {
            let message = message.to_lowercase();
            let mut words = self.words.iter();
            words.any(|word| message.contains(&word.to_lowercase()))
        };
        self.status == status && (self.words.is_empty() || message.is_some_and(says))
    }
}

/// The meaning of an error response.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum MeaningKind {
    /// The request requires this API version or a later one; see
    /// [`Error::needs_version`](crate::Error::needs_version).
    NeedsVersion(&'static str),
    /// A meaning with a name; see [`Error::means`](crate::Error::means).
    Named(&'static str),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_meaning_goes_by_status_and_words() {
        for (words, status, message, applies) in [
            (&[][..], 400, None, true),
            (&[], 400, Some("whatever"), true),
            (&[], 409, None, false),
            (
                &["sold-out", "SOLD_OUT"],
                400,
                Some("No Sold-Out plans here"),
                true,
            ),
            (
                &["sold-out", "SOLD_OUT"],
                400,
                Some("type sold_out is unknown"),
                true,
            ),
            (&["sold-out"], 400, Some("soldout"), false),
            (&["sold-out"], 409, Some("sold-out"), false),
            (&["sold-out"], 400, None, false),
        ] {
            let meaning = Meaning {
                status: 400,
                words,
                kind: MeaningKind::Named("refused"),
            };
            assert_eq!(
                meaning.applies(status, message),
                applies,
                "{words:?} {message:?}"
            );
        }
    }
}
