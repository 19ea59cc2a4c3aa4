//! What a generation gives.

use crate::{
    plan::{CratePlan, migration},
    report::Report,
    source::Diagnostic,
    spec::Document,
};
use std::{collections::BTreeMap, sync::Arc};

/// What a generation gives.
#[derive(Clone, Debug)]
pub struct Output {
    /// Every file by path, below the folder of all crates.
    pub files: BTreeMap<String, String>,
    /// The surface of each crate by version: everything that a user of it can name.
    pub surfaces: BTreeMap<String, String>,
    /// What each version becomes, oldest first.
    pub plans: Vec<CratePlan>,
    /// What has changed in each version that has a baseline.
    pub reports: Vec<Report>,
    /// What a person should know.
    pub warnings: Vec<Diagnostic>,
    pub(crate) documents: Arc<Vec<Document>>,
}

impl Output {
    /// What is different between two versions, by name or codename; `None` if one of them is not
    /// there.
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
