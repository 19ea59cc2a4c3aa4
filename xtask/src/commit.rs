//! Writes the result of a run atomically: the generated folder and the files outside of it.
//!
//! The files outside are staged in the new generated folder, which replaces the old one in one
//! step. Then they are moved to their destinations. If that is interrupted, the next run completes
//! it.

use crate::tree::{self, Plan, parent_of};
use serde::{Deserialize, Serialize};
use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

/// The folder in the generated one that holds staged files.
const STAGED: &str = ".waiting";
/// Lists their destinations.
const LIST: &str = "list.json";

/// Texts of files by path; `None` removes the file.
pub type Files = BTreeMap<PathBuf, Option<String>>;

#[derive(Serialize, Deserialize)]
struct StagedFile {
    /// Destination, relative to the parent of the generated folder.
    path: PathBuf,
    /// Name in the folder of staged files; `None` removes the destination.
    file: Option<String>,
}

/// Applies `plan` to `out`, and writes or removes `files` with it.
pub fn commit(out: &Path, plan: &Plan<'_>, files: &Files) -> io::Result<()> {
    if plan.is_fresh() && files.is_empty() {
        return Ok(());
    }
    plan.apply(|new| {
        if files.is_empty() {
            Ok(())
        } else {
            stage(&new.join(STAGED), out, files)
        }
    })?;
    move_staged_files(out)
}

/// Recovers from a run that was killed: completes it if it had replaced the generated folder, and
/// discards it otherwise.
pub fn recover(out: &Path) -> io::Result<()> {
    tree::remove_leftovers(out)?;
    move_staged_files(out)
}

fn stage(folder: &Path, out: &Path, files: &Files) -> io::Result<()> {
    fs::create_dir(folder)?;
    let mut list = Vec::new();
    for (path, text) in files {
        let file = text.as_ref().map(|_| list.len().to_string());
        if let (Some(file), Some(text)) = (&file, text) {
            tree::write(&folder.join(file), text)?;
        }
        let path = path.strip_prefix(parent_of(out)).unwrap_or(path).to_owned();
        list.push(StagedFile { path, file });
    }
    tree::write(&folder.join(LIST), &serde_json::to_string(&list)?)
}

/// Moves the staged files to their destinations. Every step is idempotent.
fn move_staged_files(out: &Path) -> io::Result<()> {
    let folder = out.join(STAGED);
    let list = match fs::read_to_string(folder.join(LIST)) {
        Ok(list) => list,
        // The list is removed last: without it, every file has been moved.
        Err(error) if error.kind() == io::ErrorKind::NotFound => return remove(&folder),
        Err(error) => return Err(error),
    };
    for StagedFile { path, file } in serde_json::from_str::<Vec<StagedFile>>(&list)? {
        let path = parent_of(out).join(path);
        match file.map(|file| folder.join(file)) {
            // A missing file was moved by the interrupted run.
            Some(file) if file.exists() => {
                fs::create_dir_all(parent_of(&path))?;
                fs::rename(file, path)?;
            }
            Some(_) => {}
            None => match fs::remove_file(path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            },
        }
    }
    fs::remove_file(folder.join(LIST))?;
    remove(&folder)
}

fn remove(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
