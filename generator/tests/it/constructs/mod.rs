//! From document to Rust: one test per construct.

mod enums;
mod lists;
mod objects;
mod operations;
mod shapes;
mod strings;
mod unions;
mod versions;
