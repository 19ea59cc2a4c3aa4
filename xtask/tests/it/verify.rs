//! `cargo xtask regen` checks with cargo what it generates before it writes anything.

use crate::support::run::{Run, xtask};
use std::{fs, path::PathBuf};

const PINS: &str = "\
crate-prefix = \"shop\"
[[version]]
name = \"2026-01-01.verified\"
status = \"preview\"
url = \"https://shop.example/verified.json\"
crate-version = \"0.1.0\"
";

const DOCUMENT: &str = "\
openapi: 3.0.3
info: {title: Shop, version: 2026-01-01.verified}
servers: [{url: 'https://shop.example'}]
paths:
  /things:
    get:
      responses: {200: {description: '', content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}}
components:
  schemas:
    Thing:
      type: object
      required: [name]
      properties: {name: {type: string}, size: {type: integer}}
";

/// Line 11 is in an example, and line 16 is code.
const BY_HAND: &str = "\
//! What is written by hand.

use crate::types::Thing;

impl Thing {
    /// Whether it is large.
    ///
    /// ```
    /// # use api_client::types::Thing;
    /// fn is_small(thing: &Thing) -> bool {
    ///     !thing.is_large() && thing.name != \"\"
    /// }
    /// ```
    pub fn is_large(&self) -> bool {
        // Unknown sizes are small.
        self.size.is_some_and(|size| size > 100)
    }
}
";

struct Project(tempfile::TempDir);

impl Project {
    /// A crate with a hand-written part, generated and checked.
    fn new() -> Self {
        let project = Self(tempfile::tempdir().unwrap());
        fs::create_dir(project.path("specs")).unwrap();
        fs::create_dir_all(project.path("templates/all/src")).unwrap();
        for (path, text) in [
            ("specs/versions.toml", PINS),
            ("specs/2026-01-01.verified.yaml", DOCUMENT),
            ("templates/all/src/large.rs", BY_HAND),
        ] {
            fs::write(project.path(path), text).unwrap();
        }
        project.regen(&[]).ended(0);
        project
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn edit(&self, path: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.path(path)).unwrap();
        assert!(text.contains(from));
        fs::write(self.path(path), text.replace(from, to)).unwrap();
    }

    fn edit_document(&self, from: &str, to: &str) {
        self.edit("specs/2026-01-01.verified.yaml", from, to);
    }

    fn regen(&self, arguments: &[&str]) -> Run {
        let mut command = xtask(self.0.path());
        command.args([
            "regen",
            "--offline",
            "--specs",
            "specs",
            "--out",
            "generated",
        ]);
        Run::of(command.args(arguments))
    }

    fn has_size(&self) -> bool {
        let types = self.path("generated/shop-verified/src/types/things.rs");
        fs::read_to_string(types).unwrap().contains("pub size:")
    }
}

#[test]
fn an_error_in_a_hand_written_part_names_its_line_and_the_change() {
    let project = Project::new();
    project.edit_document("size: {", "weight: {");
    let run = project.regen(&[]).ended(100);
    run.assert_says(&[
        "checking shop-verified with cargo\n",
        "error: no field `size` on type `&types::things::Thing`",
        "(in shop-verified)\n",
        "templates/all/src/large.rs:16:14",
        "help: adapt this file to the change: Thing.size was removed (specs/2026-01-01.verified.yaml:",
        "error: 1 problem found; no files were changed",
    ]);
    assert!(project.has_size());
}

#[test]
fn an_error_in_an_example_of_the_documentation_is_found() {
    let project = Project::new();
    project.edit_document("name: {type: string}", "name: {type: boolean}");
    let run = project.regen(&[]).ended(100);
    run.assert_says(&["templates/all/src/large.rs:11:", "Thing.name"]);
}

#[test]
fn no_verify_writes_what_does_not_compile() {
    let project = Project::new();
    project.edit_document("size: {", "weight: {");
    let run = project.regen(&["--no-verify"]).ended(0);
    assert!(!run.stderr.contains("cargo"), "{}", run.stderr);
    assert!(!project.has_size());
}

#[test]
fn crates_whose_code_stays_the_same_are_not_checked() {
    let project = Project::new();
    let run = project.regen(&[]).ended(0);
    assert!(!run.stderr.contains("checking"), "{}", run.stderr);
}
