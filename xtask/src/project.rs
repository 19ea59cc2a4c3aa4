//! Where everything is, and that nobody else is at work there.

use crate::{commit, report::shown, tree::beside};
use clap::Args;
use std::{
    fs::{self, File},
    path::{Path, PathBuf},
};

/// The folders to work with.
#[derive(Args)]
pub struct Folders {
    /// Where versions.toml, the documents and overlay.yaml are.
    #[arg(long, value_name = "DIR")]
    specs: Option<PathBuf>,
    /// Where the crates go; to build them there, the folder has to be part of a workspace like this
    /// one.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

/// The folders, held by this process alone.
pub struct Project {
    /// Where versions.toml, the documents and overlay.yaml are.
    pub specs: PathBuf,
    /// Where the crates are.
    pub out: PathBuf,
    _lock: Option<File>,
}

impl Folders {
    /// Takes hold of the folders. What a run that was killed has begun to write is written now.
    ///
    /// # Errors
    ///
    /// Another run is at work, or there is no writing.
    pub fn open(&self) -> Result<Project, String> {
        let workspace = Path::new(env!("CARGO_MANIFEST_DIR"));
        let workspace = workspace.parent().unwrap_or(workspace);
        let folder = |given: &Option<PathBuf>, name: &str| {
            given.clone().unwrap_or_else(|| workspace.join(name))
        };
        let (specs, out) = (folder(&self.specs, "specs"), folder(&self.out, "generated"));
        let parent = beside(&out);
        let failed = |error: &dyn std::fmt::Display| format!("{}: {error}", shown(parent));
        fs::create_dir_all(parent).map_err(|error| failed(&error))?;
        let lock = lock(parent).map_err(|error| failed(&error))?;
        commit::recover(&out).map_err(|error| failed(&error))?;
        Ok(Project {
            specs,
            out,
            _lock: lock,
        })
    }
}

#[cfg(unix)]
fn lock(folder: &Path) -> Result<Option<File>, String> {
    use rustix::{
        fs::{FlockOperation, flock},
        io::Errno,
    };
    let folder = File::open(folder).map_err(|error| error.to_string())?;
    match flock(&folder, FlockOperation::NonBlockingLockExclusive) {
        Ok(()) => Ok(Some(folder)),
        Err(Errno::WOULDBLOCK) => Err("another `cargo xtask` is at work here".to_owned()),
        // Some file systems have no locks.
        Err(_) => Ok(None),
    }
}

#[cfg(not(unix))]
fn lock(_: &Path) -> Result<Option<File>, String> {
    Ok(None)
}
