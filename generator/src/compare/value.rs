//! The values of a changed item before and after.

use crate::{
    model::{
        Auth, CallName, Constraint, Encoding, Field, FilterField, FilterKind, Kind, Output,
        Presence, TypeRef,
    },
    spelling::Signature,
};
use serde::Serialize;

/// One side of a change.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum Value {
    /// A name, a constant, or a text of the document.
    Text(String),
    /// Several names.
    Names(Vec<String>),
    /// A type.
    Type(TypeRef),
    /// The type of a field, and whether it can be absent.
    Field {
        /// The type.
        ty: TypeRef,
        /// Whether it can be absent or null.
        presence: Presence,
    },
    /// The payload of a variant, if any.
    Payload(Option<TypeRef>),
    /// The kind of type.
    Form(Form),
    /// The result of a call.
    Output(Output),
    /// A call with its types.
    Signature(Signature),
    /// Several calls.
    Calls(Vec<CallName>),
    /// The values of a filter.
    Filter {
        /// Decides the operators.
        kind: FilterKind,
        /// The type of the values.
        ty: TypeRef,
    },
    /// The documented default, if there is one.
    Default(Option<String>),
    /// The limits of a value.
    Limits(Vec<Constraint>),
    /// How a call is authenticated.
    Auth(Auth),
    /// How a body is written.
    Encoding(Encoding),
    /// The body of errors, and the names of its members on the wire.
    ErrorBody {
        /// The type.
        ty: TypeRef,
        /// Code, message, request ID and link to the documentation.
        members: Vec<String>,
    },
    /// The nodes of the document at all places of a change; none if they do not exist.
    Nodes(Vec<serde_json::Value>),
}

/// The kind of type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Form {
    /// An object with known fields.
    Struct,
    /// A string out of a list.
    Enum,
    /// One of several objects.
    Union,
}

impl From<&Kind> for Form {
    fn from(kind: &Kind) -> Self {
        match kind {
            Kind::Struct(_) => Self::Struct,
            Kind::Enum(_) => Self::Enum,
            Kind::Union(_) => Self::Union,
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<&String> for Value {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<&TypeRef> for Value {
    fn from(ty: &TypeRef) -> Self {
        Self::Type(ty.clone())
    }
}

impl From<&Field> for Value {
    fn from(field: &Field) -> Self {
        Self::Field {
            ty: field.ty.clone(),
            presence: field.presence,
        }
    }
}

impl From<&FilterField> for Value {
    fn from(field: &FilterField) -> Self {
        Self::Filter {
            kind: field.kind,
            ty: field.value.clone(),
        }
    }
}

impl From<&[Constraint]> for Value {
    fn from(limits: &[Constraint]) -> Self {
        Self::Limits(limits.to_vec())
    }
}
