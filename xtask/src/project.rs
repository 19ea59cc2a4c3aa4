//! The folders of a project, and the lock that keeps other runs out.

use crate::{commit, lock::try_lock, report::shown, tree::parent_of};
use clap::Args;
use std::{
    fs::{self, File},
    path::{Path, PathBuf},
};

/// The folders of a project.
#[derive(Args)]
pub struct Folders {
    /// Folder with versions.toml, the documents and overlay.yaml (default: `specs`).
    #[arg(long, value_name = "DIR")]
    specs: Option<PathBuf>,
    /// Folder for the crates (default: `generated`). To be built there, they need a workspace like
    /// this one around them.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

/// The folders, locked by this process.
pub struct Project {
    /// Folder with versions.toml, the documents and overlay.yaml.
    pub specs: PathBuf,
    /// Folder of the crates.
    pub out: PathBuf,
    _lock: Option<File>,
}

impl Folders {
    /// Locks the folders and recovers from a run that was killed.
    ///
    /// # Errors
    ///
    /// Another run holds the lock, or the folder is not writable.
    pub fn open(&self) -> Result<Project, String> {
        let workspace = Path::new(env!("CARGO_MANIFEST_DIR"));
        let workspace = workspace.parent().unwrap_or(workspace);
        let folder = |given: &Option<PathBuf>, name: &str| {
            given.clone().unwrap_or_else(|| workspace.join(name))
        };
        let (specs, out) = (folder(&self.specs, "specs"), folder(&self.out, "generated"));
        let parent = parent_of(&out);
        let failed = |error: &dyn std::fmt::Display| format!("{}: {error}", shown(parent));
        fs::create_dir_all(parent).map_err(|error| failed(&error))?;
        let lock = File::open(parent).ok();
        if lock.as_ref().is_some_and(|folder| !try_lock(folder)) {
            return Err(failed(
                &"another `cargo xtask` command is running in this folder",
            ));
        }
        commit::recover(&out).map_err(|error| failed(&error))?;
        Ok(Project {
            specs,
            out,
            _lock: lock,
        })
    }
}
