//! Rules, lifecycles and hand-written code, which no document has: an edit of each shows wherever a
//! reviewer looks.

use crate::support::{
    nomos::{CURIE, Nomos, checked_in, document},
    run::Run,
};
use std::{collections::BTreeSet, fs};

const NOT_ACCEPTED: i32 = 5;
const MANIFEST: &str = "generated/nomos-curie/Cargo.toml";
const CHANGELOG: &str = "generated/nomos-curie/CHANGELOG.md";
const SNAPSHOT: &str = "tests/snapshots/curie.snap";

/// What the overlay adds: a rule and a lifecycle.
const ACTIONS: &str = "
- target: $.paths['/plans/{id}/quote'].get
  x-versions: [curie..]
  update: {x-rules: [{field: usage, at-least: 100, text: enough to be worth it}]}
- target: $.components.schemas['UsageInvoice', 'VoidInvoice'].properties.status
  x-versions: [curie..]
  update: {x-lifecycle: {course: [open, paid], terminal: [paid, voided], live: [open]}}
";
const OVERLAY: &str = "specs/overlay.yaml";

/// What is written by hand.
const TEMPLATE: &str = "templates/only-curie/src/cheap.rs";
const CODE: &str = "\
//! Cheap plans.

use crate::types::Plan;

impl Plan {
    /// Whether it costs nothing.
    pub fn is_free(&self) -> bool {
        self.price.is_zero()
    }
}
";

/// A project with these, accepted and committed.
fn project() -> Nomos {
    let overlay = checked_in("overlay.yaml") + ACTIONS;
    let project = Nomos::with(&checked_in("versions.toml"), &overlay, &document(CURIE));
    fs::create_dir_all(project.path(TEMPLATE).parent().unwrap()).unwrap();
    project.write(TEMPLATE, CODE);
    project.regen(&["--offline"]).ended(0);
    project.review();
    project.commit();
    project
}

/// Replaces a text in a file of the project.
fn edit(project: &Nomos, file: &str, from: &str, to: &str) {
    let text = project.read(file);
    assert!(text.contains(from), "{file}: {from}");
    project.write(file, &text.replace(from, to));
}

/// Asserts that a breaking change is in the report, the crate version, the changelog and the
/// snapshot to review, where a line replaces another one.
fn assert_shown(project: &Nomos, entry: &str, reason: &str, [before, after]: [&str; 2]) {
    let run = project.regen(&["--offline"]).ended(NOT_ACCEPTED);
    assert!(run.stdout.contains(entry), "{}", run.stdout);
    assert!(!project.read(MANIFEST).contains("version = \"0.2.0\""));
    let mut accepting = project.command();
    accepting.args(["--offline", "--reason", "decided", "--accept"]);
    Run::of(accepting.args(run.fingerprints())).ended(0);

    let manifest = project.read(MANIFEST);
    assert!(manifest.contains("version = \"0.2.0\""), "{manifest}");
    let changelog = project.read(CHANGELOG);
    let (_, news) = changelog.split_once("## 0.2.0").unwrap();
    let (news, _) = news.split_once("## 0.1").unwrap();
    assert!(news.contains(reason), "{news}");
    let lines = |path: &str| -> BTreeSet<String> {
        let text = project.read(path);
        let lines = text.lines().map(|line| line.trim().to_owned());
        // The crate version differs, of course.
        lines
            .filter(|line| !line.starts_with("nomos-curie"))
            .collect()
    };
    let (accepted, pending) = (lines(SNAPSHOT), lines(&format!("{SNAPSHOT}.new")));
    let differing = |one: &BTreeSet<String>, other: &BTreeSet<String>| -> Vec<String> {
        one.difference(other).cloned().collect()
    };
    assert_eq!(differing(&accepted, &pending), [before]);
    assert_eq!(differing(&pending, &accepted), [after]);
}

#[test]
fn a_rule() {
    let project = project();
    edit(&project, OVERLAY, "at-least: 100", "at-least: 200");
    assert_shown(
        &project,
        "breaking  usage of plans().quote(id, zip_code, usage) has a stricter rule  rule-tightened",
        "`usage of plans().quote(id, zip_code, usage)` has a stricter rule",
        [
            "rule: usage at least 100: enough to be worth it",
            "rule: usage at least 200: enough to be worth it",
        ],
    );
}

#[test]
fn a_lifecycle() {
    let project = project();
    edit(&project, OVERLAY, "live: [open]", "live: [open, paid]");
    assert_shown(
        &project,
        "breaking  InvoiceStatus::is_live holds for other values  lifecycle-changed",
        "`InvoiceStatus::is_live` holds for other values",
        ["is_live: Open", "is_live: Open, Paid"],
    );
}

#[test]
fn a_method_written_by_hand() {
    let project = project();
    edit(&project, TEMPLATE, "is_free", "costs_nothing");
    assert_shown(
        &project,
        "breaking  cheap::Plan::is_free was removed from the hand-written code  item-removed",
        "`cheap::Plan::is_free` was removed from the hand-written code",
        [
            "cheap::Plan::is_free: fn is_free(&self) -> bool",
            "cheap::Plan::costs_nothing: fn costs_nothing(&self) -> bool",
        ],
    );
}
