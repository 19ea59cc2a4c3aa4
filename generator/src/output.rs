//! The result of a generation.

use crate::{
    plan::{CratePlan, difference, introduction},
    render::HEADER,
    report::Report,
    source::{Diagnostic, Place},
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

/// Where a line of a generated file comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A hand-written file.
    Template(Place),
    /// The generator. The place is in the generated file.
    Generated(Place),
}

impl Output {
    /// The origin of a line and column of the file `path`, both counted from one.
    pub fn origin(&self, path: &str, line: usize, column: usize) -> Origin {
        let in_template = || {
            let (folder, file) = path.split_once('/')?;
            let mut plans = self.plans.iter();
            let plan = plans.find(|plan| plan.release.crate_name == folder)?;
            let line = line.checked_sub(HEADER.lines().count())?.max(1);
            let file = plan.hand_written.files.get(file)?;
            Some(file.place(line, column, &plan.release))
        };
        in_template().map_or_else(
            || {
                let text = self.files.get(path).map_or("", String::as_str);
                Origin::Generated(Place::new(path.to_owned(), line, column, text.into(), None))
            },
            Origin::Template,
        )
    }

    /// The changes from the version before to the version called `name`, with what a person should
    /// look at; `None` if it is unknown or the first one.
    pub fn introduction(&self, name: &str) -> Option<Report> {
        let mut plans = self.plans.iter();
        let new = plans.position(|plan| plan.release.version.name == name)?;
        let old = new.checked_sub(1)?;
        let version = |index: usize| (&self.plans[index], &self.documents[index]);
        Some(introduction(version(old), version(new)))
    }

    /// The changes between two versions, given by name or codename; `None` if one is unknown.
    pub fn difference(&self, from: &str, to: &str) -> Option<Report> {
        let index = |wanted: &str| {
            let mut versions = self.plans.iter().map(|plan| &plan.release.version);
            versions.position(|version| version.name == wanted || version.codename == wanted)
        };
        let (from, to) = (index(from)?, index(to)?);
        Some(difference(
            &self.plans[from],
            &self.plans[to],
            &self.documents[to],
        ))
    }
}
