//! `specs/accepted.toml`: breaking changes of released versions that somebody has agreed to.

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

/// What was accepted so far.
pub struct Accepted {
    /// The file that says so.
    pub path: PathBuf,
    text: String,
    known: BTreeSet<(String, String)>,
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

/// A breaking change with its version.
pub type Breaking<'r> = (&'r str, &'r Change);

impl Accepted {
    /// Reads the file below `specs`, if there is one.
    pub fn read(specs: &Path) -> Result<Self, String> {
        let path = specs.join(FILE);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(format!("{}: {error}", path.display())),
        };
        let file: File =
            toml::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))?;
        let known = file
            .accepted
            .into_iter()
            .map(|entry| (entry.version, entry.fingerprint));
        Ok(Self {
            known: known.collect(),
            path,
            text,
        })
    }

    /// The breaking changes of released versions that nobody has agreed to yet.
    pub fn open<'r>(&self, reports: &'r [Report]) -> Vec<Breaking<'r>> {
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
                    .known
                    .contains(&((*version).to_owned(), change.fingerprint.clone()))
            })
            .collect()
    }

    /// The file with `accepted` in it.
    pub fn with(
        &self,
        accepted: &[Breaking<'_>],
        today: &str,
        reason: &str,
    ) -> Result<String, String> {
        let mut document: DocumentMut = self
            .text
            .parse()
            .map_err(|error: toml_edit::TomlError| error.to_string())?;
        let list = document
            .entry("accepted")
            .or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()))
            .as_array_of_tables_mut()
            .ok_or("`accepted` is not a list of tables")?;
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

/// Splits what is open into what `fingerprints` accept and the rest.
///
/// # Errors
///
/// A fingerprint that no open change has: most likely it was copied from another report.
pub fn split<'r>(
    open: Vec<Breaking<'r>>,
    fingerprints: &[String],
) -> Result<(Vec<Breaking<'r>>, Vec<Breaking<'r>>), String> {
    let unknown = |wanted: &&String| {
        !open
            .iter()
            .any(|(_, change)| change.fingerprint == **wanted)
    };
    if let Some(unknown) = fingerprints.iter().find(unknown) {
        return Err(format!(
            "no breaking change has the fingerprint `{unknown}`, or it was accepted before"
        ));
    }
    Ok(open
        .into_iter()
        .partition(|(_, change)| fingerprints.contains(&change.fingerprint)))
}
