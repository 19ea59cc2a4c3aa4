//! `cargo xtask regen` killed at random moments while it writes: the tree is either the old one or
//! the new one, never a mixture.

use crate::support::{
    run::{Run, xtask},
    tree::{Tree, content, tree, write},
    upstream::{Reply, Upstream},
};
use serde_json::{Value, json};
use std::{
    fs,
    io::{BufRead as _, BufReader},
    os::unix::process::ExitStatusExt as _,
    path::Path,
    process::{Child, Command, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};

const KILLS: u32 = 100;
const KILLS_DURING_CHECKS: u32 = 6;
const OLD: &str = "2026-01-01.alpha";
const NEW: &str = "2026-02-01.beta";
const PINS: &str = "\
crate-prefix = \"shop\"
[[version]]
name = \"2026-01-01.alpha\"
status = \"preview\"
url = \"https://shop.example/openapi.2026-01-01.alpha.json\"
crate-version = \"0.1.0\"
";

/// A document that generates many files.
fn document(version: &str, resources: std::ops::Range<u32>) -> Value {
    let paths = resources.map(|number| {
        let answer = json!({"type": "object", "properties": {"size": {"type": "integer"}}});
        let get = json!({"get": {"responses": {"200": {
            "description": "",
            "content": {"application/json": {"schema": answer}},
        }}}});
        (format!("/things{number}"), get)
    });
    json!({
        "openapi": "3.0.3",
        "info": {"title": "Shop", "version": version},
        "servers": [{"url": "https://shop.example"}],
        "paths": serde_json::Map::from_iter(paths),
    })
}

/// A project whose next run writes, replaces and removes files.
struct Project {
    folder: tempfile::TempDir,
    upstream: Upstream,
}

impl Project {
    fn new() -> Self {
        let project = Self {
            folder: tempfile::tempdir().unwrap(),
            upstream: Upstream::start(),
        };
        let path = |path| project.folder.path().join(path);
        fs::create_dir_all(path("specs")).unwrap();
        fs::create_dir_all(path("tests/snapshots")).unwrap();
        fs::write(path("specs/versions.toml"), PINS).unwrap();
        project.publish(&document(OLD, 0..10));
        project.regen(&[]).ended(0);
        project.publish(&document(OLD, 5..15));
        project.publish(&document(NEW, 5..15));
        project
    }

    fn publish(&self, document: &Value) {
        let version = document["info"]["version"].as_str().unwrap();
        let path = format!("/openapi.{version}.json");
        self.upstream.set(&path, Reply::ok(document.to_string()));
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = self.verifying(arguments);
        command.arg("--no-verify");
        command
    }

    /// A run that checks the crates before it writes them.
    fn verifying(&self, arguments: &[&str]) -> Command {
        let mut command = xtask(self.folder.path());
        command.args(["regen", "--specs", "specs", "--out", "generated"]);
        command.args(["--base-url", self.upstream.url()]);
        command.args(["--today", "2026-06-01"]).args(arguments);
        command
    }

    fn regen(&self, arguments: &[&str]) -> Run {
        Run::of(&mut self.command(arguments))
    }

    /// Starts the run that is killed. Returns when it has started to write.
    fn update(&self) -> Child {
        let mut command = self.command(&["--add", NEW]);
        let mut update = command
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        while !self.is_staging() && update.try_wait().unwrap().is_none() {
            sleep(Duration::from_micros(50));
        }
        update
    }

    fn is_staging(&self) -> bool {
        let mut entries = fs::read_dir(self.folder.path()).unwrap();
        entries.any(|entry| {
            let name = entry.unwrap().file_name();
            name.to_string_lossy().starts_with(".regen-")
        })
    }

    fn tree(&self) -> Tree {
        tree(self.folder.path(), |path| Some(content(path)))
    }

    fn restore(&self, tree: &Tree) {
        for entry in fs::read_dir(self.folder.path()).unwrap() {
            fs::remove_dir_all(entry.unwrap().path()).unwrap();
        }
        write(tree, self.folder.path(), self.folder.path());
    }
}

/// The crates of a tree.
fn crates(tree: &Tree) -> Tree {
    let of_crates = |path: &Path| {
        let path = path.to_str().unwrap();
        path.contains("/generated/") && !path.contains("/.waiting")
    };
    let entries = tree.iter().filter(|(path, _)| of_crates(path));
    entries
        .map(|(path, content)| (path.clone(), content.clone()))
        .collect()
}

#[test]
fn a_run_that_is_killed_leaves_the_old_tree_or_the_new_one() {
    let project = Project::new();
    let old = project.tree();
    let mut update = project.update();
    let start = Instant::now();
    assert!(update.wait().unwrap().success());
    let writing = start.elapsed();
    let new = project.tree();
    assert_ne!(crates(&old), crates(&new));

    let (mut killed, mut finished) = (0, 0);
    for _ in 0..KILLS {
        project.restore(&old);
        let mut update = project.update();
        sleep(writing.mul_f64(fastrand::f64()));
        update.kill().unwrap();
        killed += usize::from(update.wait().unwrap().signal() == Some(9));

        // A build at this moment sees one state of all crates.
        let found = crates(&project.tree());
        assert!(found == crates(&old) || found == crates(&new));
        // The next run, here only a check, recovers to all old or all new files.
        project.regen(&["--offline", "--check"]).ended(0);
        let found = project.tree();
        assert!(found == old || found == new);
        finished += usize::from(found == new);
        let again = if found == new {
            &[][..]
        } else {
            &["--add", NEW]
        };
        project.regen(again).ended(0);
        assert!(project.tree() == new);
    }
    assert!(killed > 0);
    println!("{killed} of {KILLS} killed in time, {finished} trees new");
}

#[test]
fn a_run_that_is_killed_while_it_checks_the_crates_leaves_the_old_tree() {
    let project = Project::new();
    let old = project.tree();
    // Builds what the crates depend on, and measures a check.
    let update = ["--add", NEW];
    let start = Instant::now();
    Run::of(&mut project.verifying(&update)).ended(0);
    let checking = start.elapsed();
    let new = project.tree();
    for _ in 0..KILLS_DURING_CHECKS {
        project.restore(&old);
        let mut child = project
            .verifying(&update)
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let log = BufReader::new(child.stderr.take().unwrap());
        let mut lines = log.lines().map(Result::unwrap);
        assert!(lines.any(|line| line.starts_with("checking ")));
        sleep(
            checking
                .min(Duration::from_secs(2))
                .mul_f64(fastrand::f64()),
        );
        child.kill().unwrap();
        child.wait().unwrap();

        // Whether it was killed before or after the exchange, the next run recovers.
        project.regen(&["--offline", "--check"]).ended(0);
        let found = project.tree();
        assert!(found == old || found == new);
        // Cargo, which lost its reader, does not keep the next check from running.
        project.restore(&old);
        Run::of(&mut project.verifying(&update)).ended(0);
        assert!(project.tree() == new);
    }
}
