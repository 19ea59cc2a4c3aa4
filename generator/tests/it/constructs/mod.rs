//! From document to Rust: one test per construct.

mod enums;
mod objects;
mod operations;
mod strings;
mod unions;
mod versions;
