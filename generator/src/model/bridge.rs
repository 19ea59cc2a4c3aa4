//! Calls of older versions that moved and still compile.

use super::{TypeRef, Version};
use std::fmt;

/// A reading call of an older version under its old name, which makes the call that took its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Bridge {
    /// The resource that it was called on, for example `cards`.
    pub resource: String,
    /// The handle's type, for example `Cards`.
    pub type_name: String,
    /// Its old name, for example `loans`.
    pub name: String,
    /// One line.
    pub summary: String,
    /// The old arguments, with the types of this version.
    pub arguments: Vec<BridgeArgument>,
    /// The id of the operation that takes its place.
    pub target: String,
    /// The first version without the old route.
    pub gone: Version,
}

/// An argument of a bridge.
#[derive(Clone, Debug, PartialEq)]
pub struct BridgeArgument {
    /// The Rust argument.
    pub name: String,
    /// Its type.
    pub ty: TypeRef,
    /// What becomes of it.
    pub becomes: Becomes,
}

/// What becomes of an argument.
#[derive(Clone, Debug, PartialEq)]
pub enum Becomes {
    /// The parameter of this Rust name.
    Parameter(String),
    /// A condition on the list.
    Condition {
        /// The module of the filter, for example `loan`.
        set: String,
        /// The constant, for example `CARD`.
        field: String,
        /// How they are compared.
        operator: TextOperator,
    },
}

/// How a text is compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
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

impl fmt::Display for TextOperator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Eq => "eq",
            Self::Contains => "contains",
            Self::StartsWith => "starts_with",
            Self::EndsWith => "ends_with",
        })
    }
}

impl Bridge {
    /// The conditions that arguments become: module, constant and operator.
    pub fn conditions(&self) -> impl Iterator<Item = (&str, &str, TextOperator)> {
        self.arguments
            .iter()
            .filter_map(|argument| match &argument.becomes {
                Becomes::Condition {
                    set,
                    field,
                    operator,
                } => Some((set.as_str(), field.as_str(), *operator)),
                Becomes::Parameter(_) => None,
            })
    }

    /// The old call, for example `cards().loans(id)`.
    pub fn call(&self) -> String {
        let arguments: Vec<_> = self
            .arguments
            .iter()
            .map(|argument| argument.name.as_str())
            .collect();
        format!(
            "{}().{}({})",
            self.resource,
            self.name,
            arguments.join(", ")
        )
    }
}
