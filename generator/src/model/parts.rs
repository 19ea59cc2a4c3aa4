//! Files that are written by hand and come along with a crate.

use serde::Deserialize;
use std::collections::BTreeMap;

/// Which files of those that are given a crate takes.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Parts {
    /// Modules, by name: code for what cannot be said in data.
    #[serde(default)]
    pub modules: Vec<String>,
    /// Examples, by name.
    #[serde(default)]
    pub examples: Vec<String>,
    /// Crates that the examples need, with features; the workspace names their versions.
    #[serde(default)]
    pub dev_dependencies: BTreeMap<String, Vec<String>>,
    /// The modules that have something to name.
    #[serde(skip)]
    pub public: Vec<String>,
}
