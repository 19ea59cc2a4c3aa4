//! Places in a text, and diagnostics. Independent of OpenAPI and Rust.

mod diagnostic;
mod place;
mod pointer;
mod visible;

pub use diagnostic::{Diagnostic, Severity};
pub use place::Place;
pub use pointer::Pointer;
pub use visible::visible;
