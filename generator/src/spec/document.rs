//! Text → overlaid, checked OpenAPI document. No part of a document is dropped silently.

use super::{
    moves::Moves,
    normal::normal,
    overlay::{Applied, Origins, Outcome, Overlay},
    respell::respell,
    shape_check,
    suggest::Suggestions,
    text::Source,
};
use crate::source::{Diagnostic, Place, Pointer, Severity};
use openapiv3::{OpenAPI, ReferenceOr, Schema};
use serde_json::{Number, Value};
use std::{collections::BTreeMap, sync::Arc};

/// One version's document with the overlay applied.
#[derive(Debug)]
pub struct Document {
    /// The document as typed data.
    pub openapi: OpenAPI,
    /// The document as a tree, without the overlay.
    pub base: Arc<Value>,
    /// The document as a tree.
    pub value: Value,
    /// The names of all component schemas, also of those that nothing refers to.
    pub components: Vec<String>,
    source: Source,
    /// From the respelled document to the normal form, and from there to the text.
    moves: [Moves; 2],
    origins: Origins,
}

/// What was found while a document was loaded.
#[derive(Debug, Default)]
pub struct Findings {
    /// Warnings, which do not prevent generation.
    pub warnings: Vec<Diagnostic>,
    /// Errors that do not prevent the document from being lowered.
    pub errors: Vec<Diagnostic>,
    /// What each action of the overlay did, by its index.
    pub outcomes: BTreeMap<usize, Outcome>,
    /// Whether each setting of the overlay has an effect, by its place there.
    pub settings: BTreeMap<Pointer, bool>,
}

impl Document {
    /// Reads `source` in the spelling of `remembered`, applies `overlay` for `codename`, and checks
    /// the result.
    pub fn load(
        source: Source,
        overlay: Option<&Overlay>,
        codename: &str,
        remembered: Option<&Value>,
        findings: &mut Findings,
    ) -> Result<Self, Vec<Diagnostic>> {
        let value = source.read()?;
        check_version(&value).map_err(|diagnostic| {
            vec![diagnostic.at(source.place(&Pointer::root().child("openapi")))]
        })?;
        let remembered = remembered.map(|document| normal(document).0);
        let (normal, from_text) = normal(&value);
        let (respelled, from_normal) = respell(&normal, remembered.as_ref());
        let moves = [from_normal, from_text];
        let base = Arc::new(respelled);
        let mut value = Value::clone(&base);
        let applied = overlay.map(|overlay| overlay.apply(codename, &mut value));
        let Applied {
            origins,
            mut outcomes,
            problems,
        } = applied.unwrap_or_default();
        Overlay::add_respelled(&mut outcomes, &normal, &base, &moves[0]);
        findings.outcomes = outcomes;
        findings.errors.extend(problems);
        let place = |pointer: &Pointer| place(&source, &moves, &origins, pointer);
        let suggestions = Suggestions {
            name: source.name(),
            codename,
            document: &value,
            overlay,
        };
        let openapi: OpenAPI = match serde_json::from_value(value.clone()) {
            Ok(openapi) => openapi,
            Err(error) => {
                let mut found = shape_check::invalid_nodes(&value);
                if found.is_empty() {
                    let message = format!("invalid OpenAPI 3.0 document: {error}");
                    found.push((Pointer::root(), Diagnostic::error(message)));
                }
                let found = found.into_iter().map(|(at, error)| error.at(place(&at)));
                return Err(suggestions.add(found.collect()));
            }
        };
        let mut errors = Vec::new();
        let is_foreign = |key: &str| {
            let is_known = |overlay: &Overlay| overlay.knows(key);
            key.starts_with("x-") && !overlay.is_some_and(is_known)
        };
        let read = serde_json::to_value(&openapi).map_err(|error| {
            vec![Diagnostic::error(format!(
                "the document could not be serialized: {error}"
            ))]
        })?;
        compare(&value, Some(&read), &Step::Root, &mut |at, diagnostic| {
            let diagnostic = diagnostic.at(place(at));
            match diagnostic.severity {
                Severity::Error => errors.push(diagnostic),
                Severity::Warning if is_foreign(&at.last()) => {}
                Severity::Warning => findings.warnings.push(diagnostic),
            }
        });
        if errors.is_empty() {
            Ok(Self {
                openapi,
                base,
                value,
                components: component_names(&normal),
                source,
                moves,
                origins,
            })
        } else {
            Err(suggestions.add(errors))
        }
    }

    /// Adds what the overlay can do about problems of the document of the version `codename`.
    pub fn suggest(
        &self,
        found: Vec<Diagnostic>,
        overlay: Option<&Overlay>,
        codename: &str,
    ) -> Vec<Diagnostic> {
        let suggestions = Suggestions {
            name: self.source.name(),
            codename,
            document: &self.value,
            overlay,
        };
        suggestions.add(found)
    }

    /// Where the node at `pointer` comes from: the document or the overlay.
    pub fn place(&self, pointer: &Pointer) -> Place {
        place(&self.source, &self.moves, &self.origins, pointer)
    }

    /// The node of the overlay that became the one at `pointer`.
    pub fn overlay_node(&self, pointer: &Pointer) -> Option<Pointer> {
        self.origins.node(pointer)
    }

    /// Every node that the overlay has set.
    pub fn overlaid(&self) -> impl Iterator<Item = &Pointer> {
        self.origins.nodes()
    }

    /// Whether there is a node at `pointer`.
    pub fn has(&self, pointer: &Pointer) -> bool {
        self.value.pointer(pointer.as_str()).is_some()
    }

    /// The component schema that a `$ref` names.
    pub fn schema(&self, reference: &str) -> Option<(&str, &ReferenceOr<Schema>)> {
        let name = reference.strip_prefix("#/components/schemas/")?;
        let schemas = &self.openapi.components.as_ref()?.schemas;
        schemas
            .get_key_value(name)
            .map(|(name, schema)| (name.as_str(), schema))
    }

    /// An `x-` setting at the top of the document.
    pub fn setting(&self, key: &str) -> Option<&Value> {
        self.openapi.extensions.get(key)
    }
}

/// The names of all component schemas.
fn component_names(document: &Value) -> Vec<String> {
    let schemas = document.pointer("/components/schemas");
    let schemas = schemas.and_then(Value::as_object).into_iter().flatten();
    schemas.map(|(name, _)| name.clone()).collect()
}

fn place(source: &Source, moves: &[Moves; 2], origins: &Origins, pointer: &Pointer) -> Place {
    match origins.place(pointer) {
        Some(place) => place.with_pointer(pointer),
        None => {
            let before = origins.before(pointer);
            let text = moves.iter().fold(before, |at, moves| moves.source(&at));
            source.place(&text)
        }
    }
}

fn check_version(document: &Value) -> Result<(), Diagnostic> {
    match document.get("openapi") {
        Some(Value::String(version)) if version.starts_with("3.0.") => Ok(()),
        Some(version) => Err(Diagnostic::error(format!(
            "unsupported version `openapi: {version}`"
        ))
        .help("provide an OpenAPI 3.0 document")),
        None => Err(
            Diagnostic::error("not an OpenAPI document: missing field `openapi`")
                .help("add `openapi: 3.0.0` at the top of the document"),
        ),
    }
}

/// The way down to a node; a pointer is made of it only when there is something to report.
#[derive(Clone, Copy)]
enum Step<'a> {
    Root,
    Key(&'a Step<'a>, &'a str),
    Index(&'a Step<'a>, usize),
}

impl Step<'_> {
    fn pointer(&self) -> Pointer {
        match self {
            Self::Root => Pointer::root(),
            Self::Key(parent, key) => parent.pointer().child(key),
            Self::Index(parent, index) => parent.pointer().index(*index),
        }
    }
}

/// Reports every node of `source` that `read` has lost or changed.
fn compare(
    source: &Value,
    read: Option<&Value>,
    at: &Step<'_>,
    report: &mut impl FnMut(&Pointer, Diagnostic),
) {
    match (source, read) {
        (Value::Object(members), Some(Value::Object(kept))) if members.contains_key("$ref") => {
            let lost = members.keys().filter(|key| !kept.contains_key(*key));
            for key in lost {
                report(&at.pointer().child(key), lost_beside_ref(key));
            }
        }
        (Value::Object(members), Some(Value::Object(kept))) => {
            for (key, value) in members {
                compare(value, kept.get(key), &Step::Key(at, key), report);
            }
        }
        (Value::Array(items), Some(Value::Array(kept))) if items.len() == kept.len() => {
            for (index, (item, kept)) in items.iter().zip(kept).enumerate() {
                compare(item, Some(kept), &Step::Index(at, index), report);
            }
        }
        (source, None) if is_default(source) => {}
        (source, Some(read)) if equal(source, read) => {}
        _ => {
            let at = at.pointer();
            report(&at, lost(&at));
        }
    }
}

fn lost(at: &Pointer) -> Diagnostic {
    Diagnostic::error(format!(
        "`{}` is not valid here in OpenAPI 3.0 and would be ignored",
        at.last()
    ))
    .help("remove it with an overlay action, or replace it with what it means")
    .wants_without(at)
}

fn lost_beside_ref(key: &str) -> Diagnostic {
    Diagnostic::warning(format!("`{key}` next to `$ref` is ignored in OpenAPI 3.0"))
        .help("if it is meant to apply, set it here with an overlay action")
}

/// Values that are equivalent to omitting the key.
fn is_default(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
        _ => false,
    }
}

fn equal(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a.as_f64() == Number::as_f64(b),
        _ => a == b,
    }
}
