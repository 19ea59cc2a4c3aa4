//! What fetching changes in `specs/`.

use crate::{
    documents::{self, Stored},
    fetch::Fetched,
    pins::{Pin, Pins, Record},
    record::recorded,
};
use std::path::{Path, PathBuf};

/// The documents to generate from, and the files of `specs/` that differ from them.
pub struct Update {
    /// The document of every pinned version, `None` where there is none.
    pub documents: Vec<Option<Stored>>,
    /// Documents that are new or differ.
    pub changed: Vec<Stored>,
    /// Files that are replaced by one with another name.
    pub stale: Vec<PathBuf>,
    /// versions.toml, if it differs.
    pub pins: Option<Stored>,
}

impl Update {
    /// Nothing was fetched.
    pub fn none(stored: Vec<Option<Stored>>) -> Self {
        Self {
            documents: stored,
            changed: Vec::new(),
            stale: Vec::new(),
            pins: None,
        }
    }

    /// Compares what was fetched on the day `today` with what is stored, version by version.
    pub fn new(
        specs: &Path,
        pins: &Pins,
        stored: Vec<Option<Stored>>,
        fetched: Vec<Fetched>,
        today: &str,
    ) -> Result<Self, String> {
        let mut update = Self::none(stored);
        let mut text = pins.text.clone();
        let documents = update.documents.iter_mut().zip(&pins.versions);
        for ((document, pin), fetched) in documents.zip(fetched) {
            let Fetched::Document { text: new, etag } = fetched else {
                continue;
            };
            let new = Stored {
                path: documents::path(specs, &pin.release.version),
                text: new,
            };
            if is_known(document.as_ref(), &new, pin) {
                continue;
            }
            let record = Record {
                sha256: documents::sha256(&new.text),
                etag,
            };
            text = recorded(&text, &pin.release.version, &record, today)
                .map_err(|error| format!("{}: {error}", pins.path.display()))?;
            if document.as_ref() == Some(&new) {
                continue;
            }
            let old = document.replace(new.clone());
            update
                .stale
                .extend(old.map(|old| old.path).filter(|path| *path != new.path));
            update.changed.push(new);
        }
        if text != pins.text {
            update.pins = Some(Stored {
                path: pins.path.clone(),
                text,
            });
        }
        Ok(update)
    }

    /// Whether the documents are those of upstream.
    pub fn is_fresh(&self) -> bool {
        self.changed.is_empty()
    }
}

/// Whether there is nothing to write, not even the date.
fn is_known(stored: Option<&Stored>, new: &Stored, pin: &Pin) -> bool {
    stored == Some(new) && new.is_as_fetched(pin)
}
