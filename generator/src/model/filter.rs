//! Fields by which a list can be filtered.

use super::{TextOperator, TypeRef};
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

/// The kind of a filterable field: how documents call it, and which operators it has.
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

impl FilterKind {
    const ALL: [Self; 5] = [
        Self::String,
        Self::Number,
        Self::Date,
        Self::Boolean,
        Self::Enum,
    ];

    /// The kind that documents call by this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Its name in documents.
    pub fn name(self) -> &'static str {
        match self {
            Self::String => "string",
            Self::Number => "number",
            Self::Date => "date",
            Self::Boolean => "boolean",
            Self::Enum => "enum",
        }
    }

    /// Its operators, as a query spells them.
    pub fn operators(self) -> &'static [&'static str] {
        match self {
            Self::String => &[
                "eq",
                "ne",
                "in",
                "is_null",
                "contains",
                "starts_with",
                "ends_with",
            ],
            Self::Number => &["eq", "ne", "gt", "gte", "lt", "lte", "in", "is_null"],
            Self::Date => &["gte", "lte", "is_null"],
            Self::Boolean => &["eq", "is_null"],
            Self::Enum => &["eq", "ne", "in", "is_null"],
        }
    }

    /// Whether it is compared with a text by this operator.
    pub fn compares_text(self, operator: TextOperator) -> bool {
        let is_text = matches!(self, Self::String | Self::Enum);
        is_text && self.operators().contains(&operator.as_str())
    }
}
