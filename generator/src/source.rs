//! Where things stand in a text, and what is wrong with it. Knows neither OpenAPI nor Rust.

mod diagnostic;
mod place;
mod pointer;
mod visible;

pub use diagnostic::{Diagnostic, Severity};
pub use place::Place;
pub use pointer::Pointer;
pub use visible::visible;
