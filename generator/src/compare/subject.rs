//! The subject of a change.

use crate::model::{CallName, Route, Statuses};
use serde::Serialize;

/// The changed item, by its names in the newer crate, or in the older one if it was removed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Subject {
    /// The API as a whole.
    Api,
    /// An operation that was added, removed or moved.
    Route(Route),
    /// An operation that both models have.
    Call(CallName),
    /// A parameter of an operation.
    Parameter {
        /// The call that takes it.
        call: CallName,
        /// The argument or setter.
        name: String,
    },
    /// A parameter of every paged list.
    Paging(String),
    /// A rule of a request, or what an error of it means.
    Rule {
        /// The call.
        call: CallName,
        /// The member of the body, the parameter, or the status.
        name: String,
    },
    /// A setting of the client.
    Client(String),
    /// A method or constant of an enum or union.
    Method {
        /// The enum or union.
        ty: String,
        /// The method.
        name: String,
    },
    /// A public item by its path in the crate.
    Item(String),
    /// A struct, enum, union or identifier.
    Type(String),
    /// The function `new` of a struct.
    Constructor(String),
    /// A field of a struct.
    Field {
        /// The struct.
        ty: String,
        /// The field.
        name: String,
    },
    /// A value of an enum, or a branch of a union.
    Variant {
        /// The enum or union.
        ty: String,
        /// The variant.
        name: String,
    },
    /// All filters of a list.
    Filters(String),
    /// A field by which a list can be filtered.
    Filter {
        /// The module of the list's filters.
        set: String,
        /// The constant.
        name: String,
    },
    /// An error status.
    Error(Statuses),
    /// The body of every error.
    ErrorBody,
    /// A member of the document that is not part of the model.
    Member(String),
}

impl Subject {
    /// The field `name` of a struct.
    pub fn field(ty: &str, name: &str) -> Self {
        Self::Field {
            ty: ty.to_owned(),
            name: name.to_owned(),
        }
    }

    /// The variant `name` of an enum or union.
    pub fn variant(ty: &str, name: &str) -> Self {
        Self::Variant {
            ty: ty.to_owned(),
            name: name.to_owned(),
        }
    }

    /// The owner of the item: a call, a type, the filters of a list; the item itself if it has none.
    #[must_use]
    pub fn owner(&self) -> Self {
        match self {
            Self::Parameter { call, .. } | Self::Rule { call, .. } => Self::Call(call.clone()),
            Self::Constructor(ty)
            | Self::Field { ty, .. }
            | Self::Method { ty, .. }
            | Self::Variant { ty, .. } => Self::Type(ty.clone()),
            Self::Filter { set, .. } => Self::Filters(set.clone()),
            Self::Api
            | Self::Paging(_)
            | Self::Client(_)
            | Self::Item(_)
            | Self::Route(_)
            | Self::Call(_)
            | Self::Type(_)
            | Self::Filters(_)
            | Self::Error(_)
            | Self::ErrorBody
            | Self::Member(_) => self.clone(),
        }
    }
}
