//! One version, ready to be planned.

use crate::{input::DocumentText, lower::Lowered, model::Snapshot, spec::Document};
use serde_json::Value;

/// One version, loaded.
pub struct Loaded<'a> {
    /// Its document as text, and which crate it becomes.
    pub text: &'a DocumentText,
    /// Its document.
    pub document: Document,
    /// The model of the document.
    pub lowered: Lowered,
    /// The model of the previous generation.
    pub previous: Option<Snapshot>,
    /// The document of the previous generation.
    pub remembered: Option<Value>,
}
