//! `specs/versions.toml`: which versions are pinned, and where each comes from.

pub mod edit;

use crate::{documents, update::Update};
use clap::ValueEnum;
use nomos_generator::{
    Input,
    model::{Release, Version},
};
use serde::Deserialize;
use std::path::{Path, PathBuf};

/// The file that pins the versions.
const PINS: &str = "versions.toml";

/// What is pinned.
pub struct Pins {
    /// The file that says so.
    pub path: PathBuf,
    /// Its text.
    pub text: String,
    /// Where the published documents are listed.
    pub index: Option<String>,
    /// The versions, oldest first.
    pub versions: Vec<Pin>,
}

/// One version.
pub struct Pin {
    /// What it becomes.
    pub release: Release,
    /// Where its document is published.
    pub url: String,
    /// What was fetched last; `None` for a version that never was.
    pub record: Option<Record>,
}

/// What is known of a document that was fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Of the text that is checked in.
    pub sha256: String,
    /// What the server called it.
    pub etag: Option<String>,
}

/// Reads every pinned document and the overlay below `specs`.
///
/// # Errors
///
/// A file that is missing or cannot be read, or pins that contradict themselves, with the file's
/// name.
pub fn read(specs: &Path) -> Result<Input, String> {
    let pins = Pins::read(specs)?;
    let stored = documents::stored(specs, &pins)?;
    documents::input(specs, &pins, &Update::none(&pins, stored))
}

impl Pins {
    /// Reads versions.toml below `specs`.
    pub fn read(specs: &Path) -> Result<Self, String> {
        let path = specs.join(PINS);
        let text = documents::read_text(&path)?;
        Self::parse(path, text)
    }

    /// The same file with another text.
    pub fn with(&self, text: String) -> Result<Self, String> {
        Self::parse(self.path.clone(), text)
    }

    fn parse(path: PathBuf, text: String) -> Result<Self, String> {
        let in_file = |error: String| format!("{}: {error}", path.display());
        let file: File = toml::from_str(&text).map_err(|error| in_file(error.to_string()))?;
        let prefix = &file.crate_prefix;
        let versions = file.version.into_iter().map(|entry| entry.pin(prefix));
        let versions = versions.collect::<Result<Vec<_>, _>>().map_err(in_file)?;
        check(&versions).map_err(in_file)?;
        Ok(Self {
            text,
            index: file.index,
            versions,
            path,
        })
    }

    /// The pin of a version, by its name or codename.
    pub fn find(&self, name: &str) -> Option<&Pin> {
        self.versions.iter().find(|pin| {
            let version = &pin.release.version;
            version.name == name || version.codename == name
        })
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct File {
    crate_prefix: String,
    index: Option<String>,
    version: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Entry {
    name: String,
    status: Status,
    url: String,
    crate_version: String,
    sha256: Option<String>,
    etag: Option<String>,
    #[serde(rename = "fetched")]
    _fetched: Option<String>,
}

/// Where a version is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// The one to use.
    Stable,
    /// Superseded, and still served.
    Previous,
    /// Not released yet: it may change.
    Preview,
}

impl Status {
    /// As versions.toml spells it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Stable => "stable",
            Self::Previous => "previous",
            Self::Preview => "preview",
        }
    }
}

impl Entry {
    fn pin(self, prefix: &str) -> Result<Pin, String> {
        let plain = |text: &str| {
            !text.is_empty() && text.chars().all(|c| c.is_ascii_lowercase() || c == '-')
        };
        if !plain(prefix) {
            return Err(format!(
                "`crate-prefix = \"{prefix}\"` must be lowercase letters"
            ));
        }
        let version = Version::parse(&self.name).ok_or_else(|| {
            format!(
                "`{}` is not a version; versions are written 2026-05-27.curie",
                self.name
            )
        })?;
        if !is_semver(&self.crate_version) {
            return Err(format!(
                "`crate-version = \"{}\"` of {version} must be three numbers",
                self.crate_version
            ));
        }
        let etag = self.etag;
        Ok(Pin {
            release: Release {
                crate_name: format!("{prefix}-{}", version.codename),
                crate_version: self.crate_version,
                status: self.status.as_str().to_owned(),
                version,
            },
            url: self.url,
            record: self.sha256.map(|sha256| Record { sha256, etag }),
        })
    }
}

/// Versions are dated, so their names sort by age; the order decides what "since" means.
fn check(versions: &[Pin]) -> Result<(), String> {
    if versions.is_empty() {
        return Err("no version is pinned".to_owned());
    }
    for pair in versions.windows(2) {
        if pair[0].release.version >= pair[1].release.version {
            return Err(format!(
                "{} stands before {}; versions are pinned once each, oldest first",
                pair[0].release.version, pair[1].release.version
            ));
        }
    }
    for (index, pin) in versions.iter().enumerate() {
        let name = &pin.release.crate_name;
        if versions[..index]
            .iter()
            .any(|other| other.release.crate_name == *name)
        {
            return Err(format!("two versions would become the crate {name}"));
        }
    }
    Ok(())
}

fn is_semver(text: &str) -> bool {
    let parts: Vec<_> = text.split('.').collect();
    parts.len() == 3 && parts.iter().all(|part| part.parse::<u32>().is_ok())
}
