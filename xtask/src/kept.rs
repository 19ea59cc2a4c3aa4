//! Fetched documents that a run did not write, kept so that a maintainer can open them.

use crate::{documents::Stored, project::Project, report::shown, tree::parent_of, update::Update};
use nomos_generator::{Diagnostic, Place, report::Report};
use std::{collections::BTreeMap, fs, io, path::PathBuf};

/// The folder below the one of the crates' folder.
const FOLDER: &str = "target/regen";

/// The kept documents: the names of the files, by the names they have in `specs/`.
pub struct Kept(BTreeMap<String, String>);

impl Kept {
    /// Keeps the fetched documents of `update` that differ from the ones in `specs/`.
    pub fn keep(project: &Project, update: &Update) -> Result<Self, String> {
        let mut names = BTreeMap::new();
        for document in &update.changed {
            let path = path(project, document);
            let written = fs::create_dir_all(parent_of(&path))
                .and_then(|()| fs::write(&path, &document.text));
            written.map_err(|error| format!("{}: {error}", path.display()))?;
            names.insert(shown(&document.path), shown(&path));
        }
        Ok(Self(names))
    }

    /// Makes places in the documents name the kept files.
    pub fn relocate(&self, found: &mut [Diagnostic]) {
        let places = found.iter_mut().filter_map(|found| found.place.as_mut());
        places.for_each(|place| self.place(place));
    }

    /// Makes places in the documents name the kept files.
    pub fn relocate_changes(&self, reports: &mut [Report]) {
        let changes = reports.iter_mut().flat_map(|report| &mut report.changes);
        let places = changes.filter_map(|change| change.place.as_mut());
        places.for_each(|place| self.place(place));
    }

    fn place(&self, place: &mut Place) {
        if let Some(name) = self.0.get(&place.file) {
            place.file.clone_from(name);
        }
    }

    /// A note that names the files.
    pub fn note(&self) -> String {
        if self.0.is_empty() {
            return String::new();
        }
        let files: Vec<&str> = self.0.values().map(String::as_str).collect();
        format!(
            "note: the fetched documents were kept in {}\n",
            files.join(", ")
        )
    }
}

/// Removes the documents that earlier runs kept.
pub fn discard(project: &Project, update: &Update) -> io::Result<()> {
    for document in update.documents.iter().flatten() {
        match fs::remove_file(path(project, document)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

fn path(project: &Project, document: &Stored) -> PathBuf {
    let name = document.path.file_name().unwrap_or_default();
    project.out.with_file_name(FOLDER).join(name)
}
