//! What a document says and Rust types do not: the crate does something else instead, and a finding
//! of each kind says so.

use crate::spec::{Diagnostic, Pointer};
use std::collections::BTreeSet;

/// How many places a finding names.
const PLACES: usize = 5;

/// A kind of gap between the document and the crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gap {
    /// A schema says nothing about its values.
    NoType,
    /// A list or map whose items are lists or maps of its own kind, without end.
    ListOfItself,
    /// An enum whose values have several JSON types.
    MixedEnum,
    /// A schema that says only what its values are not.
    Not,
    /// Branches of a choice that neither a tag nor one type tells apart.
    Choice,
}

impl Gap {
    /// The finding about these places.
    pub fn finding(self, places: &BTreeSet<Pointer>) -> Diagnostic {
        let (what, instead) = match self {
            Self::NoType => (
                "schemas without a `type` are any JSON",
                "add a type with an overlay action, or accept it with `x-any-json: true`",
            ),
            Self::ListOfItself => (
                "lists or maps of themselves are any JSON below their first level",
                "give their items an object with a property of this type",
            ),
            Self::Not => (
                "schemas with nothing but `not` are any JSON",
                "add a type with an overlay action",
            ),
            Self::Choice => (
                "choices whose branches have no property with a different value each are any JSON",
                "add such a property to each branch, or replace the choice with one type, with an \
                 overlay action",
            ),
            Self::MixedEnum => (
                "enums with values of several types are any JSON",
                "leave the values of one type with an overlay action",
            ),
        };
        let others: Vec<_> = places.iter().skip(1).map(|at| format!("`{at}`")).collect();
        let named = others.len().min(PLACES);
        let mut help = instead.to_owned();
        if named > 0 {
            help.push_str(&format!("; also at {}", others[..named].join(", ")));
        }
        if others.len() > named {
            help.push_str(&format!(" and {} more places", others.len() - named));
        }
        Diagnostic::warning(format!("{what}: {}", places.len())).help(help)
    }
}
