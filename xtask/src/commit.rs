//! Writes the outcome of a run: the generated folder and the files that go with it, all of it or
//! nothing.
//!
//! The files wait inside of the new generated folder when that takes the place of the old one,
//! which happens in one step. From there they are moved to where they belong, and if that is
//! interrupted, the next run goes on with it.

use crate::tree::{self, Plan, beside};
use serde::{Deserialize, Serialize};
use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

/// The folder in the generated one where files wait.
const WAITING: &str = ".waiting";
/// Says where they go.
const LIST: &str = "list.json";

/// Files by path with their texts; `None` is removed.
pub type Files = BTreeMap<PathBuf, Option<String>>;

#[derive(Serialize, Deserialize)]
struct Waiting {
    /// From the folder that the generated one stands in.
    path: PathBuf,
    /// In the folder of waiting files; `None` if the path is to go.
    file: Option<String>,
}

/// Makes `out` what `plan` says, and with it `files`.
pub fn commit(out: &Path, plan: &Plan<'_>, files: &Files) -> io::Result<()> {
    if plan.is_fresh() && files.is_empty() {
        return Ok(());
    }
    plan.apply(|new| {
        if files.is_empty() {
            Ok(())
        } else {
            wait(&new.join(WAITING), out, files)
        }
    })?;
    finish(out)
}

/// Puts an end to a run that was killed: what it had begun to write is written, the rest is
/// forgotten.
pub fn recover(out: &Path) -> io::Result<()> {
    tree::tidy(out)?;
    finish(out)
}

fn wait(folder: &Path, out: &Path, files: &Files) -> io::Result<()> {
    fs::create_dir(folder)?;
    let mut list = Vec::new();
    for (path, text) in files {
        let file = text.as_ref().map(|_| list.len().to_string());
        if let (Some(file), Some(text)) = (&file, text) {
            tree::write(&folder.join(file), text)?;
        }
        let path = path.strip_prefix(beside(out)).unwrap_or(path).to_owned();
        list.push(Waiting { path, file });
    }
    tree::write(&folder.join(LIST), &serde_json::to_string(&list)?)
}

/// Moves what waits; every step can be repeated.
fn finish(out: &Path) -> io::Result<()> {
    let folder = out.join(WAITING);
    let list = match fs::read_to_string(folder.join(LIST)) {
        Ok(list) => list,
        // Without its list, everything has been moved.
        Err(error) if error.kind() == io::ErrorKind::NotFound => return remove(&folder),
        Err(error) => return Err(error),
    };
    for Waiting { path, file } in serde_json::from_str::<Vec<Waiting>>(&list)? {
        let path = beside(out).join(path);
        match file.map(|file| folder.join(file)) {
            // What is no longer there was moved before.
            Some(file) if file.exists() => {
                fs::create_dir_all(beside(&path))?;
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
