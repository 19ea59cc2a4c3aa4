//! A named text: reading it, and where things stand in it.

use super::{
    positions::{Positions, positions},
    strict,
};
use crate::source::{Diagnostic, Place, Pointer};
use serde_json::Value;
use std::sync::{Arc, OnceLock};

/// A named text. Positions are worked out on first use: only diagnostics ask for them.
#[derive(Debug)]
pub struct Source {
    name: String,
    text: Arc<str>,
    positions: OnceLock<Positions>,
}

impl Source {
    /// Wraps `text`; `name` is how diagnostics call it, usually a path.
    pub fn new(name: impl Into<String>, text: &str) -> Self {
        // A byte order mark is no part of the text.
        let text = text.trim_start_matches('\u{feff}').into();
        Self {
            name: name.into(),
            text,
            positions: OnceLock::new(),
        }
    }

    /// Reads the text into a tree.
    ///
    /// # Errors
    ///
    /// What keeps it from being read.
    pub fn read(&self) -> Result<Value, Vec<Diagnostic>> {
        strict::parse(&self.text).map_err(|error| problems(self, &error))
    }

    /// Where the node at `pointer` stands, or the nearest node around it.
    pub fn place(&self, pointer: &Pointer) -> Place {
        let positions = &self.positions().first;
        let mut around = Some(pointer.clone());
        while let Some(at) = around {
            if let Some(&(line, column)) = positions.get(at.as_str()) {
                return self.place_at(line, column, Some(pointer.clone()));
            }
            around = at.parent();
        }
        self.place_at(1, 1, Some(pointer.clone()))
    }

    /// Keys that stand a second time in their object, with the place where they do.
    pub fn duplicates(&self) -> Vec<(Pointer, Place)> {
        let again = self.positions().again.iter();
        again
            .map(|(pointer, (line, column))| {
                (
                    pointer.clone(),
                    self.place_at(*line, *column, Some(pointer.clone())),
                )
            })
            .collect()
    }

    fn positions(&self) -> &Positions {
        self.positions.get_or_init(|| positions(&self.text))
    }

    /// A place by line and column, both counted from one.
    pub fn place_at(&self, line: usize, column: usize, pointer: Option<Pointer>) -> Place {
        Place::new(
            self.name.clone(),
            line.max(1),
            column.max(1),
            self.text.clone(),
            pointer,
        )
    }
}

/// What keeps a text from being read: keys that stand twice, all of them, or the place where
/// reading stopped.
fn problems(source: &Source, error: &strict::SyntaxError) -> Vec<Diagnostic> {
    let place = || source.place_at(error.line, error.column, None);
    let diagnostic = Diagnostic::error(&error.message);
    match error.kind {
        strict::Kind::Syntax => {
            vec![
                diagnostic
                    .help("fix the syntax: the file must be valid YAML or JSON")
                    .at(place()),
            ]
        }
        strict::Kind::Value => vec![diagnostic.help("fix the document").at(place())],
        strict::Kind::Duplicate => {
            let twice = source.duplicates().into_iter().map(|(pointer, place)| {
                Diagnostic::error(format!("duplicate key `{}`", pointer.last())).at(place)
            });
            let mut twice: Vec<_> = twice.collect();
            if twice.is_empty() {
                twice.push(diagnostic.at(place()));
            }
            let help = "remove one of them: only one would take effect";
            twice
                .into_iter()
                .map(|diagnostic| diagnostic.help(help))
                .collect()
        }
    }
}
