//! Writes the outcome of a run: documents, versions.toml, generated files.

use crate::{documents::Stored, tree, update::Update};
use std::{
    fs, io,
    io::Write as _,
    path::{Path, PathBuf},
};

/// Makes `specs` and the generated folder what they should be.
///
/// Everything is written beside its place first, so that what can fail has failed before the first file is replaced.
///
/// # Errors
///
/// What failed, and whether anything was changed.
pub fn commit(specs: &Path, update: &Update, plan: &tree::Plan<'_>) -> Result<(), String> {
    let unchanged = |error: io::Error| format!("{error}\nnothing was changed");
    let staging = tempfile::Builder::new()
        .prefix(".regen-")
        .tempdir_in(beside(specs))
        .map_err(unchanged)?;
    let files = update.changed.iter().chain(&update.pins);
    let staged: Vec<_> = files
        .map(|file| stage(staging.path(), file).map(|new| (new, &file.path)))
        .collect::<io::Result<_>>()
        .map_err(unchanged)?;
    plan.apply().map_err(unchanged)?;
    let half = |path: &Path| {
        let path = path.display().to_string();
        move |error: io::Error| {
            format!("{path}: {error}\nother files were changed; run the command again")
        }
    };
    for (new, path) in staged {
        fs::rename(new, path).map_err(half(path))?;
    }
    for path in &update.stale {
        fs::remove_file(path).map_err(half(path))?;
    }
    Ok(())
}

/// Writes a file into `folder`. Not a temporary file of its own: that one would be readable for its owner only.
fn stage(folder: &Path, file: &Stored) -> io::Result<PathBuf> {
    let path = folder.join(file.path.file_name().unwrap_or_default());
    let mut new = fs::File::create_new(&path)?;
    new.write_all(file.text.as_bytes())?;
    new.sync_all()?;
    Ok(path)
}

fn beside(folder: &Path) -> &Path {
    match folder.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}
