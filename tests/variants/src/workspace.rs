//! A copy of the whole workspace, regenerated from other documents, built and tested.

use crate::{
    Pick, Rewrite,
    project::{Document, cargo, documents, regenerate, root, sync},
    rewrite, third_opinion,
};
use std::{
    fs, io,
    path::{Path, PathBuf},
    process::Output,
};

/// What to build.
pub struct Workspace {
    /// The program `xtask`.
    pub xtask: PathBuf,
    /// The changes of each document in which they are possible.
    pub rewrites: Vec<&'static Rewrite>,
    /// Whether to add a fifth version, which is like the last one.
    pub fifth: bool,
    /// Whether to check the crates only, without running tests.
    pub check: bool,
    /// Whether to ask `cargo semver-checks`, too.
    pub semver: bool,
}

/// The exit code of `regen` for breaking changes that are not accepted.
const NOT_ACCEPTED: i32 = 5;

/// A version later than any that will be pinned.
const FIFTH: (&str, &str) = ("2099-01-01", "darwin");

impl Workspace {
    /// Regenerates, builds and tests the copy, and returns whether all went well.
    ///
    /// # Errors
    ///
    /// A file cannot be read or written, or a program cannot be started.
    pub fn run(&self) -> io::Result<bool> {
        // Always the same folder, so that cargo compiles only what differs from the last time.
        let folder = root().join("target/variants/workspace");
        sync(&root(), &folder)?;
        let documents = documents()?;
        for document in &documents {
            self.change(document, &folder)?;
        }
        let mut arguments = ["--format", "json"].map(str::to_owned).to_vec();
        if let (true, Some(last)) = (self.fifth, documents.last()) {
            arguments.extend(["--add".to_owned(), add_fifth(last, &folder)?]);
        }
        let mut output = regenerate(&self.xtask, &folder, &arguments)?;
        let report = output.stdout.clone();
        if output.status.code() == Some(NOT_ACCEPTED) {
            arguments.extend(acceptance(&output));
            output = regenerate(&self.xtask, &folder, &arguments)?;
        }
        if !output.status.success() {
            eprint!("{}", String::from_utf8_lossy(&output.stderr));
            return Ok(false);
        }
        let passes = self.build(&folder)?;
        Ok(passes && (!self.semver || third_opinion::agrees(&folder, &report)?))
    }

    fn change(&self, document: &Document, folder: &Path) -> io::Result<()> {
        let text = fs::read_to_string(&document.path)?;
        let path = folder
            .join("specs")
            .join(document.path.file_name().unwrap_or_default());
        let changed = rewrite(&text, &self.rewrites, &mut Pick::everywhere());
        if let Some(changed) = changed.map_err(io::Error::other)? {
            fs::write(path, changed)?;
        }
        Ok(())
    }

    fn build(&self, folder: &Path) -> io::Result<bool> {
        let arguments: &[&str] = match self.check {
            true => &["check", "--workspace", "--all-targets", "--offline"],
            false => &["test", "--workspace", "--offline", "--no-fail-fast"],
        };
        let status = cargo()
            .args(arguments)
            .current_dir(folder)
            // The dependencies are built already.
            .env("CARGO_TARGET_DIR", root().join("target"))
            // A maintainer accepts the surface of the crates, which the documents determine.
            .env("INSTA_UPDATE", "always")
            .status()?;
        Ok(status.success())
    }
}

/// Stores the document of a fifth version, and returns its name.
fn add_fifth(last: &Document, folder: &Path) -> io::Result<String> {
    let (date, codename) = FIFTH;
    let name = format!("{date}.{codename}");
    let text = fs::read_to_string(&last.path)?;
    let old = last
        .path
        .file_stem()
        .and_then(|stem| stem.to_str())
        .unwrap_or_default();
    fs::write(
        folder.join(format!("specs/{name}.yaml")),
        text.replace(old, &name),
    )?;
    Ok(name)
}

/// The arguments that accept what the command did not, from its message.
fn acceptance(output: &Output) -> Vec<String> {
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
