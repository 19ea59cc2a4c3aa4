//! `--only`: which versions a run is about.

use crate::{
    pins::{Pins, not_pinned},
    project::Project,
    report::shown,
    tree::walk,
};
use nomos_generator::{
    Output,
    model::{Release, Version},
};
use std::collections::{BTreeMap, BTreeSet};

/// The selected versions.
pub struct Selection(BTreeSet<Version>);

impl Selection {
    /// The versions called `names`, all of them without a name.
    ///
    /// # Errors
    ///
    /// One is not pinned. The message lists the pinned ones.
    pub fn new(pins: &Pins, names: &[String]) -> Result<Self, String> {
        let versions = pins.versions.iter().map(|pin| &pin.release.version);
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        if names.iter().any(|name| pins.find(name).is_none()) {
            return Err(not_pinned(&names, versions));
        }
        let selected = versions.filter(|version| {
            let is_called = |name: &&str| **name == version.name || **name == version.codename;
            names.is_empty() || names.iter().any(is_called)
        });
        Ok(Self(selected.cloned().collect()))
    }

    /// Whether the run is about this version.
    pub fn contains(&self, version: &Version) -> bool {
        self.0.contains(version)
    }

    /// Replaces what `output` has for other versions by what is there. Returns the names of other
    /// crates that differ from it.
    pub fn narrow(&self, output: &mut Output, project: &Project) -> Result<Vec<String>, String> {
        if output
            .plans
            .iter()
            .all(|plan| self.contains(&plan.release.version))
        {
            return Ok(Vec::new());
        }
        let is_selected = |release: &Release| self.contains(&release.version);
        let selected = output
            .plans
            .iter()
            .filter(|plan| is_selected(&plan.release));
        let selected: BTreeSet<String> = selected
            .map(|plan| plan.release.crate_name.clone())
            .collect();
        let is_other = |path: &str| {
            let (folder, _) = path.split_once('/').unwrap_or((path, ""));
            !selected.contains(folder)
        };
        let mut present = BTreeMap::new();
        walk(&project.out, &project.out, &mut present)
            .map_err(|error| format!("{}: {error}", shown(&project.out)))?;
        let present = present
            .into_iter()
            .filter_map(|(path, text)| Some((path, text?)));
        let others: BTreeMap<String, String> = present.filter(|(path, _)| is_other(path)).collect();
        let differ =
            |path: &&String| is_other(path) && others.get(*path) != output.files.get(*path);
        let differing = output.files.keys().filter(differ);
        let differing: BTreeSet<String> = differing
            .filter_map(|path| Some(path.split_once('/')?.0.to_owned()))
            .collect();
        output.files.retain(|path, _| !is_other(path));
        output.files.extend(others);
        output.plans.retain(|plan| is_selected(&plan.release));
        output.reports.retain(|report| is_selected(&report.to));
        Ok(differing.into_iter().collect())
    }
}
