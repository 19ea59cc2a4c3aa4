//! The workspace in which new crates are checked: always in the same folder, so that cargo compiles
//! only what differs from the last check.

use super::doc_examples;
use crate::{
    documents::read_text,
    lock::{lock, try_lock},
    project::Project,
    report::shown,
    tree::{parent_of, walk},
};
use std::{
    collections::BTreeMap,
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};
use toml::{Table, Value};

/// The folder of a target folder.
const FOLDER: &str = "regen";

/// The workspace, locked by this process.
pub struct Workspace {
    folder: PathBuf,
    target: PathBuf,
    _lock: File,
}

impl Workspace {
    /// Creates it in `target`, with the dependencies of the workspace around the crates of
    /// `project`, or of the workspace of this program if they are in no workspace.
    pub fn new(project: &Project, target: &Path) -> Result<Self, String> {
        let (folder, target) = (
            target.join(FOLDER).join("check"),
            target.join(FOLDER).join("target"),
        );
        let failed = |error: io::Error| format!("{}: {error}", folder.display());
        fs::create_dir_all(&folder).map_err(failed)?;
        let file = File::create(folder.with_extension("lock")).map_err(failed)?;
        // Another project may be checked at the same time.
        if !try_lock(&file) {
            eprintln!("waiting for another check to finish");
            lock(&file);
        }
        let workspace = Self {
            folder: folder.clone(),
            target,
            _lock: file,
        };
        let root = root(&project.out).map_err(failed)?;
        let manifest = manifest(&root)?;
        write(&workspace.folder.join("Cargo.toml"), &manifest).map_err(failed)?;
        // Cargo drops from it what these crates do not need.
        let versions = root.join("Cargo.lock");
        if versions.exists() {
            fs::copy(versions, workspace.folder.join("Cargo.lock")).map_err(failed)?;
        }
        Ok(workspace)
    }

    /// Makes `files`, and the examples in their documentation, its crates.
    pub fn fill(&self, files: &BTreeMap<String, String>) -> Result<(), String> {
        let folder = self.folder.join("generated");
        let failed = |error: io::Error| format!("{}: {error}", folder.display());
        let mut wanted = doc_examples::targets(files);
        wanted.extend(files.clone());
        let mut present = BTreeMap::new();
        walk(&folder, &folder, &mut present).map_err(failed)?;
        for path in present.keys().filter(|path| !wanted.contains_key(*path)) {
            fs::remove_file(folder.join(path)).map_err(failed)?;
        }
        // Cargo compiles again what was written, even if the content is the same.
        for (path, text) in &wanted {
            if present.get(path).and_then(Option::as_ref) != Some(text) {
                write(&folder.join(path), text).map_err(failed)?;
            }
        }
        remove_empty(&folder).map_err(failed)
    }

    /// Its folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The folder of its build.
    pub fn target(&self) -> &Path {
        &self.target
    }

    /// The name of a file of the crates in diagnostics.
    pub fn shown(&self, path: &str) -> String {
        shown(&self.folder.join("generated").join(path))
    }
}

/// The workspace around the crates, or the one of this program.
fn root(out: &Path) -> io::Result<PathBuf> {
    let around = std::path::absolute(parent_of(out))?;
    let is_workspace = fs::read_to_string(around.join("Cargo.toml"))
        .is_ok_and(|text| text.lines().any(|line| line.starts_with("[workspace]")));
    Ok(if is_workspace {
        around
    } else {
        parent_of(Path::new(env!("CARGO_MANIFEST_DIR"))).to_owned()
    })
}

/// The manifest of the workspace at `root`, with the crates as its only members.
fn manifest(root: &Path) -> Result<String, String> {
    let path = root.join("Cargo.toml");
    let text = read_text(&path)?;
    let in_file = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    let manifest: Table = text
        .parse()
        .map_err(|error: toml::de::Error| in_file(&error))?;
    let workspace = manifest.get("workspace").and_then(Value::as_table);
    let mut workspace = workspace
        .ok_or_else(|| in_file(&"no [workspace] found"))?
        .clone();
    workspace.insert("members".to_owned(), vec!["generated/*"].into());
    workspace.remove("default-members");
    let dependencies = workspace
        .get_mut("dependencies")
        .and_then(Value::as_table_mut);
    for (_, dependency) in dependencies.into_iter().flatten() {
        if let Some(Value::String(path)) = dependency.get_mut("path") {
            *path = root.join(&path).display().to_string();
        }
    }
    Ok(Table::from_iter([("workspace".to_owned(), Value::Table(workspace))]).to_string())
}

fn write(path: &Path, text: &str) -> io::Result<()> {
    if fs::read_to_string(path).is_ok_and(|present| present == text) {
        return Ok(());
    }
    fs::create_dir_all(parent_of(path))?;
    fs::write(path, text)
}

/// Removes empty folders, which cargo would take for members.
fn remove_empty(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            remove_empty(&path)?;
            if fs::read_dir(&path)?.next().is_none() {
                fs::remove_dir(path)?;
            }
        }
    }
    Ok(())
}
