//! What the overlay says of operations that a later version has elsewhere.

use crate::source::Pointer;
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, fmt};

/// Where an operation went in a later version.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Moved {
    /// Method and path there, for example `GET /loans`.
    pub route: String,
    /// How arguments that become filters there are compared, by wire name; whole if nothing is
    /// said.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub arguments: BTreeMap<String, TextOperator>,
    /// Where the document says so.
    pub at: Pointer,
}

/// How a text is compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TextOperator {
    /// The whole of it.
    #[default]
    Eq,
    /// A part of it.
    Contains,
    /// How it begins.
    StartsWith,
    /// How it ends.
    EndsWith,
}

impl TextOperator {
    /// As a query spells it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Eq => "eq",
            Self::Contains => "contains",
            Self::StartsWith => "starts_with",
            Self::EndsWith => "ends_with",
        }
    }
}

impl fmt::Display for TextOperator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
