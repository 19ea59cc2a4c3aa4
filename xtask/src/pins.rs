//! `specs/versions.toml`: the pinned versions and where their documents are published.

pub mod edit;

use crate::{documents, update::Update};
use clap::ValueEnum;
use nomos_generator::{
    Input,
    model::{Release, Version},
};
use serde::Deserialize;
use std::path::{Path, PathBuf};

const FILE: &str = "versions.toml";

/// The pinned versions.
pub struct Pins {
    /// The file that lists them.
    pub path: PathBuf,
    /// Its text.
    pub text: String,
    /// URL of the index that links the published documents.
    pub index: Option<String>,
    /// The versions, oldest first.
    pub versions: Vec<Pin>,
}

/// A pinned version.
pub struct Pin {
    /// The version and its crate.
    pub release: Release,
    /// URL of its document.
    pub url: String,
    /// The record of the last fetch; `None` if the document was never fetched.
    pub record: Option<Record>,
}

/// The record of a fetched document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Hash of the checked-in text.
    pub sha256: String,
    /// The ETag that the server sent.
    pub etag: Option<String>,
}

/// Reads the input of the generator from `specs`, without fetching.
///
/// # Errors
///
/// A file is missing or could not be read, or versions.toml is invalid. The message names the file.
pub fn read(specs: &Path) -> Result<Input, String> {
    let pins = Pins::read(specs)?;
    let stored = documents::stored(specs, &pins)?;
    documents::input(specs, &pins, &Update::unchanged(&pins, stored))
}

impl Pins {
    /// Reads versions.toml in `specs`.
    pub fn read(specs: &Path) -> Result<Self, String> {
        let path = specs.join(FILE);
        let text = documents::read_text(&path)?;
        Self::parse(path, text)
    }

    /// Parses `text` as the new content of the same file.
    pub fn with_text(&self, text: String) -> Result<Self, String> {
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

    /// Finds a version by name or codename.
    pub fn find(&self, name: &str) -> Option<&Pin> {
        self.versions
            .iter()
            .find(|pin| is_called(&pin.release.version, name))
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

/// The lifecycle status of a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// The recommended version.
    Stable,
    /// Superseded, but still available.
    Previous,
    /// Not released yet; may change in incompatible ways.
    Preview,
    /// No longer published: its last document stays, and is not fetched.
    Retired,
}

impl Status {
    /// The spelling in versions.toml.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Stable => "stable",
            Self::Previous => "previous",
            Self::Preview => "preview",
            Self::Retired => "retired",
        }
    }
}

impl Pin {
    /// Whether its document is no longer published.
    pub fn is_retired(&self) -> bool {
        self.release.status == Status::Retired.as_str()
    }
}

impl Entry {
    fn pin(self, prefix: &str) -> Result<Pin, String> {
        let is_plain = |text: &str| {
            !text.is_empty() && text.chars().all(|c| c.is_ascii_lowercase() || c == '-')
        };
        if !is_plain(prefix) {
            return Err(format!(
                "`crate-prefix = \"{prefix}\"` may contain only lowercase letters and `-`"
            ));
        }
        let version = parse_version(&self.name)?;
        if !is_semver(&self.crate_version) {
            return Err(format!(
                "`crate-version = \"{}\"` of {version} must have the form MAJOR.MINOR.PATCH",
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

/// Checks that versions are unique and sorted by date; the order decides what "since" means.
fn check(versions: &[Pin]) -> Result<(), String> {
    if versions.is_empty() {
        return Err("no version is pinned".to_owned());
    }
    for pair in versions.windows(2) {
        if pair[0].release.version >= pair[1].release.version {
            return Err(format!(
                "{} is listed before {}; list each version once, oldest first",
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
            return Err(format!("two versions have the crate name {name}"));
        }
    }
    Ok(())
}

/// Parses the name of a version, such as `2026-05-27.curie`.
pub fn parse_version(name: &str) -> Result<Version, String> {
    Version::parse(name).ok_or_else(|| {
        format!("`{name}` is not a valid version; expected a name such as 2026-05-27.curie")
    })
}

/// The message for those of `names` that are not among the pinned `versions`.
pub fn not_pinned<'v>(
    names: &[&str],
    versions: impl Iterator<Item = &'v Version> + Clone,
) -> String {
    let is_unknown = |name: &&&str| !versions.clone().any(|version| is_called(version, name));
    let unknown: Vec<_> = names
        .iter()
        .filter(is_unknown)
        .map(|name| format!("`{name}`"))
        .collect();
    let pinned: Vec<_> = versions.clone().map(|version| &*version.codename).collect();
    let verb = if unknown.len() == 1 { "is" } else { "are" };
    format!(
        "{} {verb} not pinned; pinned versions: {}",
        unknown.join(" and "),
        pinned.join(", ")
    )
}

fn is_called(version: &Version, name: &str) -> bool {
    version.name == name || version.codename == name
}

fn is_semver(text: &str) -> bool {
    let parts: Vec<_> = text.split('.').collect();
    parts.len() == 3 && parts.iter().all(|part| part.parse::<u32>().is_ok())
}
