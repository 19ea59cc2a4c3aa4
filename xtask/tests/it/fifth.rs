//! `cargo xtask regen --add`: a fifth version, from its document to a crate that works.

use crate::support::{
    nomos::{CURIE, Nomos, document, patched},
    run::Run,
    tree::mirror,
};
use serde_json::{Value, json};
use std::{fs, path::Path, process::Command};
use toml_edit::DocumentMut;

/// Later than any version that will be pinned.
const DARWIN: &str = "2099-01-01.darwin";
const FAILURE: i32 = 100;

fn darwin() -> Value {
    patched(document(CURIE), "darwin.yaml")
}

/// A version that needs decisions, with a component and a parameter that have other names.
fn faraday() -> Value {
    let document = patched(darwin(), "faraday.yaml").to_string();
    let document = document.replace("schemas/MarketPartner\"", "schemas/Partner\"");
    let document = document.replace("\"MarketPartner\":", "\"Partner\":");
    let document = document.replace("\"14a_module_1\"", "\"14a_module_one\"");
    serde_json::from_str(&document).unwrap()
}

/// A workspace like this one around the crates of `project`, with an application that uses the new
/// crate.
fn workspace(project: &Nomos) -> Command {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let manifest = fs::read_to_string(root.join("Cargo.toml")).unwrap();
    let mut manifest: DocumentMut = manifest.parse().unwrap();
    let members = ["generated/*", "app"].into_iter();
    manifest["workspace"]["members"] = members.collect::<toml_edit::Array>().into();
    // The runtime keeps its path, so that it is built once and not for each project.
    let runtime = root.join("runtime");
    manifest["workspace"]["dependencies"]["nomos-client-runtime"]["path"] =
        runtime.to_str().unwrap().into();
    // These overrides name packages that are not part of the new workspace.
    manifest["profile"]["dev"]
        .as_table_mut()
        .unwrap()
        .remove("package");
    let app = r#"
        package = { name = "app", edition = "2024" }
        [dev-dependencies]
        nomos-darwin = { path = "../generated/nomos-darwin", default-features = false, features = ["testing"] }
        tokio = { workspace = true, features = ["macros", "rt"] }
    "#;
    for (path, text) in [
        ("app/Cargo.toml", app),
        ("app/src/lib.rs", ""),
        ("app/tests/outages.rs", include_str!("../fixtures/app.rs")),
    ] {
        fs::create_dir_all(project.path(path).parent().unwrap()).unwrap();
        project.write(path, text);
    }
    // In the same place at every run, where cargo compiles what has changed since the last one.
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fifth");
    for part in ["app", "generated"] {
        mirror(&project.path(part), &folder.join(part));
    }
    fs::write(folder.join("Cargo.toml"), manifest.to_string()).unwrap();
    fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    let mut cargo = Command::new(env!("CARGO"));
    cargo.current_dir(folder);
    cargo.env(
        "CARGO_TARGET_DIR",
        Path::new(env!("CARGO_TARGET_TMPDIR")).join("nested"),
    );
    cargo.env_remove("CARGO_ENCODED_RUSTFLAGS");
    cargo
}

#[test]
fn one_command_generates_a_crate_that_compiles_and_works() {
    let project = Nomos::fresh();
    project.publish(DARWIN, &darwin());
    let run = project.regen(&["--add", DARWIN]).ended(0);
    insta::assert_snapshot!("added", run.stdout);
    let plans = project.read("generated/nomos-curie/src/types/plans.rs");
    assert!(plans.contains("Up to `2026-05-27.curie`."), "{plans}");
    let outages = project.read("generated/nomos-darwin/src/api/outages.rs");
    assert!(outages.contains("Since `2099-01-01.darwin`."), "{outages}");
    let guide = project.read("generated/nomos-darwin/MIGRATING.md");
    insta::assert_snapshot!("guide", guide);

    let mut cargo = workspace(&project);
    cargo.args([
        "test",
        "--offline",
        "--package",
        "app",
        "--package",
        "nomos-darwin",
    ]);
    cargo.args([
        "--no-default-features",
        "--features",
        "nomos-darwin/testing",
    ]);
    let run = Run::of(&mut cargo).ended(0);
    assert!(!run.stderr.contains("warning"), "{}", run.stderr);
    for test in ["outages_are_listed", "nomos-darwin/src/lib.rs"] {
        assert!(run.stdout.contains(test), "{}", run.stdout);
    }
}

#[test]
fn a_new_version_becomes_stable() {
    let project = Nomos::fresh();
    project.publish(DARWIN, &darwin());
    project.regen(&["--add", DARWIN]).ended(0);
    project.review();
    project.commit();
    project.regen(&["--status", "darwin=stable"]).ended(0);
    let pins = project.git(&["diff", "--unified=0", "specs/versions.toml"]);
    let statuses: Vec<_> = pins
        .lines()
        .skip_while(|line| !line.starts_with("@@"))
        .collect();
    insta::assert_snapshot!(statuses.join("\n"));
    for (name, status) in [("darwin", "stable"), ("curie", "previous")] {
        let readme = project.read(&format!("generated/nomos-{name}/README.md"));
        assert!(readme.contains(status), "{readme}");
    }
    project.review();
    project.commit();
    project.regen(&[]).ended(0);
    assert_eq!(project.status(), "");
}

#[test]
fn an_overlay_that_does_not_match_is_reported() {
    let project = Nomos::fresh();
    let mut document = darwin();
    let partner = &mut document["components"]["schemas"]["MarketPartner"]["properties"];
    let properties = partner.as_object_mut().unwrap();
    properties.shift_remove("created_at").unwrap();
    project.publish(DARWIN, &document);
    let run = project.regen(&["--add", DARWIN]).ended(FAILURE);
    assert_eq!(project.status(), "");
    let (_, error) = run.stderr.split_once("error: ").unwrap();
    let (error, note) = error.split_once("\nnote: ").unwrap();
    insta::assert_snapshot!(error);
    assert!(
        note.contains("target/regen/2099-01-01.darwin.yaml"),
        "{note}"
    );
}

#[test]
fn a_version_that_needs_decisions_takes_one_round() {
    let project = Nomos::fresh();
    project.publish(DARWIN, &faraday());
    let run = project.regen(&["--add", DARWIN]).ended(FAILURE);
    assert_eq!(project.status(), "");
    let (_, error) = run.stderr.split_once("error: ").unwrap();
    let (error, _) = error.split_once("\nhelp: fix the problems").unwrap();
    insta::assert_snapshot!("decisions", error);

    let actions = project.read("target/regen/actions.yaml");
    let overlay = project.read("specs/overlay.yaml");
    project.write("specs/overlay.yaml", &(overlay + &actions));
    let run = project.regen(&["--fix", "--add", DARWIN]).ended(0);
    let (_, report) = run.stdout.split_once("2026-05-27.curie → ").unwrap();
    let (report, _) = report.split_once("\n  ~ specs/").unwrap();
    insta::assert_snapshot!("introduction", report);
    assert!(!project.path("target/regen/actions.yaml").exists());
    let json = project.regen(&["--offline", "--format", "json"]).ended(0);
    assert!(!json.stdout.contains("\"review\""), "{}", json.stdout);
}

#[test]
fn a_version_that_cannot_be_added_is_reported() {
    let project = Nomos::fresh();
    for (version, message) in [
        (CURIE, "is already pinned"),
        ("darwin", "`darwin` is not a valid version"),
        ("2026-01-01.zeno", "oldest first"),
        (DARWIN, "the server responded with 404"),
    ] {
        project
            .regen(&["--add", version])
            .ended(FAILURE)
            .assert_says(&[message]);
        assert_eq!(project.status(), "", "{version}");
    }
    project.publish(
        DARWIN,
        &json!({"openapi": "3.1.0", "info": {"version": DARWIN}}),
    );
    project.regen(&["--add", DARWIN]).ended(FAILURE);
    assert_eq!(project.status(), "");
}
