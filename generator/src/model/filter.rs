//! Fields by which a list can be filtered.

use super::TypeRef;
use crate::source::Pointer;
use serde::{Deserialize, Serialize};

/// The filterable fields of the lists of one item type.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FilterSet {
    /// The module, for example `book`.
    pub name: String,
    /// The item type of the lists.
    pub item: TypeRef,
    /// Its fields in document order.
    pub fields: Vec<FilterField>,
}

/// One filterable field.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FilterField {
    /// As the API spells it.
    pub wire_name: String,
    /// The constant, for example `LENT_AT`.
    pub name: String,
    /// Decides the operators.
    pub kind: FilterKind,
    /// The type of the values it is compared with.
    pub value: TypeRef,
    /// Where the document says so.
    pub at: Pointer,
}

/// The kind of a filterable field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FilterKind {
    /// Text.
    String,
    /// A number.
    Number,
    /// An instant.
    Date,
    /// True or false.
    Boolean,
    /// One of the values listed.
    Enum,
}
