//! Dated API versions, and the crates that serve them.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A dated API version such as `2026-01-31.name`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Version {
    /// As the API spells it.
    pub name: String,
    /// The part after the date, which names the crate.
    pub codename: String,
}

impl Version {
    /// Reads `<date>.<codename>`; `None` if `name` has another form.
    pub fn parse(name: &str) -> Option<Self> {
        let (date, codename) = name.split_once('.')?;
        let date_is_plain =
            !date.is_empty() && date.chars().all(|c| c.is_ascii_digit() || c == '-');
        let codename_is_plain = codename.starts_with(|c: char| c.is_ascii_lowercase())
            && codename
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
        (date_is_plain && codename_is_plain).then(|| Self {
            name: name.to_owned(),
            codename: codename.to_owned(),
        })
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

/// A version and the crate that serves it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Release {
    /// The API version.
    pub version: Version,
    /// The crate's name, the prefix and the codename.
    pub crate_name: String,
    /// The crate's own version.
    pub crate_version: String,
    /// `stable`, `previous`, `preview` …, as pinned.
    pub status: String,
}
