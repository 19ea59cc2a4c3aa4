//! Places in hand-written files.

use crate::{input::Text, source::Place};

/// A place in a file, for a diagnostic.
pub fn place(text: &Text, line: usize, column: usize) -> Place {
    Place::new(
        text.name.clone(),
        line,
        column,
        text.text.as_str().into(),
        None,
    )
}
