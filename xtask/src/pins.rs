//! `specs/`: which versions are pinned, and their texts.

use crate::report::shown;
use nomos_generator::{
    DocumentText, Input, Text,
    model::{Release, Version},
};
use serde::Deserialize;
use std::{fs, io, path::Path};

/// The file that pins the versions.
const PINS: &str = "versions.toml";
const OVERLAY: &str = "overlay.yaml";

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Pins {
    crate_prefix: String,
    version: Vec<Pin>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Pin {
    name: String,
    status: Status,
    #[serde(rename = "url")]
    _url: String,
    crate_version: String,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Status {
    Stable,
    Previous,
    Preview,
}

impl Status {
    fn as_str(self) -> &'static str {
        match self {
            Self::Stable => "stable",
            Self::Previous => "previous",
            Self::Preview => "preview",
        }
    }
}

/// Reads every pinned document and the overlay below `specs`.
///
/// # Errors
///
/// A file that is missing or cannot be read, or pins that contradict themselves, with the file's name.
pub fn read(specs: &Path) -> Result<Input, String> {
    let path = specs.join(PINS);
    let pins: Pins = toml::from_str(&read_text(&path)?)
        .map_err(|error| format!("{}: {error}", path.display()))?;
    let mut documents = Vec::new();
    for pin in pins.version {
        documents.push(
            document(specs, &pins.crate_prefix, pin)
                .map_err(|error| format!("{}: {error}", path.display()))?,
        );
    }
    check_pins(&documents).map_err(|error| format!("{}: {error}", path.display()))?;
    let overlay = specs.join(OVERLAY);
    let overlay = match fs::read_to_string(&overlay) {
        Ok(text) => Some(Text {
            name: shown(&overlay),
            text,
        }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(format!("{}: {error}", overlay.display())),
    };
    Ok(Input {
        documents,
        overlay,
        ..Input::default()
    })
}

fn document(specs: &Path, prefix: &str, pin: Pin) -> Result<DocumentText, String> {
    let plain =
        |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_lowercase() || c == '-');
    if !plain(prefix) {
        return Err(format!(
            "`crate-prefix = \"{prefix}\"` must be lowercase letters"
        ));
    }
    let version = Version::parse(&pin.name).ok_or_else(|| {
        format!(
            "`{}` is not a version; versions are written 2026-05-27.curie",
            pin.name
        )
    })?;
    if !is_semver(&pin.crate_version) {
        return Err(format!(
            "`crate-version = \"{}\"` of {version} must be three numbers",
            pin.crate_version
        ));
    }
    let release = Release {
        crate_name: format!("{prefix}-{}", version.codename),
        crate_version: pin.crate_version,
        status: pin.status.as_str().to_owned(),
        version,
    };
    let path = ["yaml", "yml", "json"]
        .into_iter()
        .map(|extension| specs.join(format!("{}.{extension}", release.version)))
        .find(|path| path.exists())
        .ok_or_else(|| {
            format!(
                "{} is pinned, but there is no {0}.yaml beside this file",
                release.version
            )
        })?;
    Ok(DocumentText {
        source: Text {
            name: shown(&path),
            text: read_text(&path)?,
        },
        release,
        baseline: None,
    })
}

/// Versions are dated, so their names sort by age; the order decides what "since" means.
fn check_pins(documents: &[DocumentText]) -> Result<(), String> {
    if documents.is_empty() {
        return Err("no version is pinned".to_owned());
    }
    for pair in documents.windows(2) {
        if pair[0].release.version >= pair[1].release.version {
            return Err(format!(
                "{} stands before {}; versions are pinned once each, oldest first",
                pair[0].release.version, pair[1].release.version
            ));
        }
    }
    for (index, document) in documents.iter().enumerate() {
        if documents[..index]
            .iter()
            .any(|other| other.release.crate_name == document.release.crate_name)
        {
            return Err(format!(
                "two versions would become the crate {}",
                document.release.crate_name
            ));
        }
    }
    Ok(())
}

fn is_semver(text: &str) -> bool {
    let parts: Vec<_> = text.split('.').collect();
    parts.len() == 3 && parts.iter().all(|part| part.parse::<u32>().is_ok())
}

fn read_text(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}
