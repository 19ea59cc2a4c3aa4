//! A copy of the whole workspace, regenerated from other documents, built and tested.

use crate::{
    Pick, Rewrite,
    project::{Document, documents, regenerate, root, sync},
    rewrite,
};
use std::{
    fs, io,
    path::{Path, PathBuf},
    process::{Command, Output},
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
}

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
        let mut arguments = Vec::new();
        if let (true, Some(last)) = (self.fifth, documents.last()) {
            arguments = vec!["--add".to_owned(), add_fifth(last, &folder)?];
        }
        if !accepted(regenerate(&self.xtask, &folder, &arguments)?, |output| {
            arguments.extend(acceptance(output));
            regenerate(&self.xtask, &folder, &arguments)
        })? {
            return Ok(false);
        }
        self.cargo(&folder)
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

    fn cargo(&self, folder: &Path) -> io::Result<bool> {
        let arguments: &[&str] = match self.check {
            true => &["check", "--workspace", "--all-targets", "--offline"],
            false => &["test", "--workspace", "--offline", "--no-fail-fast"],
        };
        let status = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
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

/// Whether the crates were generated, after accepting breaking changes if there are any.
fn accepted(
    output: Output,
    accept: impl FnOnce(&Output) -> io::Result<Output>,
) -> io::Result<bool> {
    let output = if output.status.code() == Some(5) {
        accept(&output)?
    } else {
        output
    };
    if !output.status.success() {
        eprint!("{}", String::from_utf8_lossy(&output.stderr));
    }
    Ok(output.status.success())
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
