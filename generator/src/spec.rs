//! Text → document: reading, positions, overlay, diagnostics. Knows OpenAPI, not Rust.

mod arrangement;
mod canonical;
mod diagnostic;
mod document;
mod overlay;
mod pointer;
mod shape_check;
mod source;
mod strict;

pub use canonical::{CanonicalError, canonical};
pub use diagnostic::{Diagnostic, Place, Severity};
pub use document::Document;
pub use overlay::Overlay;
pub use pointer::Pointer;
pub use source::Source;
pub use strict::parse;
