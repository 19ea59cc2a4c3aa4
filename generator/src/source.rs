//! Places in a text, and diagnostics. Independent of OpenAPI and Rust.

mod diagnostic;
mod place;
mod pointer;
mod repair;
mod visible;

pub use diagnostic::{Diagnostic, Severity, Wanted};
pub use place::Place;
pub use pointer::Pointer;
pub use repair::{Fix, Repair};
pub use visible::visible;
