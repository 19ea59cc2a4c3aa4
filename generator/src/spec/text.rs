//! A named text: parsing it, and the places of its nodes.

use super::{
    positions::{Positions, positions},
    strict,
};
use crate::source::{Diagnostic, Place, Pointer};
use serde_json::Value;
use std::sync::{Arc, OnceLock};

/// A named text. Positions are computed on first use, because only diagnostics need them.
#[derive(Debug)]
pub struct Source {
    name: String,
    text: Arc<str>,
    positions: OnceLock<Positions>,
}

impl Source {
    /// Wraps `text`; `name` is its name in diagnostics, usually a path.
    pub fn new(name: impl Into<String>, text: &str) -> Self {
        // A byte order mark is not part of the text.
        let text = text.trim_start_matches('\u{feff}').into();
        Self {
            name: name.into(),
            text,
            positions: OnceLock::new(),
        }
    }

    /// Its name in diagnostics.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Reads the text into a tree.
    ///
    /// # Errors
    ///
    /// The problems that prevent it from being parsed.
    pub fn read(&self) -> Result<Value, Vec<Diagnostic>> {
        strict::parse(&self.text).map_err(|error| problems(self, &error))
    }

    /// The place of the node at `pointer`, or of the nearest enclosing node.
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

    /// Duplicate keys, with the place of the second occurrence.
    pub fn duplicates(&self) -> Vec<(Pointer, Place)> {
        let duplicates = self.positions().duplicates.iter();
        duplicates
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

/// Why a text cannot be parsed: all of its duplicate keys, or the place where parsing stopped.
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
