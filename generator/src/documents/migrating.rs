//! `MIGRATING.md`: the differences from the previous version.

use super::template::{cell, fill};
use crate::{
    compare::{Change, Class, Kind, Subject},
    report::{Report, Words, code, name},
};
use minijinja::{Value, context};

/// The file's name.
pub const GUIDE: &str = "MIGRATING.md";

/// The parts of a guide in order: the title and the kinds of changes.
const PARTS: [(&str, &[Kind]); 5] = [
    (
        "Moved calls",
        &[Kind::OperationMoved, Kind::OperationRenamed],
    ),
    ("Removed calls", &[Kind::OperationRemoved]),
    ("New calls", &[Kind::OperationAdded]),
    ("Renamed types", &[Kind::TypeRenamed]),
    ("Reworded documentation", &[Kind::DocumentationChanged]),
];

/// The migration guide from one version to another.
pub fn guide(report: &Report) -> Result<String, String> {
    let of = |kinds: &[Kind]| -> Vec<Value> {
        let changes = report
            .changes
            .iter()
            .filter(|change| kinds.contains(&change.kind));
        changes.map(cells).collect()
    };
    let [moved, removed, added, renamed, texts] =
        PARTS.map(|(title, kinds)| context! { title, changes => of(kinds) });
    let listed: Vec<Kind> = PARTS
        .iter()
        .flat_map(|(_, kinds)| kinds.iter().copied())
        .collect();
    // The other changes are grouped by owner: a call, a type, a filter.
    let mut subjects: Vec<(Subject, Vec<Value>)> = Vec::new();
    for change in report
        .changes
        .iter()
        .filter(|change| change.kind.is_shown() && !listed.contains(&change.kind))
    {
        let owner = change.subject.owner();
        match subjects.iter_mut().find(|(known, _)| *known == owner) {
            Some((_, changes)) => changes.push(cells(change)),
            None => subjects.push((owner, vec![cells(change)])),
        }
    }
    let context = context! {
        from => context! { version => &report.from.version.name, codename => &report.from.version.codename, crate_name => &report.from.crate_name, crate_version => &report.from.crate_version },
        to => context! { version => &report.to.version.name, codename => &report.to.version.codename, crate_name => &report.to.crate_name, crate_version => &report.to.crate_version },
        moved, removed, added, renamed, texts,
        subjects => subjects.into_iter().map(|(owner, changes)| context! { name => code(&name(&owner)), changes }).collect::<Vec<_>>(),
    };
    fill(
        GUIDE,
        include_str!("../../../templates/all/MIGRATING.md.j2"),
        &context,
    )
}

/// A change as cells of a table.
fn cells(change: &Change) -> Value {
    let spelled = |text: &Option<String>| {
        text.as_deref()
            .map(|text| cell(&code(text)))
            .unwrap_or_default()
    };
    let words = Words::of(change);
    context! {
        subject => cell(&code(&words.subject)),
        message => cell(&words.message),
        before => spelled(&words.before),
        after => spelled(&words.after),
        advice => words.advice.unwrap_or_default(),
        types => change.types.iter().map(|ty| code(ty)).collect::<Vec<_>>().join(", "),
        breaking => change.class == Class::Breaking,
    }
}
