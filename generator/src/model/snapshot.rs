//! What is kept of a version until the next generation compares with it.

use super::{Api, Dated, Item, Release, Timeline};
use serde::{Deserialize, Serialize};

/// A version as it was generated.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Snapshot {
    /// The crate it became.
    pub release: Release,
    /// What the other versions said about it.
    pub timeline: Timeline,
    /// What it had.
    pub api: Api,
    /// The public items of its hand-written code; `None` if a generator wrote it that did not keep
    /// them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hand_written: Option<Vec<Item>>,
}

impl Snapshot {
    /// The API with its timeline.
    pub fn dated(&self) -> Dated<'_> {
        Dated {
            api: &self.api,
            timeline: &self.timeline,
        }
    }
}
