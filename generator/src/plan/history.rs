//! Changes: in a version since its crate was generated, and from one version to the next.

use super::crate_version::{bump, later};
use crate::{
    compare::{self, Change},
    input::DocumentText,
    model::{Dated, Release, Snapshot},
    report::Report,
    spec::{self, Document},
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
    text: &DocumentText,
    document: &Document,
) -> Report {
    let mut changes = compare::compare(previous.dated(), now);
    let before = text
        .baseline
        .as_ref()
        .and_then(|baseline| baseline.document.as_deref());
    if let Some(before) = before
        && let (Ok(before), Ok(after)) = (spec::parse(before), spec::parse(&text.source.text))
    {
        changes.extend(compare::unmodelled(&before, &after, &changes));
    }
    let mut to = text.release.clone();
    if let Some(bumped) = bump(&previous.release.crate_version, &changes) {
        to.crate_version = later(&to.crate_version, &bumped).to_owned();
    }
    Report {
        from: previous.release.clone(),
        to,
        changes: placed(changes, document),
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
    }
}

/// Adds the place in the newer document to every change.
fn placed(mut changes: Vec<Change>, document: &Document) -> Vec<Change> {
    for change in &mut changes {
        change.place = Some(document.place(&change.pointer));
    }
    changes
}
