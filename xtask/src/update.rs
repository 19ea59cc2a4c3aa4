//! The changes that a fetch makes in `specs/`.

use crate::{
    commit::Files,
    documents::{self, Stored},
    fetch::Fetched,
    pins::{Pins, Record, edit},
};
use std::path::{Path, PathBuf};

/// The documents to generate from, and the resulting changes in `specs/`.
pub struct Update {
    /// The document of every pinned version; `None` if there is none.
    pub documents: Vec<Option<Stored>>,
    /// New and changed documents.
    pub changed: Vec<Stored>,
    /// Files that are replaced by a file with another name.
    pub stale: Vec<PathBuf>,
    /// The new text of versions.toml.
    pub pins: String,
}

impl Update {
    /// An update without a fetch.
    pub fn unchanged(pins: &Pins, stored: Vec<Option<Stored>>) -> Self {
        Self {
            documents: stored,
            changed: Vec::new(),
            stale: Vec::new(),
            pins: pins.text.clone(),
        }
    }

    /// Compares the documents fetched on the date `today` with the stored ones.
    pub fn new(
        specs: &Path,
        pins: &Pins,
        stored: Vec<Option<Stored>>,
        fetched: Vec<Fetched>,
        today: &str,
    ) -> Result<Self, String> {
        let mut update = Self::unchanged(pins, stored);
        let documents = update.documents.iter_mut().zip(&pins.versions);
        for ((document, pin), fetched) in documents.zip(fetched) {
            let Fetched::Document { text: new, etag } = fetched else {
                continue;
            };
            let new = Stored {
                path: documents::path(specs, &pin.release.version),
                text: new,
            };
            if document.as_ref() == Some(&new) && new.is_as_fetched(pin) {
                continue;
            }
            let record = Record {
                sha256: documents::sha256(&new.text),
                etag,
            };
            update.pins = edit::set_record(&update.pins, &pin.release.version, &record, today)
                .map_err(|error| format!("{}: {error}", pins.path.display()))?;
            if document.as_ref() == Some(&new) {
                continue;
            }
            let old = document.replace(new.clone());
            let moved = old.filter(|old| old.path != new.path);
            update.stale.extend(moved.map(|old| old.path));
            update.changed.push(new);
        }
        Ok(update)
    }

    /// The documents to write and remove.
    pub fn files(&self) -> Files {
        let changed = self.changed.iter();
        let changed = changed.map(|document| (document.path.clone(), Some(document.text.clone())));
        let stale = self.stale.iter().map(|path| (path.clone(), None));
        stale.chain(changed).collect()
    }

    /// Whether the documents match upstream.
    pub fn is_fresh(&self) -> bool {
        self.changed.is_empty()
    }
}
