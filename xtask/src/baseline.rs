//! The baseline of the comparison: models and changelogs of the last generation.

use crate::{project::Project, report::shown, update::Update};
use nomos_generator::{Baseline, CHANGELOG, Input, MODEL, Text};
use std::{fs, io, path::Path};

/// Adds the baseline to each version of `input`: model and changelog of its crate, and the document
/// that `update` replaces. A crate that does not exist yet has no baseline.
///
/// # Errors
///
/// A file could not be read. The message names it.
pub fn attach(input: &mut Input, project: &Project, update: &Update) -> Result<(), String> {
    for document in &mut input.documents {
        let folder = project.out.join(&document.release.crate_name);
        let model = folder.join(MODEL);
        let Some(text) = read(&model)? else {
            continue;
        };
        document.baseline = Some(Baseline {
            model: Text {
                name: shown(&model),
                text,
            },
            changelog: read(&folder.join(CHANGELOG))?,
            document: update.replaced.get(&document.release.version.name).cloned(),
        });
    }
    Ok(())
}

fn read(path: &Path) -> Result<Option<String>, String> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(format!("{}: {error}", path.display())),
    }
}
