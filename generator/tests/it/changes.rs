//! Every kind of change: patches of one small document, each with the report that a maintainer
//! would read.

mod forms;
mod library;
mod pairs;
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
    path::{Path, PathBuf},
    sync::LazyLock,
    thread,
};

/// What each patch changes, by its name: the code of a kind, and what tells several patches of it
/// apart.
static REPORTS: LazyLock<BTreeMap<String, Report>> = LazyLock::new(|| reports(&Library::base()));

/// The patches by name.
fn patches() -> BTreeMap<String, Patch> {
    let folder = folder("patches");
    let files = names(&folder).into_iter();
    files
        .map(|file| {
            let name = file.strip_suffix(".yaml").unwrap().to_owned();
            let patch = patch(&name);
            (name, patch)
        })
        .collect()
}

fn patch(name: &str) -> Patch {
    let text = fs::read_to_string(folder("patches").join(format!("{name}.yaml")));
    Patch::parse(name, &text.unwrap())
}

/// What each patch changes in `base`, found by two threads, since each patch is a generation.
fn reports(base: &Library) -> BTreeMap<String, Report> {
    let baseline = base.baseline();
    let patches: Vec<_> = patches().into_iter().collect();
    thread::scope(|scope| {
        let halves: Vec<_> = patches
            .chunks(patches.len().div_ceil(2))
            .map(|half| {
                let report =
                    |(name, patch): &(String, Patch)| (name.clone(), patch.report(base, &baseline));
                scope.spawn(move || half.iter().map(report).collect::<Vec<_>>())
            })
            .collect();
        let halves = halves.into_iter();
        halves.flat_map(|half| half.join().unwrap()).collect()
    })
}

fn folder(name: &str) -> PathBuf {
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

fn prints(report: &Report) -> Vec<&str> {
    let changes = report.changes.iter();
    changes.map(|change| change.fingerprint.as_str()).collect()
}

#[test]
fn each_kind_of_change_is_reported_once_and_alone() {
    let patches = patches();
    let (mut covered, mut wrong) = (BTreeSet::new(), Vec::new());
    for (name, report) in &*REPORTS {
        let code = name.split('.').next().unwrap();
        covered.insert(code.to_owned());
        let also = patches[name].also.iter().map(String::as_str);
        let expected: BTreeSet<_> = also.chain([code]).collect();
        let text = terminal(std::slice::from_ref(report), false);
        let unique: BTreeSet<_> = prints(report).into_iter().collect();
        if kinds(report) != expected || unique.len() != report.changes.len() || unique.contains("")
        {
            wrong.push(format!("{name}\n{text}"));
        }
        with_settings!({snapshot_path => "changes/reports", prepend_module_to_snapshot => false, omit_expression => true}, {
            assert_snapshot!(name.as_str(), text);
        });
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // What no kind accounts for is a gap in the comparison of models.
    let kinds = Kind::ALL.iter();
    let all = kinds.filter(|kind| **kind != Kind::SurfaceChanged);
    assert_eq!(covered, all.map(|kind| kind.code().to_owned()).collect());
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
    for (name, lowered) in reports(&Library::base().lowered()) {
        assert_eq!(prints(&REPORTS[&name]), prints(&lowered), "{name}");
    }
}
