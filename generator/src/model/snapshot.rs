//! What is kept of a version until the next generation compares with it.

use super::{Api, Dated, Release, Timeline};
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
