//! The result of a generation.

use crate::{
    plan::{CratePlan, migration},
    report::Report,
    source::Diagnostic,
    spec::Document,
};
use std::{collections::BTreeMap, sync::Arc};

/// The result of a generation.
#[derive(Clone, Debug)]
pub struct Output {
    /// Every file by path, below the folder of all crates.
    pub files: BTreeMap<String, String>,
    /// The surface of each crate by version: everything that a user of it can name.
    pub surfaces: BTreeMap<String, String>,
    /// The plan of each crate, oldest version first.
    pub plans: Vec<CratePlan>,
    /// The changes in each version that has a baseline.
    pub reports: Vec<Report>,
    /// Warnings, which do not prevent generation.
    pub warnings: Vec<Diagnostic>,
    pub(crate) documents: Arc<Vec<Document>>,
}

impl Output {
    /// The changes between two versions, given by name or codename; `None` if one is unknown.
    pub fn difference(&self, from: &str, to: &str) -> Option<Report> {
        let index = |wanted: &str| {
            let mut versions = self.plans.iter().map(|plan| &plan.release.version);
            versions.position(|version| version.name == wanted || version.codename == wanted)
        };
        let (from, to) = (index(from)?, index(to)?);
        Some(migration(
            &self.plans[from],
            &self.plans[to],
            &self.documents[to],
        ))
    }
}
