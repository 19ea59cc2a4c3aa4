//! The generated modules at the root of a crate.

/// Their names, and whether they are public; a crate has those that its API needs. Hand-written
/// modules have other names.
pub const GENERATED_MODULES: [(&str, bool); 8] = [
    ("api", true),
    ("client", false),
    ("error", false),
    ("filters", true),
    ("ids", false),
    ("moved", false),
    ("operations", true),
    ("types", true),
];
