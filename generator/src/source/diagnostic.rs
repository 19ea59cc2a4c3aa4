//! What is wrong with an input, where, and what to do about it.

use super::{Action, Edit, Place, Pointer, Repair, Wanted};
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use serde_json::Value;
use std::{fmt, ops::Range};

/// How much a diagnostic matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// It must be fixed before anything can be generated.
    Error,
    /// It does not prevent generation.
    Warning,
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
    /// How the overlay can be repaired mechanically.
    pub repair: Option<Box<Repair>>,
    /// What an overlay could do about it.
    pub wanted: Vec<Wanted>,
}

impl Diagnostic {
    /// An error without a place yet.
    pub fn error(message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Error,
            message: message.into(),
            help: None,
            place: None,
            repair: None,
            wanted: Vec::new(),
        }
    }

    /// A warning without a place yet.
    pub fn warning(message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(message)
        }
    }

    /// Adds what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds the place.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(Box::new(place));
        self
    }

    /// An overlay has to set this member of a node. Of several edits, all are needed.
    #[must_use]
    pub fn wants(self, at: &Pointer, key: &str, value: impl Into<Value>) -> Self {
        self.want(at, Edit::set(key, value.into()), false)
    }

    /// An overlay has to remove this node.
    #[must_use]
    pub fn wants_without(self, at: &Pointer) -> Self {
        self.want(at, Edit::Remove, false)
    }

    /// Instead of all that it wants, an overlay can set this member.
    #[must_use]
    pub fn or_wants(self, at: &Pointer, key: &str, value: impl Into<Value>) -> Self {
        self.want(at, Edit::set(key, value.into()), true)
    }

    fn want(mut self, at: &Pointer, edit: Edit, is_alternative: bool) -> Self {
        let at = at.clone();
        self.wanted.push(Wanted {
            at,
            edit,
            is_alternative,
            action: None,
        });
        self
    }

    /// Adds a mechanical repair, which the help describes.
    #[must_use]
    pub fn repair(mut self, repair: Repair) -> Self {
        let help = match self.help.take() {
            Some(help) if help.ends_with('?') => format!("{help} Or {}", repair.fix),
            Some(help) => format!("{help}, or {}", repair.fix),
            None => repair.fix.to_string(),
        };
        self.repair = Some(Box::new(repair));
        self.help(help)
    }

    /// The overlay actions that resolve it.
    pub fn actions(&self) -> impl Iterator<Item = &Action> {
        self.wanted
            .iter()
            .filter_map(|wanted| wanted.action.as_ref())
    }

    /// Whether two versions have the same problem.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        let key = |it: &Self| (it.severity, it.message.clone(), it.help.clone());
        key(self) == key(other) && self.place == other.place && self.repair == other.repair
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

/// The bytes of a line to underline: the word that starts at the column.
fn word(line: &str, column: usize) -> Range<usize> {
    let mut chars = line.char_indices().skip(column - 1);
    let start = chars.next().map_or(line.len(), |(at, _)| at);
    let end = chars
        .find(|(_, c)| c.is_whitespace() || matches!(c, ':' | ',' | '}' | ']'))
        .map_or(line.len(), |(at, _)| at);
    start..end.max(start)
}

/// Documents are untrusted: their text must not control the terminal.
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
