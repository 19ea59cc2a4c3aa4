//! Rules, lifecycles and hand-written code, which no document has: an edit of each shows wherever a
//! reviewer looks.

use crate::support::{nomos::Nomos, run::Run};
use std::collections::BTreeSet;

const NOT_ACCEPTED: i32 = 5;
const MANIFEST: &str = "generated/nomos-curie/Cargo.toml";
const CHANGELOG: &str = "generated/nomos-curie/CHANGELOG.md";
const SNAPSHOT: &str = "tests/snapshots/curie.snap";

/// Replaces a text in files of the project.
fn edit(project: &Nomos, files: &[&str], from: &str, to: &str) {
    for file in files {
        let text = project.read(file);
        assert!(text.contains(from), "{file}: {from}");
        project.write(file, &text.replace(from, to));
    }
}

/// Asserts that a breaking change is in the report, the crate version, the changelog and the
/// snapshot to review, where a line replaces another one.
fn assert_shown(project: &Nomos, entry: &str, reason: &str, [before, after]: [&str; 2]) {
    let run = project.regen(&["--offline"]).ended(NOT_ACCEPTED);
    assert!(run.stdout.contains(entry), "{}", run.stdout);
    assert!(project.read(MANIFEST).contains("version = \"0.1.0\""));
    let mut accepting = project.command();
    accepting.args(["--offline", "--reason", "decided", "--accept"]);
    Run::of(accepting.args(run.fingerprints())).ended(0);

    let manifest = project.read(MANIFEST);
    assert!(manifest.contains("version = \"0.2.0\""), "{manifest}");
    let changelog = project.read(CHANGELOG);
    let (_, news) = changelog.split_once("## 0.2.0").unwrap();
    let (news, _) = news.split_once("## 0.1.0").unwrap();
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
    let project = Nomos::fresh();
    edit(
        &project,
        &["specs/overlay.yaml"],
        "at-least: 100",
        "at-least: 200",
    );
    assert_shown(
        &project,
        "breaking  meter/estimated_usage of subscriptions().create(body) has a stricter rule  rule-tightened",
        "`meter/estimated_usage of subscriptions().create(body)` has a stricter rule",
        [
            "rule: meter/estimated_usage at least 100: must be at least 100 kWh per year",
            "rule: meter/estimated_usage at least 200: must be at least 100 kWh per year",
        ],
    );
}

#[test]
fn a_lifecycle() {
    let project = Nomos::fresh();
    let live = "scheduled, installed, activated]\n      terminal: [activated, cancelled]\n      live: [activated";
    let earlier = live.replace("live: [", "live: [installed, ");
    edit(&project, &["specs/overlay.yaml"], live, &earlier);
    assert_shown(
        &project,
        "breaking  MeterOrderStatus::is_live holds for other values  lifecycle-changed",
        "`MeterOrderStatus::is_live` holds for other values",
        ["is_live: Activated", "is_live: Installed, Activated"],
    );
}

#[test]
fn a_method_written_by_hand() {
    let project = Nomos::fresh();
    let files = [
        "templates/since-curie/src/feed_in.rs",
        "templates/since-curie/examples/feed_in_signup.rs",
    ];
    edit(&project, &files, "create_feed_in", "sign_up_feed_in");
    let item = |name: &str| {
        format!(
            "feed_in::Subscriptions<S>::{name}: fn {name}(&self, signup: FeedInSignup) -> Call<SubscriptionSummary>"
        )
    };
    assert_shown(
        &project,
        "breaking  feed_in::Subscriptions<S>::create_feed_in was removed from the hand-written code  item-removed",
        "`feed_in::Subscriptions<S>::create_feed_in` was removed from the hand-written code",
        [&item("create_feed_in"), &item("sign_up_feed_in")],
    );
}
