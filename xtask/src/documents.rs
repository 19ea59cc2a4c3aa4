//! The texts in `specs/`: the pinned documents and the overlay.

use crate::{
    pins::{Pin, Pins},
    report::shown,
    update::Update,
};
use nomos_generator::{DocumentText, Input, Text, model::Version};
use sha2::{Digest as _, Sha256};
use std::{
    fs, io,
    path::{Path, PathBuf},
};

const OVERLAY: &str = "overlay.yaml";

/// A document with its place on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// The file.
    pub path: PathBuf,
    /// What stands in it.
    pub text: String,
}

impl Stored {
    /// Whether this is the text that was fetched last.
    pub fn is_as_fetched(&self, pin: &Pin) -> bool {
        pin.record
            .as_ref()
            .is_some_and(|record| record.sha256 == sha256(&self.text))
    }
}

/// The document of every pinned version, `None` where there is none yet.
pub fn stored(specs: &Path, pins: &Pins) -> Result<Vec<Option<Stored>>, String> {
    let versions = pins.versions.iter().map(|pin| &pin.release.version);
    versions.map(|version| find(specs, version)).collect()
}

/// Where the document of a version is written.
pub fn path(specs: &Path, version: &Version) -> PathBuf {
    specs.join(format!("{version}.yaml"))
}

fn find(specs: &Path, version: &Version) -> Result<Option<Stored>, String> {
    let path = ["yaml", "yml", "json"]
        .into_iter()
        .map(|extension| specs.join(format!("{version}.{extension}")))
        .find(|path| path.exists());
    path.map(|path| {
        read_text(&path).map(|text| Stored {
            path: path.clone(),
            text,
        })
    })
    .transpose()
}

/// What is generated from: a document for each pinned version, and the overlay.
pub fn input(specs: &Path, pins: &Pins, update: &Update) -> Result<Input, String> {
    let mut texts = Vec::new();
    for (pin, document) in pins.versions.iter().zip(&update.documents) {
        let version = &pin.release.version;
        let document = document.as_ref().ok_or_else(|| {
            format!(
                "{}: {version} is pinned, but there is no {version}.yaml beside this file",
                pins.path.display()
            )
        })?;
        let name = shown(&document.path);
        texts.push(DocumentText {
            source: Text {
                // What is told of it is not to be found in the file yet.
                name: if update.changed.contains(document) {
                    format!("{name} (fetched)")
                } else {
                    name
                },
                text: document.text.clone(),
            },
            release: pin.release.clone(),
            baseline: None,
        });
    }
    Ok(Input {
        documents: texts,
        overlay: overlay(&specs.join(OVERLAY))?,
        ..Input::default()
    })
}

fn overlay(path: &Path) -> Result<Option<Text>, String> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(Text {
            name: shown(path),
            text,
        })),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(format!("{}: {error}", path.display())),
    }
}

/// The text of a file; an error names the file.
pub fn read_text(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

/// The hash of a text, in lowercase hexadecimal digits.
pub fn sha256(text: &str) -> String {
    base16ct::lower::encode_string(&Sha256::digest(text))
}
