//! `cargo xtask regen` as a maintainer runs it: files, messages and exit codes.

use crate::support::{
    run::{Run, xtask},
    tree::{content, tree},
};
use std::{
    collections::BTreeMap,
    fs,
    os::unix::fs::MetadataExt as _,
    path::{Path, PathBuf},
};

const FRESH: i32 = 0;
const OUT_OF_DATE: i32 = 4;
const FAILURE: i32 = 100;

/// A preview, so that no change needs acceptance.
const PINS: &str = "\
crate-prefix = \"shop\"
[[version]]
name = \"2026-01-01.alpha\"
status = \"preview\"
url = \"https://shop.example/alpha.json\"
crate-version = \"0.1.0\"
";

const DOCUMENT: &str = "\
openapi: 3.0.3
info: {title: Shop, version: 2026-01-01.alpha}
servers: [{url: 'https://shop.example'}]
paths:
  /things:
    get:
      responses: {200: {description: '', content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}}
  /shelves: {get: {responses: {204: {description: ''}}}}
components:
  schemas:
    Thing:
      type: object
      required: [name, state]
      properties: {name: {type: string}, state: {type: string, enum: [open, done]}}
";

/// A folder with `specs/` and `generated/`.
struct Project(tempfile::TempDir);

/// Inode, time of the last write, and content of every file by its path.
type Tree = BTreeMap<PathBuf, (u64, i64, Vec<u8>)>;

impl Project {
    fn new() -> Self {
        let project = Self(tempfile::tempdir().unwrap());
        fs::create_dir(project.path("specs")).unwrap();
        project.write("specs/versions.toml", PINS);
        project.write("specs/2026-01-01.alpha.yaml", DOCUMENT);
        project
    }

    /// A project whose crate is already generated.
    fn generated() -> Self {
        let project = Self::new();
        let run = project.regen(&["--offline"]);
        assert_eq!(run.code, FRESH, "{}", run.stderr);
        project
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        fs::write(self.path(path), text).unwrap();
    }

    /// Edits the document.
    fn edit(&self, from: &str, to: &str) {
        assert!(DOCUMENT.contains(from));
        self.write("specs/2026-01-01.alpha.yaml", &DOCUMENT.replace(from, to));
    }

    fn regen(&self, arguments: &[&str]) -> Run {
        let folders = ["--specs", "specs", "--out", "generated"];
        let flags = ["--no-verify"];
        run(self.0.path(), &[arguments, &folders, &flags].concat())
    }

    fn tree(&self) -> Tree {
        tree(&self.path("generated"), |path| {
            let data = path.metadata().unwrap();
            Some((data.ino(), data.mtime_nsec(), content(path)?))
        })
    }

    /// Ends with `code` without touching or leaving any file.
    fn assert_unchanged(&self, arguments: &[&str], code: i32) -> Run {
        let before = self.tree();
        let run = self.regen(arguments);
        assert_eq!(run.code, code, "{}{}", run.stdout, run.stderr);
        assert!(self.tree() == before, "something was written");
        assert_eq!(self.folders(), ["generated", "specs"]);
        run
    }

    /// The names in the project's folder, without what is only there for a person.
    fn folders(&self) -> Vec<String> {
        let entries = fs::read_dir(self.0.path()).unwrap();
        let mut names: Vec<_> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name != "target")
            .collect();
        names.sort();
        names
    }
}

fn run(folder: &Path, arguments: &[&str]) -> Run {
    Run::of(xtask(folder).arg("regen").args(arguments))
}

#[test]
fn the_checked_in_crates_are_up_to_date() {
    let run = run(Path::new("."), &["--offline", "--check"]);
    assert_eq!(run.code, FRESH, "{}{}", run.stdout, run.stderr);
    assert!(
        run.stdout.contains("generated is up to date"),
        "{}",
        run.stdout
    );
}

#[test]
fn the_first_run_writes_a_crate_and_leaves_no_staging_folder() {
    let project = Project::new();
    let run = project.regen(&["--offline"]);
    assert_eq!(run.code, FRESH, "{}", run.stderr);
    assert!(
        project
            .path("generated/shop-alpha/src/types/things.rs")
            .exists()
    );
    assert_eq!(project.folders(), ["generated", "specs"]);
}

#[test]
fn a_second_run_writes_nothing() {
    let run = Project::generated().assert_unchanged(&["--offline"], FRESH);
    assert!(
        run.stdout.contains("generated is up to date"),
        "{}",
        run.stdout
    );
}

#[test]
fn only_changed_files_are_written() {
    let project = Project::generated();
    let before = project.tree();
    project.edit("enum: [open, done]", "enum: [open, done, lost]");
    assert_eq!(project.regen(&["--offline"]).code, FRESH);
    let after = project.tree();
    let rewritten: Vec<_> = after
        .keys()
        .filter(|path| after[*path].0 != before[*path].0)
        .collect();
    // A new value bumps the crate version.
    let expected = [
        "CHANGELOG.md",
        "Cargo.toml",
        "document.json",
        "model.json",
        "src/types/things.rs",
    ];
    assert_eq!(
        rewritten,
        expected
            .map(|file| project.path(&format!("generated/shop-alpha/{file}")))
            .each_ref()
    );
}

#[test]
fn check_reports_a_property_that_is_no_longer_required() {
    let project = Project::generated();
    project.edit("required: [name, state]", "required: [name]");
    let run = project.assert_unchanged(&["--offline", "--check"], OUT_OF_DATE);
    assert!(
        run.stdout
            .contains("differs  shop-alpha/src/types/things.rs\n"),
        "{}",
        run.stdout
    );
    assert!(
        run.stdout.contains("cargo xtask regen --offline"),
        "{}",
        run.stdout
    );
}

#[test]
fn check_reports_a_new_value() {
    let project = Project::generated();
    project.edit("enum: [open, done]", "enum: [open, done, lost]");
    let run = project.assert_unchanged(&["--offline", "--check"], OUT_OF_DATE);
    assert!(
        run.stdout
            .contains("differs  shop-alpha/src/types/things.rs\n"),
        "{}",
        run.stdout
    );
}

#[test]
fn check_reports_missing_and_stale_files() {
    let project = Project::generated();
    project.edit("/shelves:", "/racks:");
    let run = project.assert_unchanged(&["--offline", "--check"], OUT_OF_DATE);
    assert!(
        run.stdout
            .contains("missing  shop-alpha/src/api/racks.rs\n"),
        "{}",
        run.stdout
    );
    assert!(
        run.stdout
            .contains("stale    shop-alpha/src/api/shelves.rs\n"),
        "{}",
        run.stdout
    );
}

#[test]
fn stale_files_are_removed() {
    let project = Project::generated();
    project.edit("/shelves:", "/racks:");
    assert_eq!(project.regen(&["--offline"]).code, FRESH);
    assert!(
        !project
            .path("generated/shop-alpha/src/api/shelves.rs")
            .exists()
    );
    assert!(
        project
            .path("generated/shop-alpha/src/api/racks.rs")
            .exists()
    );
    assert_eq!(project.folders(), ["generated", "specs"]);
}

#[test]
fn an_unresolved_reference_is_reported_with_its_location_and_changes_nothing() {
    let project = Project::generated();
    project.edit("schemas/Thing'", "schemas/Things'");
    let run = project.assert_unchanged(&["--offline"], FAILURE);
    for part in [
        "specs/2026-01-01.alpha.yaml:7:",
        "#/paths/~1things/get/responses/200/content/application~1json/schema/$ref",
        "did you mean `#/components/schemas/Thing`?",
        "error: 1 problem found; no files were changed",
    ] {
        assert!(run.stderr.contains(part), "{}", run.stderr);
    }
}

#[test]
fn without_an_overlay_the_suggested_actions_begin_one() {
    let project = Project::new();
    // What is required is only looked at in a document that can be read.
    project.edit(
        "[name, state]\n      properties: {",
        "[name, state, weight]\n      properties: {size: {type: string, minLength: few}, ",
    );
    let stopped = project.regen(&["--offline"]);
    assert_eq!(stopped.code, FAILURE, "{}", stopped.stderr);
    let count = "error: 1 problem found (and 1 behind them)";
    assert!(stopped.stderr.contains(count), "{}", stopped.stderr);
    let (_, command) = stopped.stderr.split_once("run `cp ").unwrap();
    let (command, _) = command.split_once('`').unwrap();
    let (from, to) = command.split_once(' ').unwrap();
    assert_eq!(to, "specs/overlay.yaml");
    fs::copy(project.path(from), project.path(to)).unwrap();
    let run = project.regen(&["--offline"]);
    assert_eq!(run.code, FRESH, "{}", run.stderr);
}

#[test]
fn files_that_were_not_generated_are_never_replaced() {
    let project = Project::generated();
    project.write("generated/notes.txt", "mine");
    project.edit("/shelves:", "/racks:");
    let run = project.assert_unchanged(&["--offline"], FAILURE);
    assert!(run.stderr.contains("notes.txt"), "{}", run.stderr);
}

#[test]
fn an_edited_generated_file_is_overwritten() {
    let project = Project::generated();
    let (path, (.., text)) = project.tree().pop_last().unwrap();
    fs::write(&path, [&text[..], b"// by hand\n"].concat()).unwrap();
    assert_eq!(project.regen(&["--offline"]).code, FRESH);
    assert_eq!(fs::read(&path).unwrap(), text);
}

#[test]
fn a_missing_specs_folder_is_named() {
    let project = Project::generated();
    let run = run(
        project.0.path(),
        &["--offline", "--specs", "nowhere", "--out", "generated"],
    );
    assert_eq!(run.code, FAILURE);
    assert!(
        run.stderr.contains("nowhere/versions.toml"),
        "{}",
        run.stderr
    );
}

#[test]
fn invalid_pins_are_reported_with_their_file() {
    let other = &PINS[PINS.find("[[version]]").unwrap()..];
    for (pins, message) in [
        ("crate-prefix = ".to_owned(), "line 1"),
        (PINS.replace("preview", "newest"), "newest"),
        (
            PINS.replace("2026-01-01.alpha", "alpha"),
            "`alpha` is not a valid version",
        ),
        (
            PINS.replace("2026-01-01.alpha", "2026-02-01.beta"),
            "2026-02-01.beta.yaml does not exist",
        ),
        (
            PINS.replace("0.1.0", "0.1"),
            "must have the form MAJOR.MINOR.PATCH",
        ),
        (
            PINS.replace("\"shop\"", "\"../shop\""),
            "may contain only lowercase letters",
        ),
        (format!("{PINS}{other}"), "oldest first"),
        (
            "crate-prefix = \"shop\"\nversion = []".to_owned(),
            "no version is pinned",
        ),
    ] {
        let project = Project::generated();
        project.write("specs/versions.toml", &pins);
        let run = project.assert_unchanged(&["--offline"], FAILURE);
        let is_reported =
            run.stderr.contains("specs/versions.toml") && run.stderr.contains(message);
        assert!(is_reported, "{message}: {}", run.stderr);
    }
}
