//! `MIGRATING.md`: what is different from the version before.

use super::template::{cell, fill};
use crate::{
    compare::{Change, Class, Kind},
    report::{Report, code},
};
use minijinja::{Value, context};

/// The file's name.
pub const GUIDE: &str = "MIGRATING.md";

/// The parts of a guide in order: title, and which changes stand there.
const PARTS: [(&str, &[Kind]); 5] = [
    (
        "Calls that moved",
        &[Kind::OperationMoved, Kind::OperationRenamed],
    ),
    ("Calls that are gone", &[Kind::OperationRemoved]),
    ("New calls", &[Kind::OperationAdded]),
    ("Types with another name", &[Kind::TypeRenamed]),
    ("Described in other words", &[Kind::DocumentationChanged]),
];

/// What to change when moving from one version to another.
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
    let told: Vec<Kind> = PARTS
        .iter()
        .flat_map(|(_, kinds)| kinds.iter().copied())
        .collect();
    // The rest by what it belongs to: a call, a type, a filter.
    let mut subjects: Vec<(String, Vec<Value>)> = Vec::new();
    for change in report
        .changes
        .iter()
        .filter(|change| !told.contains(&change.kind))
    {
        let owner = owner(&change.subject);
        match subjects.iter_mut().find(|(known, _)| known == owner) {
            Some((_, changes)) => changes.push(cells(change)),
            None => subjects.push((owner.to_owned(), vec![cells(change)])),
        }
    }
    let context = context! {
        from => context! { version => &report.from.version.name, codename => &report.from.version.codename, crate_name => &report.from.crate_name, crate_version => &report.from.crate_version },
        to => context! { version => &report.to.version.name, codename => &report.to.version.codename, crate_name => &report.to.crate_name, crate_version => &report.to.crate_version },
        moved, removed, added, renamed, texts,
        subjects => subjects.into_iter().map(|(name, changes)| context! { name => code(&name), changes }).collect::<Vec<_>>(),
    };
    fill(
        GUIDE,
        include_str!("../../../templates/all/MIGRATING.md.j2"),
        &context,
    )
}

/// The call, type or filter that a changed thing belongs to.
pub fn owner(subject: &str) -> &str {
    if let Some((_, call)) = subject.split_once(" of ") {
        return call;
    }
    if subject.contains('(') || subject.starts_with("filters::") && !subject.contains('.') {
        return subject
            .rsplit_once("::")
            .filter(|_| subject.starts_with("filters::"))
            .map_or(subject, |(set, _)| set);
    }
    let end = subject.find(['.', ':']).unwrap_or(subject.len());
    &subject[..end]
}

/// A change as cells of a table.
fn cells(change: &Change) -> Value {
    let spelled = |text: &Option<String>| {
        text.as_deref()
            .map(|text| cell(&code(text)))
            .unwrap_or_default()
    };
    context! {
        subject => cell(&code(&change.subject)),
        message => cell(&change.message),
        before => spelled(&change.before),
        after => spelled(&change.after),
        advice => change.advice.clone().unwrap_or_default(),
        types => change.types.iter().map(|ty| code(ty)).collect::<Vec<_>>().join(", "),
        breaking => change.class == Class::Breaking,
    }
}
