//! What is wrong with an input, where, and what to do about it.

use super::pointer::Pointer;
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use serde::Serialize;
use std::{fmt, ops::Range, sync::Arc};

/// How much a diagnostic matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing can be generated until it is mended.
    Error,
    /// Generation goes on; a person should know.
    Warning,
}

/// A line and column in a named text.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The text's name, usually a path.
    pub file: String,
    /// Counted from one.
    pub line: usize,
    /// Counted from one, in characters.
    pub column: usize,
    /// The node, where the text could be read that far.
    #[serde(skip)]
    pub pointer: Option<Pointer>,
    /// The whole text, shared: a minified document is one long line.
    #[serde(skip)]
    text: Arc<str>,
}

impl Place {
    pub(super) fn new(
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

    /// The line, harmless to print.
    fn excerpt(&self) -> String {
        let line = self.text.lines().nth(self.line - 1).unwrap_or_default();
        line.chars()
            .map(|c| if c.is_control() { ' ' } else { c })
            .collect()
    }

    /// The same place, said of another node.
    pub(super) fn with_pointer(&self, pointer: &Pointer) -> Self {
        Self {
            pointer: Some(pointer.clone()),
            ..self.clone()
        }
    }
}

/// The bytes of a line to underline: the word that starts at the column.
fn word(line: &str, column: usize) -> Range<usize> {
    let mut chars = line.char_indices().skip(column - 1);
    let start = chars.next().map_or(line.len(), |(at, _)| at);
    let end = chars
        .find(|(_, c)| c.is_whitespace() || matches!(c, ':' | ',' | '}' | ']'))
        .map_or(line.len(), |(at, _)| at);
    start..end.max(start)
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

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How much it matters.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
    /// Where.
    pub place: Option<Box<Place>>,
}

impl Diagnostic {
    /// An error without a place yet.
    pub fn error(message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Error,
            message: message.into(),
            help: None,
            place: None,
        }
    }

    /// A warning without a place yet.
    pub fn warning(message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(message)
        }
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Says where.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(Box::new(place));
        self
    }

    /// As a compiler would print it, with the line of the document.
    pub fn render(&self, color: bool) -> String {
        let level = match self.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let message = printable(&self.message);
        let mut group = level
            .primary_title(message.as_str())
            .elements([] as [Snippet<'_, annotate_snippets::Annotation<'_>>; 0]);
        let (label, excerpt);
        if let Some(place) = &self.place {
            label = place
                .pointer
                .as_ref()
                .map(|pointer| printable(&pointer.to_string()));
            excerpt = place.excerpt();
            let annotation = AnnotationKind::Primary.span(word(&excerpt, place.column));
            let annotation = match &label {
                Some(label) => annotation.label(label.as_str()),
                None => annotation,
            };
            group = group.element(
                Snippet::source(excerpt.as_str())
                    .line_start(place.line)
                    .path(place.file.as_str())
                    .annotation(annotation),
            );
        }
        let help = self.help.as_deref().map(printable);
        if let Some(help) = &help {
            group = group.element(Level::HELP.message(help.as_str()));
        }
        let renderer = if color {
            Renderer::styled()
        } else {
            Renderer::plain()
        };
        renderer.render(&[group])
    }
}

/// Documents are untrusted: what they hold must not steer the terminal.
fn printable(text: &str) -> String {
    text.chars()
        .map(|c| {
            if c.is_control() && c != '\n' {
                '\u{fffd}'
            } else {
                c
            }
        })
        .collect()
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(false))
    }
}
