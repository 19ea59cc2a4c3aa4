//! Text → document: reading, positions, overlay, canonical form. Specific to OpenAPI, independent
//! of Rust.

mod arrangement;
mod canonical;
mod document;
mod meaning;
mod moves;
mod node;
mod normal;
mod overlay;
mod positions;
mod respell;
mod shape_check;
mod strict;
mod suggest;
mod text;

pub use crate::source::{Diagnostic, Pointer};
pub use canonical::{CanonicalError, canonical};
pub use document::{Document, Findings};
pub use overlay::{Overlay, Vocabulary, nearest, repaired, text_of, with_actions, with_version};
pub use respell::respell;
pub use text::Source;
