//! What was generated before: the models and changelogs in the crates.

use crate::{project::Project, report::shown, update::Update};
use nomos_generator::{Baseline, CHANGELOG, Input, MODEL, Text};
use std::{fs, io, path::Path};

/// Gives every version of `input` what its crate holds of it, and the document that `update`
/// replaces. A crate that is not there has no past.
///
/// # Errors
///
/// A file that cannot be read, with its name.
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
