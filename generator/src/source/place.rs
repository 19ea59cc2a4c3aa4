//! A line and column in a text.

use super::Pointer;
use serde::Serialize;
use std::{fmt, sync::Arc};

/// A line and column in a named text.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The text's name, usually a path.
    pub file: String,
    /// Counted from one.
    pub line: usize,
    /// Counted from one, in characters.
    pub column: usize,
    /// The node, if the text could be parsed that far.
    #[serde(skip)]
    pub pointer: Option<Pointer>,
    /// The whole text, shared: a minified document is one long line.
    #[serde(skip)]
    text: Arc<str>,
}

impl Place {
    pub(crate) fn new(
        file: String,
        line: usize,
        column: usize,
        text: Arc<str>,
        pointer: Option<Pointer>,
    ) -> Self {
        Self {
            file,
            line,
            column,
            pointer,
            text,
        }
    }

    /// The line, safe to print.
    pub(super) fn excerpt(&self) -> String {
        let line = self.text.lines().nth(self.line - 1).unwrap_or_default();
        line.chars()
            .map(|c| if c.is_control() { ' ' } else { c })
            .collect()
    }

    /// The same place, for another node.
    pub(crate) fn with_pointer(&self, pointer: &Pointer) -> Self {
        Self {
            pointer: Some(pointer.clone()),
            ..self.clone()
        }
    }
}

impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Place({self})")
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)?;
        match &self.pointer {
            Some(pointer) => write!(f, " ({pointer})"),
            None => Ok(()),
        }
    }
}
