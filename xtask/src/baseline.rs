//! The baseline of the comparison: models, documents and changelogs of the last generation.

use crate::report::shown;
use nomos_generator::{Baseline, CHANGELOG, DOCUMENT, Input, MODEL, Text};
use std::{fs, io, path::Path};

/// Adds the baseline to each version of `input`, from the files of its crate in the folder `out`. A
/// crate that does not exist yet has no baseline.
///
/// # Errors
///
/// A file could not be read. The message names it.
pub fn attach(input: &mut Input, out: &Path) -> Result<(), String> {
    for document in &mut input.documents {
        let folder = out.join(&document.release.crate_name);
        let Some(model) = named(&folder.join(MODEL))? else {
            continue;
        };
        document.baseline = Some(Baseline {
            model,
            changelog: read(&folder.join(CHANGELOG))?,
            document: named(&folder.join(DOCUMENT))?,
        });
    }
    Ok(())
}

/// A text with the name of its file.
fn named(path: &Path) -> Result<Option<Text>, String> {
    let name = shown(path);
    Ok(read(path)?.map(|text| Text { name, text }))
}

fn read(path: &Path) -> Result<Option<String>, String> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(format!("{}: {error}", path.display())),
    }
}
