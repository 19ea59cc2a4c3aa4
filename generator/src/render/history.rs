//! What a crate says of its past: its changelog, and what is different in the version before it.

use super::text::{cell, fill};
use crate::{
    compare::{Change, Class, Kind, Subject},
    model::Api,
    report::{Report, Words, code, effect, name},
};
use minijinja::{Value, context};
use std::collections::BTreeMap;

/// The changelog of a crate.
pub const CHANGELOG: &str = "CHANGELOG.md";
const GUIDE: &str = "MIGRATING.md";

/// What is known of a crate's past.
pub struct History<'a> {
    /// Changes since it was generated.
    pub report: Option<&'a Report>,
    /// Changes from the version before it.
    pub migration: Option<&'a Report>,
    /// Its changelog so far.
    pub changelog: Option<&'a str>,
    /// The day of a new entry.
    pub today: &'a str,
}

/// The files that tell it.
pub fn files(api: &Api, history: &History<'_>) -> Result<BTreeMap<String, String>, String> {
    let mut files = BTreeMap::from([(CHANGELOG.to_owned(), changelog(api, history)?)]);
    if let Some(report) = history.migration {
        files.insert(GUIDE.to_owned(), guide(report)?);
    }
    Ok(files)
}

fn changelog(api: &Api, history: &History<'_>) -> Result<String, String> {
    let entries = history
        .changelog
        .and_then(|text| text.find("\n## ").map(|at| &text[at + 1..]));
    let is_shown = |report: &&Report| report.changes.iter().any(|change| change.kind.is_shown());
    let report = history.report.filter(is_shown);
    let lines = |class| -> Vec<String> {
        let changes = report.into_iter().flat_map(|report| report.of(class));
        changes
            .filter(|change| change.kind.is_shown())
            .map(line)
            .collect()
    };
    let context = context! {
        crate_name => &api.release.crate_name,
        crate_version => &api.release.crate_version,
        version => &api.release.version.name,
        today => history.today,
        has_changes => report.is_some(),
        breaking => lines(Class::Breaking),
        additive => lines(Class::Additive),
        texts => lines(Class::Documentation),
        entries,
    };
    fill(
        CHANGELOG,
        include_str!("../../../templates/all/CHANGELOG.md.j2"),
        &context,
    )
}

/// A change in one line.
fn line(change: &Change) -> String {
    let words = Words::of(change);
    let mut line = format!("{} {}", code(&words.subject), words.message);
    // Texts speak for themselves in the documentation.
    if change.kind != Kind::DocumentationChanged
        && let Some(effect) = effect(&words)
    {
        line.push_str(&format!(": {effect}"));
    }
    if let Some(advice) = &words.advice {
        line.push_str(&format!(" ({advice})"));
    }
    line
}

/// The parts of a guide in order: title, and which changes stand there.
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
    let mut subjects: Vec<(Subject, Vec<Value>)> = Vec::new();
    for change in report
        .changes
        .iter()
        .filter(|change| !told.contains(&change.kind))
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
