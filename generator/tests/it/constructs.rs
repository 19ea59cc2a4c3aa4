//! From document to Rust: one test per construct.

mod directions;
mod domain;
mod enums;
mod lists;
mod moved_calls;
mod objects;
mod operations;
mod parameters;
mod recursion;
mod responses;
mod shapes;
mod strings;
mod unions;
mod versions;

/// A document with every construct in every possible place, and its overlay.
pub const EVERYTHING: &str = include_str!("constructs/everything.yaml");
pub const OVERLAY: &str = include_str!("constructs/everything.overlay.yaml");
