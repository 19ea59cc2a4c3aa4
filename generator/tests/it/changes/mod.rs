//! Every kind of change: patches of one small document, each with the report that a maintainer would read.

mod forms;
mod library;
mod user;

use insta::{assert_snapshot, with_settings};
use library::{Library, Patch};
use nomos_generator::{
    compare::Kind,
    report::{Report, terminal},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

/// The patches by name: the code of a kind, and what tells several patches of it apart.
fn patches() -> BTreeMap<String, Patch> {
    let folder = folder("patches");
    let files = names(&folder).into_iter();
    files
        .map(|file| {
            let text = fs::read_to_string(folder.join(&file)).unwrap();
            let name = file.strip_suffix(".yaml").unwrap().to_owned();
            let patch = Patch::parse(&name, &text);
            (name, patch)
        })
        .collect()
}

fn folder(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/it/changes")
        .join(name)
}

fn names(folder: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(folder).unwrap();
    entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect()
}

fn kinds(report: &Report) -> BTreeSet<&'static str> {
    let kinds = report.changes.iter().map(|change| change.kind.code());
    kinds.collect()
}

#[test]
fn each_kind_of_change_is_reported_once_and_alone() {
    let base = Library::base();
    let patches = patches();
    let (mut covered, mut wrong) = (BTreeSet::new(), Vec::new());
    for (name, patch) in &patches {
        let report = patch.report(&base);
        let code = name.split('.').next().unwrap();
        covered.insert(code.to_owned());
        let expected: BTreeSet<_> = patch
            .also
            .iter()
            .map(String::as_str)
            .chain([code])
            .collect();
        let prints = report.changes.iter().map(|change| &change.fingerprint);
        let prints: BTreeSet<_> = prints.filter(|print| !print.is_empty()).collect();
        if kinds(&report) != expected || prints.len() != report.changes.len() {
            wrong.push(format!("{name}\n{}", terminal(&[report.clone()], false)));
        }
        with_settings!({snapshot_path => "reports", prepend_module_to_snapshot => false, omit_expression => true}, {
            assert_snapshot!(name.as_str(), terminal(&[report], false));
        });
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let all = Kind::ALL.iter().map(|kind| kind.code().to_owned());
    assert_eq!(covered, all.collect());
    let reports = patches.keys().map(|name| format!("{name}.snap"));
    assert_eq!(names(&folder("reports")), reports.collect());
}

#[test]
fn what_has_not_changed_is_not_reported() {
    let base = Library::base();
    assert_eq!(base.report_against(&base.baseline()).changes, []);
}

#[test]
fn fingerprints_stay_when_lines_move() {
    let base = Library::base();
    for (name, patch) in patches() {
        let prints = |report: Report| -> Vec<String> {
            let changes = report.changes.into_iter();
            changes.map(|change| change.fingerprint).collect()
        };
        let lowered = patch.report(&base.lowered());
        assert_eq!(prints(patch.report(&base)), prints(lowered), "{name}");
    }
}
