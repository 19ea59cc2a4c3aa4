//! Places in a text, and diagnostics. Independent of OpenAPI and Rust.

mod action;
mod diagnostic;
mod place;
mod pointer;
mod repair;
mod visible;

pub use action::{Action, Edit, Step, Wanted};
pub use diagnostic::{Diagnostic, Severity};
pub use place::Place;
pub use pointer::Pointer;
pub use repair::{Fix, Repair};
pub use visible::visible;
