//! `specs/accepted.toml`: the accepted breaking changes of released versions.

use nomos_generator::{
    compare::{Change, Class},
    report::{PREVIEW, Report, Words},
};
use serde::Deserialize;
use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
};
use toml_edit::{ArrayOfTables, DocumentMut, Item, Table};

const FILE: &str = "accepted.toml";
const TITLE: &str = "# Breaking changes of released versions that were accepted with `cargo xtask regen --accept`.\n\n";

/// The changes accepted so far.
pub struct Accepted {
    /// The file that records them.
    pub path: PathBuf,
    text: String,
    /// Pairs of version and fingerprint.
    fingerprints: BTreeSet<(String, String)>,
}

#[derive(Default, Deserialize)]
struct File {
    #[serde(default)]
    accepted: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    fingerprint: String,
    version: String,
}

/// A breaking change and its version.
pub type Breaking<'r> = (&'r str, &'r Change);

impl Accepted {
    /// Reads the file in `specs`, if it exists.
    pub fn read(specs: &Path) -> Result<Self, String> {
        let path = specs.join(FILE);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(format!("{}: {error}", path.display())),
        };
        let file: File =
            toml::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))?;
        let fingerprints = file
            .accepted
            .into_iter()
            .map(|entry| (entry.version, entry.fingerprint));
        Ok(Self {
            fingerprints: fingerprints.collect(),
            path,
            text,
        })
    }

    /// The breaking changes of released versions that are not accepted yet.
    pub fn unaccepted<'r>(&self, reports: &'r [Report]) -> Vec<Breaking<'r>> {
        let released = reports
            .iter()
            .filter(|report| report.from.status != PREVIEW);
        let breaking = released.flat_map(|report| {
            let version = report.to.version.name.as_str();
            report
                .of(Class::Breaking)
                .map(move |change| (version, change))
        });
        breaking
            .filter(|(version, change)| {
                !self
                    .fingerprints
                    .contains(&((*version).to_owned(), change.fingerprint.clone()))
            })
            .collect()
    }

    /// Whether every breaking change of a released version is accepted, or will be with
    /// `fingerprints`.
    pub fn accepts(&self, reports: &[Report], fingerprints: &[String]) -> bool {
        let mut unaccepted = self.unaccepted(reports).into_iter();
        unaccepted.all(|(_, change)| fingerprints.contains(&change.fingerprint))
    }

    /// The text of the file with `accepted` added.
    pub fn with_entries(
        &self,
        accepted: &[Breaking<'_>],
        today: &str,
        reason: &str,
    ) -> Result<String, String> {
        let mut document: DocumentMut = self
            .text
            .parse()
            .map_err(|error: toml_edit::TomlError| format!("{}: {error}", self.path.display()))?;
        let list = document
            .entry("accepted")
            .or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()))
            .as_array_of_tables_mut()
            .ok_or_else(|| {
                let path = self.path.display();
                format!("{path}: `accepted` must be an array of tables (`[[accepted]]`)")
            })?;
        for (version, change) in accepted {
            let words = Words::of(change);
            let mut entry = Table::new();
            for (key, value) in [
                ("fingerprint", change.fingerprint.clone()),
                ("version", (*version).to_owned()),
                ("change", format!("{} {}", words.subject, words.message)),
                ("date", today.to_owned()),
                ("reason", reason.to_owned()),
            ] {
                entry.insert(key, value.into());
            }
            if self.text.is_empty() && list.is_empty() {
                entry.decor_mut().set_prefix(TITLE);
            }
            list.push(entry);
        }
        Ok(document.to_string())
    }
}

/// Splits `unaccepted` into the changes that `fingerprints` accept and the rest.
///
/// # Errors
///
/// No change has one of the fingerprints. Most likely it was copied from another report.
pub fn split<'r>(
    unaccepted: Vec<Breaking<'r>>,
    fingerprints: &[String],
) -> Result<(Vec<Breaking<'r>>, Vec<Breaking<'r>>), String> {
    let unknown = |wanted: &&String| {
        !unaccepted
            .iter()
            .any(|(_, change)| change.fingerprint == **wanted)
    };
    if let Some(unknown) = fingerprints.iter().find(unknown) {
        return Err(format!(
            "no unaccepted breaking change has the fingerprint `{unknown}`\n\
             help: run without `--accept` to list the fingerprints"
        ));
    }
    Ok(unaccepted
        .into_iter()
        .partition(|(_, change)| fingerprints.contains(&change.fingerprint)))
}
