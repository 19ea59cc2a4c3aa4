//! The inputs of the generator: documents, overlay, templates.

use crate::{
    pins::{Pin, Pins},
    report::shown,
    tree::walk,
    update::Update,
};
use nomos_generator::{DocumentText, Input, Text, model::Version};
use sha2::{Digest as _, Sha256};
use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

pub const OVERLAY: &str = "overlay.yaml";

/// A document on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// The file.
    pub path: PathBuf,
    /// Its content.
    pub text: String,
}

impl Stored {
    /// Whether the text is unchanged since it was fetched.
    pub fn is_as_fetched(&self, pin: &Pin) -> bool {
        pin.record
            .as_ref()
            .is_some_and(|record| record.sha256 == sha256(&self.text))
    }
}

/// The document of every pinned version; `None` if it does not exist yet.
pub fn stored(specs: &Path, pins: &Pins) -> Result<Vec<Option<Stored>>, String> {
    let versions = pins.versions.iter().map(|pin| &pin.release.version);
    versions.map(|version| find(specs, version)).collect()
}

/// The path that the document of a version is written to.
pub fn path(specs: &Path, version: &Version) -> PathBuf {
    specs.join(format!("{version}.yaml"))
}

/// The path of the overlay.
pub fn overlay_path(specs: &Path) -> PathBuf {
    specs.join(OVERLAY)
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

/// The input of the generator: a document for each pinned version, the overlay and the templates.
pub fn input(specs: &Path, pins: &Pins, update: &Update) -> Result<Input, String> {
    let mut texts = Vec::new();
    for (pin, document) in pins.versions.iter().zip(&update.documents) {
        let version = &pin.release.version;
        let document = document.as_ref().ok_or_else(|| {
            let help = if pin.is_retired() {
                "restore it: the document of a retired version is not fetched"
            } else {
                "run `cargo xtask regen` without `--offline` and `--only` to fetch it"
            };
            format!(
                "{}: {version} is pinned, but {version}.yaml does not exist in this folder\n\
                 help: {help}",
                pins.path.display()
            )
        })?;
        texts.push(DocumentText {
            source: Text {
                name: shown(&document.path),
                text: document.text.clone(),
            },
            release: pin.release.clone(),
            baseline: None,
        });
    }
    Ok(Input {
        documents: texts,
        overlay: overlay(&overlay_path(specs))?,
        templates: templates(specs)?,
        ..Input::default()
    })
}

/// The files in `templates/`, next to `specs/`, by path. Hidden files are ignored.
fn templates(specs: &Path) -> Result<BTreeMap<String, Text>, String> {
    let folder = specs.with_file_name("templates");
    let mut files = BTreeMap::new();
    walk(&folder, &folder, &mut files).map_err(|error| format!("{}: {error}", folder.display()))?;
    let visible = files
        .into_iter()
        .filter(|(path, _)| !path.split('/').any(|name| name.starts_with('.')));
    visible
        .map(|(path, text)| {
            let name = shown(&folder.join(&path));
            match text {
                Some(text) => Ok((path, Text { name, text })),
                None => Err(format!("{name}: not valid UTF-8")),
            }
        })
        .collect()
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

/// Reads a file. An error names it.
pub fn read_text(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

/// The SHA-256 hash of a text, in lowercase hexadecimal.
pub fn sha256(text: &str) -> String {
    base16ct::lower::encode_string(&Sha256::digest(text))
}
