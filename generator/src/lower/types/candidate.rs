//! A name that a schema suggests for its type.

use crate::spec::Pointer;

/// A suggested name. Candidates are ordered from best to worst.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NameCandidate {
    pub origin: NameOrigin,
    /// Shorter names are preferred.
    pub length: usize,
    pub name: String,
    pub pointer: Pointer,
    /// Why the type is kept separate from others of its shape.
    pub distinct: Option<String>,
    /// Documentation from the overlay, which takes precedence.
    pub docs: Option<String>,
    /// Whether the schema is different in requests, where this is from.
    pub is_sent: bool,
}

/// Where a name comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NameOrigin {
    /// From the overlay.
    Overlay,
    /// From a component of the document.
    Component,
    /// Derived from the place of an inline schema.
    Inline,
}

impl NameCandidate {
    pub fn new(origin: NameOrigin, name: String, pointer: Pointer) -> Self {
        Self {
            origin,
            length: name.len(),
            name,
            pointer,
            distinct: None,
            docs: None,
            is_sent: false,
        }
    }
}
