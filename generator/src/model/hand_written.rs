//! What of a crate is written by hand.

/// The hand-written modules and examples of a crate.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HandWritten {
    /// Modules, in the order in which the crate declares them.
    pub modules: Vec<HandWrittenModule>,
    /// Whether the crate has examples.
    pub has_examples: bool,
}

/// A hand-written module at the root of a crate.
#[derive(Clone, Debug, PartialEq)]
pub struct HandWrittenModule {
    /// Its name.
    pub name: String,
    /// Whether it has public items; otherwise it is declared without `pub`.
    pub is_public: bool,
}
