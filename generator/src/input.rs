//! The input of a generation.

use crate::model::Release;
use std::collections::BTreeMap;

/// Everything a generation depends on.
#[derive(Clone, Debug, Default)]
pub struct Input {
    /// The versions, oldest first.
    pub documents: Vec<DocumentText>,
    /// What the documents leave out.
    pub overlay: Option<Text>,
    /// The date of new changelog entries.
    pub today: String,
    /// The hand-written files by path: `<versions>/src/<module>.rs`,
    /// `<versions>/examples/<name>.rs`, with `all`, `since-<codename>`, `until-<codename>` or
    /// `only-<codename>` for `<versions>`.
    pub templates: BTreeMap<String, Text>,
}

/// A named text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// Its name in diagnostics, usually a path.
    pub name: String,
    /// Its content.
    pub text: String,
}

/// One version's document, and which crate it becomes.
#[derive(Clone, Debug)]
pub struct DocumentText {
    /// The document, YAML or JSON.
    pub source: Text,
    /// The crate it becomes.
    pub release: Release,
    /// The result of the previous generation.
    pub baseline: Option<Baseline>,
}

impl DocumentText {
    /// The codename of its version.
    pub fn codename(&self) -> &str {
        &self.release.version.codename
    }
}

/// The result of the previous generation, which changes are computed against.
#[derive(Clone, Debug)]
pub struct Baseline {
    /// The file [`MODEL`](crate::MODEL) of the crate.
    pub model: Text,
    /// The file [`CHANGELOG`](crate::CHANGELOG) of the crate, if it has one.
    pub changelog: Option<String>,
    /// The file [`DOCUMENT`](crate::DOCUMENT) of the crate, if it has one.
    pub document: Option<Text>,
}
