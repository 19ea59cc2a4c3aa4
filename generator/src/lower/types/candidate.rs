//! A name that a schema suggests for its type.

use crate::spec::Pointer;

/// A suggested name. Candidates are ordered by how good they are; the least wins.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NameCandidate {
    pub origin: NameOrigin,
    /// Shorter names stand closer to the thing itself.
    pub length: usize,
    pub name: String,
    pub pointer: Pointer,
    /// Why the type is kept apart from others of its shape.
    pub distinct: Option<String>,
    /// The overlay's documentation, before the document's own.
    pub docs: Option<String>,
}

/// Where a name comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NameOrigin {
    /// The overlay gives it.
    Overlay,
    /// A component of the document has it.
    Component,
    /// It is put together from where an inline schema stands.
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
        }
    }
}
