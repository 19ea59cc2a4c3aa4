//! `cargo xtask regen --fix`: an overlay that no longer fits is repaired, and the run goes on.

use crate::support::nomos::{CURIE, Nomos, checked_in, document, patched};

const FAILURE: i32 = 100;

/// A project in which six actions of the overlay are off: upstream has fixed what five of them do,
/// and one has to apply to more versions.
fn outdated() -> Nomos {
    let project = Nomos::fresh();
    project.publish(CURIE, &patched(document(CURIE), "caught_up.yaml"));
    let overlay = checked_in("overlay.yaml");
    let filters = "  x-versions: [edison..]\n  update: {x-filter: true}";
    assert!(overlay.contains(filters));
    let limited = "  x-versions: [edison]\n  update: {x-filter: true}";
    project.write("specs/overlay.yaml", &overlay.replace(filters, limited));
    project.commit();
    project
}

#[test]
fn six_actions_are_repaired_in_one_run() {
    let project = outdated();
    let run = project.regen(&["--fix"]).ended(0);
    let (_, diff) = run.stderr.split_once("--- specs/overlay.yaml\n").unwrap();
    let (diff, _) = diff.split_once("finished in").unwrap();
    insta::assert_snapshot!(diff);
    let status = project.status();
    assert!(
        status.contains(" M generated/nomos-curie/document.json"),
        "{status}"
    );
    project.review();
    project.commit();
    project.regen(&["--offline"]).ended(0);
    assert_eq!(project.status(), "");
}

#[test]
fn without_the_flag_the_repairs_are_named_and_nothing_is_written() {
    let project = outdated();
    let run = project.regen(&[]).ended(FAILURE);
    run.assert_says(&[
        "limit the action with `x-versions: [..edison]`",
        "remove the action",
        "extend the action to `x-versions: [edison..]`",
        "run the command again with `--fix`",
    ]);
    assert_eq!(project.status(), "");
}
