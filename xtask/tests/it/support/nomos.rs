//! A project with small documents of the API in a new git repository, and an upstream server that
//! publishes them.
//!
//! They are parts of the documents in `specs/` as these once were, and stay as they are.

#![allow(dead_code, reason = "not every test binary uses everything")]

use super::{
    run::{Run, xtask},
    tree::{Tree, content, tree, write},
    upstream::{Reply, Upstream},
};
use serde_json::Value;
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::LazyLock,
};
use toml_edit::{DocumentMut, Table};

pub const CURIE: &str = "2026-05-27.curie";

/// The project.
pub struct Nomos {
    folder: tempfile::TempDir,
    pub upstream: Upstream,
}

impl Nomos {
    /// A project with everything fetched, generated, reviewed and committed.
    pub fn fresh() -> Self {
        // Generated once per process; each test changes a copy.
        static FRESH: LazyLock<(PathBuf, Tree)> = LazyLock::new(|| {
            let (pins, overlay) = (checked_in("versions.toml"), checked_in("overlay.yaml"));
            let project = Nomos::with(&pins, &overlay, &document(CURIE));
            let folder = project.folder();
            (folder.to_owned(), tree(folder, |path| Some(content(path))))
        });
        let (folder, tree) = &*FRESH;
        let project = Self::published(&checked_in("versions.toml"), &document(CURIE));
        write(tree, folder, project.folder());
        project
    }

    /// The same with these pins, this overlay and this document of curie.
    pub fn with(pins: &str, overlay: &str, curie: &Value) -> Self {
        let project = Self::published(pins, curie);
        fs::create_dir_all(project.path("specs")).unwrap();
        fs::create_dir_all(project.path("tests/snapshots")).unwrap();
        project.write("specs/versions.toml", &reset_crate_versions(pins));
        project.write("specs/overlay.yaml", overlay);
        project.write(".gitignore", "/target/\n");
        project.add_templates();
        project.git(&["init", "--quiet"]);
        project.regen(&[]).ended(0);
        project.review();
        project.commit();
        project
    }

    /// The templates of files that are not Rust. The others need more than these documents have.
    fn add_templates(&self) {
        let templates = Path::new(env!("CARGO_MANIFEST_DIR")).join("../templates/all");
        fs::create_dir_all(self.path("templates/all")).unwrap();
        for entry in fs::read_dir(templates).unwrap().map(Result::unwrap) {
            let name = entry.file_name().into_string().unwrap();
            if name.ends_with(".j2") {
                fs::copy(entry.path(), self.path(&format!("templates/all/{name}"))).unwrap();
            }
        }
    }

    /// An empty folder, and an upstream that publishes every version.
    fn published(pins: &str, curie: &Value) -> Self {
        let project = Self {
            folder: tempfile::tempdir().unwrap(),
            upstream: Upstream::start(),
        };
        project.upstream.set("/llms.txt", Reply::ok(""));
        for pin in versions(&mut pins.parse().unwrap()) {
            let version = pin["name"].as_str().unwrap();
            project.publish(version, &document(version));
        }
        project.publish(CURIE, curie);
        project
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.folder().join(path)
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    pub fn write(&self, path: &str, text: &str) {
        fs::write(self.path(path), text).unwrap();
    }

    /// Upstream has this document from now on.
    pub fn publish(&self, version: &str, document: &Value) {
        let path = format!("/openapi.{version}.json");
        self.upstream.set(&path, Reply::ok(document.to_string()));
    }

    /// `cargo xtask regen` against the upstream.
    pub fn regen(&self, arguments: &[&str]) -> Run {
        Run::of(self.command().args(arguments))
    }

    pub fn command(&self) -> Command {
        let mut command = xtask(self.folder());
        command.args(["regen", "--specs", "specs", "--out", "generated"]);
        command.args(["--base-url", self.upstream.url(), "--backoff", "1"]);
        // That the crates compile is shown in `verify.rs`.
        command.args(["--today", "2026-06-01", "--no-verify"]);
        command
    }

    /// Accepts the pending snapshots, as `cargo insta accept` does.
    pub fn review(&self) {
        for entry in fs::read_dir(self.path("tests/snapshots")).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "new") {
                fs::rename(&path, path.with_extension("")).unwrap();
            }
        }
    }

    pub fn commit(&self) {
        self.git(&["add", "--all"]);
        let author = [
            "-c",
            "user.name=Maintainer",
            "-c",
            "user.email=m@shop.example",
        ];
        self.git(
            &[
                &author[..],
                &["commit", "--quiet", "--message", "Regenerate"],
            ]
            .concat(),
        );
    }

    /// The differences from the last commit, one line per file.
    pub fn status(&self) -> String {
        self.git(&["status", "--porcelain", "--untracked-files=all"])
    }

    pub fn git(&self, arguments: &[&str]) -> String {
        let mut git = Command::new("git");
        Run::of(git.args(arguments).current_dir(self.folder()))
            .ended(0)
            .stdout
    }
}

/// Resets the crate versions, so that reports do not depend on how often the crates have changed.
fn reset_crate_versions(pins: &str) -> String {
    let mut pins = pins.parse().unwrap();
    for version in versions(&mut pins) {
        version["crate-version"] = "0.1.0".into();
    }
    pins.to_string()
}

fn versions(pins: &mut DocumentMut) -> impl Iterator<Item = &mut Table> {
    let versions = pins["version"].as_array_of_tables_mut();
    versions.unwrap().iter_mut()
}

/// The document of a version.
pub fn document(version: &str) -> Value {
    serde_yaml::from_str(&checked_in(&format!("{version}.yaml"))).unwrap()
}

/// A file of the project's `specs/`.
pub fn checked_in(file: &str) -> String {
    fs::read_to_string(specs().join(file)).unwrap()
}

fn specs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/nomos")
}

/// Applies a patch (RFC 6902) from `fixtures/` to a document.
pub fn patched(mut document: Value, fixture: &str) -> Value {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let text = fs::read_to_string(fixtures.join(fixture)).unwrap();
    let patch: Value = serde_yaml::from_str(&text).unwrap();
    let patch: json_patch::Patch = serde_json::from_value(patch).unwrap();
    json_patch::patch(&mut document, &patch).unwrap();
    document
}
