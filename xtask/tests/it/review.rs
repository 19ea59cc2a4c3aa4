//! What a maintainer sees when upstream edits a version.

use crate::support::{
    nomos::{CURIE, Nomos, checked_in, document, patched},
    run::Run,
    upstream::Reply,
};
use serde_json::Value;

const NOT_ACCEPTED: i32 = 5;
const FAILURE: i32 = 100;

/// A project whose upstream has edited curie since the last run.
fn edited() -> Nomos {
    let project = Nomos::fresh();
    project.publish(CURIE, &patched(document(CURIE), "edited.yaml"));
    project
}

/// The report of a run with `--check`, without other messages.
fn report(run: &Run) -> String {
    let lines = run.stdout.lines();
    let lines = lines.skip_while(|line| !line.starts_with("2026-05-27.curie ("));
    let lines = lines.take_while(|line| *line != "specs differs from the published documents:");
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn an_unchanged_upstream_changes_nothing() {
    let project = Nomos::fresh();
    let run = project.regen(&[]).ended(0);
    assert!(
        run.stdout.contains("generated is up to date"),
        "{}",
        run.stdout
    );
    assert_eq!(project.status(), "");
}

#[test]
fn a_released_version_that_breaks_its_users_is_not_written() {
    let project = edited();
    let run = project.regen(&[]).ended(NOT_ACCEPTED);
    assert_eq!(project.status(), "");
    insta::assert_snapshot!("edited", run.stdout);
    insta::assert_snapshot!("edited-advice", run.stderr.split_once("note: ").unwrap().1);
    let (_, readme) = include_str!("../../../README.md")
        .split_once("```sh\ncargo xtask regen\n")
        .unwrap();
    let shown = readme
        .split("```text\n")
        .nth(1)
        .unwrap()
        .split("```")
        .next()
        .unwrap();
    for line in shown.lines().filter(|line| *line != "…") {
        let said = run.stdout.lines().chain(run.stderr.lines());
        assert!(said.clone().any(|said| said == line), "{line}");
    }
}

#[test]
fn a_report_can_be_for_a_pull_request_or_a_program() {
    let project = edited();
    let run = project.regen(&["--format", "markdown"]).ended(NOT_ACCEPTED);
    insta::assert_snapshot!("edited-markdown", run.stdout);
    let run = project.regen(&["--format", "json"]).ended(NOT_ACCEPTED);
    let reports: Value = serde_json::from_str(&run.stdout).unwrap();
    let schema: Value = serde_json::from_str(nomos_generator::report::SCHEMA).unwrap();
    jsonschema::validate(&schema, &reports).unwrap();
    assert_eq!(project.status(), "");
}

#[test]
fn accepted_changes_are_written_and_recorded() {
    let project = edited();
    let prints = project.regen(&[]).ended(NOT_ACCEPTED).fingerprints();
    let accept = |prints: &[String]| {
        let mut command = project.command();
        command.args(["--reason", "announced in May", "--accept"]);
        Run::of(command.args(prints))
    };
    let unknown = accept(&["0123456789".to_owned()]).ended(FAILURE);
    unknown.assert_says(&["fingerprint `0123456789`"]);
    assert_eq!(project.status(), "");
    // All or nothing.
    let rest = accept(&prints[1..]).ended(NOT_ACCEPTED);
    assert_eq!(rest.fingerprints(), prints[..1]);
    assert_eq!(project.status(), "");

    accept(&prints).ended(0);
    insta::assert_snapshot!("accepted-files", project.status());
    insta::assert_snapshot!("accepted-record", project.read("specs/accepted.toml"));
    let changelog = project.read("generated/nomos-curie/CHANGELOG.md");
    insta::assert_snapshot!("accepted-changelog", changelog);
    let manifest = project.read("generated/nomos-curie/Cargo.toml");
    assert!(manifest.contains("version = \"0.2.0\""), "{manifest}");

    project.review();
    project.commit();
    let run = project.regen(&[]).ended(0);
    assert!(
        run.stdout.contains("generated is up to date"),
        "{}",
        run.stdout
    );
    assert_eq!(project.status(), "");
}

/// Overlay targets that did not exist in the preview.
const NOT_IN_THE_PREVIEW: [&str; 5] = [
    "$.paths['/suppliers/search'].get",
    "$.paths['/subscriptions/{id}/invoices'].get",
    "$.paths['/suppliers', '/suppliers/search'].get",
    "$.components.schemas.Plan.properties.type",
    "$.paths['/plans/{id}/quote'].get.parameters",
];

/// The overlay without the targets that did not exist in the preview.
fn overlay_of_the_preview() -> String {
    let mut overlay: Value = serde_yaml::from_str(&checked_in("overlay.yaml")).unwrap();
    let actions = overlay["actions"].as_array_mut().unwrap();
    let before = actions.len();
    actions.retain(|action| !NOT_IN_THE_PREVIEW.contains(&action["target"].as_str().unwrap()));
    assert_eq!(actions.len(), before - NOT_IN_THE_PREVIEW.len());
    serde_yaml::to_string(&overlay).unwrap()
}

#[test]
fn a_preview_is_released() {
    let released = document(CURIE);
    let preview = patched(released.clone(), "preview.yaml");
    let pins = checked_in("versions.toml").replace("stable", "preview");
    let project = Nomos::with(&pins, &overlay_of_the_preview(), &preview);
    project.write("specs/overlay.yaml", &checked_in("overlay.yaml"));
    project.commit();
    project.publish(CURIE, &released);
    let run = project.regen(&["--check"]).ended(4);
    insta::assert_snapshot!("released", report(&run));
    let run = project.regen(&["--check", "--format", "markdown"]).ended(4);
    insta::assert_snapshot!("released-markdown", run.stdout);
    assert_eq!(project.status(), "");
    // Breaking changes of a preview need no acceptance.
    project.regen(&["--status", "curie=stable"]).ended(0);
    let pins = project.read("specs/versions.toml");
    assert_eq!(pins.matches("status = \"stable\"").count(), 1, "{pins}");
}

#[test]
fn a_failed_fetch_changes_nothing() {
    let project = edited();
    let good = document(CURIE).to_string();
    let other = document("2026-01-29.edison").to_string();
    for reply in [
        Reply::status(404),
        Reply::status(500),
        Reply::ok("<!doctype html><title>Nomos</title>"),
        Reply::ok(&good[..good.len() / 2]),
        Reply::ok(&good[..good.len() / 2]).length(good.len()),
        Reply::ok(" ".repeat(20_000_001)),
        Reply::ok(other),
        Reply::ok(good.replace("schemas/Plan\"", "schemas/Plans\"")),
    ] {
        // The last of four versions.
        project
            .upstream
            .set(&format!("/openapi.{CURIE}.json"), reply);
        let run = project.regen(&[]).ended(FAILURE);
        run.assert_says(&["no files were changed"]);
        assert_eq!(project.status(), "");
    }
}
