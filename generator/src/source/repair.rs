//! How a problem of the overlay can be repaired mechanically.

use super::Pointer;
use std::fmt;

/// A change of one action of the overlay that resolves a problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// The index of the action.
    pub action: usize,
    /// What happens to it.
    pub fix: Fix,
}

/// What happens to an action. Versions are items of `x-versions`; `None` stands for all versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fix {
    /// It is removed.
    Remove,
    /// It applies to fewer versions.
    Limit(Vec<String>),
    /// It applies to more versions.
    Widen(Option<Vec<String>>),
    /// It has another target.
    Retarget(String),
    /// It no longer sets a member of its update, at this place in the overlay.
    Omit(Pointer),
    /// It becomes several actions, each with its target and versions.
    Split(Vec<(String, Option<Vec<String>>)>),
}

impl fmt::Display for Fix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Remove => f.write_str("remove the action"),
            Self::Limit(versions) => {
                write!(
                    f,
                    "limit the action with `x-versions: [{}]`",
                    versions.join(", ")
                )
            }
            Self::Widen(Some(versions)) => {
                write!(
                    f,
                    "extend the action to `x-versions: [{}]`",
                    versions.join(", ")
                )
            }
            Self::Widen(None) => f.write_str("remove `x-versions` from the action"),
            Self::Omit(_) => f.write_str("remove it from the overlay"),
            Self::Retarget(target) => write!(f, "change the target to `{target}`"),
            Self::Split(parts) => {
                f.write_str("split the action into ")?;
                for (index, (target, versions)) in parts.iter().enumerate() {
                    let comma = if index == 0 { "" } else { ", " };
                    write!(f, "{comma}`{target}`")?;
                    if let Some(versions) = versions {
                        write!(f, " for [{}]", versions.join(", "))?;
                    }
                }
                Ok(())
            }
        }
    }
}
