//! What a generation depends on.

use crate::model::Release;
use std::collections::BTreeMap;

/// Everything a generation depends on.
#[derive(Clone, Debug, Default)]
pub struct Input {
    /// The versions, oldest first.
    pub documents: Vec<DocumentText>,
    /// What the documents leave out.
    pub overlay: Option<Text>,
    /// The day that changelogs give to a new entry.
    pub today: String,
    /// The hand-written files by path: `<versions>/src/<module>.rs`,
    /// `<versions>/examples/<name>.rs`, with `all`, `since-<codename>`, `until-<codename>` or
    /// `only-<codename>` for `<versions>`.
    pub templates: BTreeMap<String, Text>,
}

/// A named text.
#[derive(Clone, Debug)]
pub struct Text {
    /// How diagnostics call it, usually a path.
    pub name: String,
    /// Its content.
    pub text: String,
}

/// One version's document, and which crate it becomes.
#[derive(Clone, Debug)]
pub struct DocumentText {
    /// The document, YAML or JSON.
    pub source: Text,
    /// What it becomes.
    pub release: Release,
    /// What it has become so far.
    pub baseline: Option<Baseline>,
}

/// What was generated for a version before; changes are seen against it.
#[derive(Clone, Debug)]
pub struct Baseline {
    /// The file [`MODEL`](crate::MODEL) of the crate.
    pub model: Text,
    /// The file [`CHANGELOG`](crate::CHANGELOG) of the crate, if it has one.
    pub changelog: Option<String>,
    /// The document that was read then, if it is still there.
    pub document: Option<String>,
}
