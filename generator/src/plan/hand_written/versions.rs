//! Which versions a folder of hand-written files is for.

use crate::source::Diagnostic;

/// Versions by their index, oldest first. The order is from many versions to one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Versions {
    All,
    Until(usize),
    Since(usize),
    Only(usize),
}

impl Versions {
    /// Reads a folder's name: `all`, `until-<codename>`, `since-<codename>` or `only-<codename>`.
    pub fn parse(folder: &str, codenames: &[String]) -> Result<Self, Diagnostic> {
        if folder == "all" {
            return Ok(Self::All);
        }
        let (kind, codename) = folder.split_once('-').unwrap_or((folder, ""));
        let versions: fn(usize) -> Self = match kind {
            "until" => Self::Until,
            "since" => Self::Since,
            "only" => Self::Only,
            _ => {
                let message = format!("the folder `{folder}` does not select any versions");
                return Err(Diagnostic::error(message).help(
                    "rename it to `all`, `since-<codename>`, `until-<codename>` or `only-<codename>`",
                ));
            }
        };
        match codenames.iter().position(|known| known == codename) {
            Some(index) => Ok(versions(index)),
            None => Err(Diagnostic::error(format!(
                "unknown version `{codename}` in the folder name `{folder}`"
            ))
            .help(format!(
                "rename the folder; the known versions are {}",
                codenames.join(", ")
            ))),
        }
    }

    pub fn contains(self, index: usize) -> bool {
        match self {
            Self::All => true,
            Self::Until(last) => index <= last,
            Self::Since(first) => index >= first,
            Self::Only(only) => index == only,
        }
    }
}
