//! Changes: in a version since its crate was generated, and from one version to the next.

use super::{
    HandWritten,
    crate_version::{bump, later},
    loaded::Loaded,
};
use crate::{
    compare::{self, Change, Subject},
    model::{Dated, Release, Snapshot},
    report::Report,
    spec::Document,
};

/// The history of a crate.
#[derive(Clone, Debug, PartialEq)]
pub struct History {
    /// Changes since it was generated.
    pub report: Option<Report>,
    /// Changes from the version before it.
    pub migration: Option<Report>,
    /// Its changelog so far.
    pub changelog: Option<String>,
    /// The date of a new entry.
    pub today: String,
}

/// The changes in a version since its crate was generated, and the resulting crate version.
pub fn since(
    previous: &Snapshot,
    now: Dated<'_>,
    hand_written: &HandWritten,
    version: &Loaded<'_>,
) -> Report {
    let mut changes = compare::compare(previous.dated(), now);
    if let Some(items) = &previous.hand_written {
        let name = &now.api.version.name;
        changes.extend(compare::items(items, &hand_written.items, name));
        changes.sort_by_key(|change| std::cmp::Reverse(change.class));
    }
    if let Some(before) = &version.remembered {
        let after = &version.document.base;
        changes.extend(compare::unmodelled(before, after, &changes));
    }
    let mut to = version.text.release.clone();
    if let Some(bumped) = bump(&previous.release.crate_version, &changes) {
        to.crate_version = later(&to.crate_version, &bumped).to_owned();
    }
    Report {
        from: previous.release.clone(),
        to,
        changes: placed(changes, &version.document),
        review: Vec::new(),
    }
}

/// The changes from one version to another; `document` belongs to the newer one.
pub fn between(
    (from, old): (&Release, Dated<'_>),
    (to, new): (&Release, Dated<'_>),
    document: &Document,
) -> Report {
    Report {
        from: from.clone(),
        to: to.clone(),
        changes: placed(compare::compare(old, new), document),
        review: Vec::new(),
    }
}

/// Adds the place in the newer document to every change.
fn placed(mut changes: Vec<Change>, document: &Document) -> Vec<Change> {
    for change in &mut changes {
        // Hand-written code is not in the document.
        if !matches!(change.subject, Subject::Item(_)) {
            change.place = Some(document.place(&change.pointer));
        }
    }
    changes
}
