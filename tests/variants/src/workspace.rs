//! Copies of the whole workspace, regenerated from other documents, built and tested.

use crate::{
    EDITS, Pick, REWRITES, Rewrite,
    project::{Document, cargo, documents, regenerate, root, sync},
    rewrite_where_possible,
    rewrites::together,
    third_opinion,
};
use std::{
    fmt, fs, io,
    path::{Path, PathBuf},
    process::Output,
};

/// What upstream publishes.
#[derive(Clone)]
pub struct Variant {
    /// For the table.
    pub name: String,
    /// The changes of each document, as far as they are possible there.
    pub rewrites: Vec<&'static Rewrite>,
    /// Whether there is a fifth version, which is like the last one.
    pub fifth: bool,
}

/// How to try it.
pub struct Workspace {
    /// The program `xtask`.
    pub xtask: PathBuf,
    /// Whether to check that everything compiles, without running tests.
    pub check: bool,
    /// What to build and test, as arguments of `cargo test`; the whole workspace if empty.
    pub targets: Vec<String>,
    /// Whether to ask `cargo semver-checks`, too.
    pub semver: bool,
}

/// What came of a variant.
pub struct Outcome {
    name: String,
    /// Whether the documents say the same as before.
    is_rewritten_only: bool,
    /// The exit code of `regen`, before anything was accepted.
    regen: i32,
    is_regenerated: bool,
    builds: bool,
    passes: Option<bool>,
    third_opinion: Option<bool>,
}

/// The exit code of `regen` for breaking changes that are not accepted.
const NOT_ACCEPTED: i32 = 5;

/// A version later than any that will be pinned.
const FIFTH: (&str, &str) = ("2099-01-01", "darwin");

/// All rewrites, each edit, and a fifth version.
pub fn variants() -> Vec<Variant> {
    let edits = EDITS.iter().map(|edit| (edit.name.to_owned(), vec![edit]));
    let changed = together().into_iter().chain(edits);
    let changed = changed.map(|(name, rewrites)| Variant {
        name,
        rewrites,
        fifth: false,
    });
    let fifth = Variant {
        name: "fifth".to_owned(),
        rewrites: Vec::new(),
        fifth: true,
    };
    changed.chain([fifth]).collect()
}

impl Workspace {
    /// Regenerates the copy, builds and tests it.
    ///
    /// # Errors
    ///
    /// A file cannot be read or written, or a program cannot be started.
    pub fn run(&self, variant: &Variant) -> io::Result<Outcome> {
        // Always the same folder, so that cargo compiles only what differs from the last time.
        let folder = root().join("target/variants/workspace");
        sync(&root(), &folder)?;
        let documents = documents()?;
        for document in &documents {
            variant.change(document, &folder)?;
        }
        let mut arguments = ["--fix", "--format", "json"].map(str::to_owned).to_vec();
        if let (true, Some(last)) = (variant.fifth, documents.last()) {
            arguments.extend(["--add".to_owned(), add_fifth(last, &folder)?]);
        }
        let mut output = regenerate(&self.xtask, &folder, &arguments)?;
        let (report, regen) = (output.stdout.clone(), output.status.code());
        if regen == Some(NOT_ACCEPTED) {
            arguments.extend(acceptance(&output));
            output = regenerate(&self.xtask, &folder, &arguments)?;
        }
        let mut outcome = Outcome {
            name: variant.name.clone(),
            is_rewritten_only: !variant.fifth && variant.rewrites.iter().all(|it| is_rewrite(it)),
            regen: regen.unwrap_or(-1),
            is_regenerated: output.status.success(),
            builds: false,
            passes: None,
            third_opinion: None,
        };
        if !outcome.is_regenerated {
            eprint!("{}", String::from_utf8_lossy(&output.stderr));
            return Ok(outcome);
        }
        accept_surfaces(&folder)?;
        set_apart(&folder)?;
        outcome.builds = match (self.check, self.targets.is_empty()) {
            (true, true) => self.cargo(&folder, &["check", "--all-targets"])?,
            (true, false) => self.cargo(&folder, &["check"])?,
            (false, _) => self.cargo(&folder, &["test", "--no-run"])?,
        };
        if outcome.builds && !self.check {
            outcome.passes = Some(self.cargo(&folder, &["test", "--no-fail-fast"])?);
        }
        if self.semver {
            outcome.third_opinion = third_opinion::agrees(&folder, &report)?;
        }
        Ok(outcome)
    }

    /// Runs cargo in the copy.
    fn cargo(&self, folder: &Path, arguments: &[&str]) -> io::Result<bool> {
        let mut cargo = cargo();
        cargo.args(arguments).arg("--offline").current_dir(folder);
        match self.targets.is_empty() {
            true => cargo.arg("--workspace"),
            false => cargo.args(&self.targets),
        };
        // The dependencies are built already.
        cargo.env("CARGO_TARGET_DIR", root().join("target"));
        // No other snapshot may change.
        cargo.env("INSTA_UPDATE", "no");
        // Messages of the compiler name types of the crates; that there is one is tested.
        cargo.env("TRYBUILD", "overwrite");
        Ok(cargo.status()?.success())
    }
}

impl Variant {
    /// Changes a document of the copy.
    fn change(&self, document: &Document, folder: &Path) -> io::Result<()> {
        let text = fs::read_to_string(&document.path)?;
        let changed = rewrite_where_possible(&text, &self.rewrites, &mut Pick::everywhere());
        match changed.map_err(io::Error::other)? {
            Some(changed) => {
                let name = document.path.file_name().unwrap_or_default();
                fs::write(folder.join("specs").join(name), changed)
            }
            None => Ok(()),
        }
    }
}

impl Outcome {
    /// Whether the workspace is green and nobody disagrees.
    pub fn is_good(&self) -> bool {
        let is_accepted = self.regen == 0 || !self.is_rewritten_only;
        is_accepted
            && self.builds
            && self.passes != Some(false)
            && self.third_opinion != Some(false)
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let said = |good: Option<bool>| match good {
            Some(true) => "ok",
            Some(false) => "FAILED",
            None => "-",
        };
        write!(
            f,
            "{:<28} regen {:>3}  build {:<6}  tests {:<6}  semver {}",
            self.name,
            self.regen,
            said(self.is_regenerated.then_some(self.builds)),
            said(self.passes),
            said(self.third_opinion),
        )
    }
}

fn is_rewrite(change: &Rewrite) -> bool {
    REWRITES.iter().any(|rewrite| rewrite.name == change.name)
}

/// Gives the packages of the copy a profile of their own, and the one with a build script, to which
/// profiles of packages do not apply, a version. Cargo would take those of a copy for those of the
/// original, since both have the same place in their workspace.
fn set_apart(folder: &Path) -> io::Result<()> {
    let mut names = [
        "nomos-client-runtime",
        "nomos-tests",
        "nomos-variants",
        "xtask",
    ]
    .map(str::to_owned)
    .to_vec();
    for entry in fs::read_dir(folder.join("generated"))? {
        names.extend(entry?.file_name().into_string());
    }
    let apart = names
        .iter()
        .map(|name| format!("{name} = {{ codegen-units = 255 }}\n"));
    let path = folder.join("tests/Cargo.toml");
    let manifest = fs::read_to_string(&path)?;
    fs::write(path, manifest.replacen("\"0.0.0\"", "\"0.0.0-copy\"", 1))?;
    let path = folder.join("Cargo.toml");
    let manifest = fs::read_to_string(&path)?;
    let manifest = manifest
        .replace(
            "\n[profile.dev.package]\n",
            &format!("\n[profile.dev.package]\n{}", apart.collect::<String>()),
        )
        .replace(
            "nomos-generator = { opt-level = 1 }",
            "nomos-generator = { opt-level = 1, codegen-units = 255 }",
        );
    fs::write(path, manifest)
}

/// Stores the document of a fifth version, and returns its name.
fn add_fifth(last: &Document, folder: &Path) -> io::Result<String> {
    let (date, codename) = FIFTH;
    let name = format!("{date}.{codename}");
    let text = fs::read_to_string(&last.path)?;
    let old = last.path.file_stem().and_then(|stem| stem.to_str());
    fs::write(
        folder.join(format!("specs/{name}.yaml")),
        text.replace(old.unwrap_or_default(), &name),
    )?;
    Ok(name)
}

/// The arguments that accept what the command did not, from its message.
pub(crate) fn acceptance(output: &Output) -> Vec<String> {
    let message = String::from_utf8_lossy(&output.stderr).into_owned();
    let fingerprints = message
        .rsplit_once("--accept ")
        .map_or("", |(_, rest)| rest);
    let fixed = ["--reason", "a variant", "--accept"]
        .map(str::to_owned)
        .into_iter();
    let fingerprints = fingerprints.trim_end_matches(['`', '\n']);
    fixed
        .chain(fingerprints.split_whitespace().map(str::to_owned))
        .collect()
}

/// Accepts the pending surfaces of the crates, as a maintainer does with `cargo insta review`.
fn accept_surfaces(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder.join("tests/snapshots"))? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "new") {
            fs::rename(&path, path.with_extension(""))?;
        }
    }
    Ok(())
}
