//! Texts about an API for agents, in addition to the documents.

use serde::Deserialize;

/// Texts for agents, by subject. They are for reading only, so no program depends on them.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Skill {
    /// When to use it, in a sentence or two.
    pub description: Option<String>,
    /// Why and how to pin the version.
    pub version: Vec<String>,
    /// Tokens.
    pub authentication: Vec<String>,
    /// What tokens grant.
    pub scopes: Vec<String>,
    /// How to work with it, in general.
    pub conventions: Vec<String>,
    /// Lists in pages.
    pub paging: Vec<String>,
    /// Conditions on lists.
    pub filters: Vec<String>,
    /// Failures.
    pub errors: Vec<String>,
    /// Instants, money and energy.
    pub values: Vec<String>,
}
