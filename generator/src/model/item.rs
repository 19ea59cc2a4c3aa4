//! Public items of hand-written code.

use serde::{Deserialize, Serialize};

/// A public item of a crate that is not generated from a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// Its path in the crate, for example `shelves::Shelf::len`.
    pub path: String,
    /// What the compiler knows of it, for example `pub fn len(&self) -> usize`.
    pub signature: String,
}
