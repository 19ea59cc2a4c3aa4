//! Error responses.

use super::TypeRef;
use crate::source::Pointer;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The one error type of an API.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ErrorModel {
    /// The documented statuses, the most precise first.
    pub statuses: Vec<ErrorStatus>,
    /// Their bodies, each once, in the order of the statuses.
    pub bodies: Vec<ErrorBody>,
}

/// The body of error responses.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ErrorBody {
    /// Its type.
    pub ty: TypeRef,
    /// The machine-readable code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<TextField>,
    /// The text for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<TextField>,
    /// What identifies the request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_id: Option<TextField>,
    /// The link to the documentation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub docs_link: Option<TextField>,
    /// Where it says what is wrong with single fields of a request, if it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fields: Option<FieldErrors>,
}

/// A field whose value is a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextField {
    /// As the API spells it.
    pub wire_name: String,
    /// The Rust field.
    pub name: String,
    /// Whether it can be absent.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub optional: bool,
}

/// What errors say of single fields of a request. Rust names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldErrors {
    /// The body's field that lists them.
    pub list: String,
    /// Whether the list can be absent.
    pub optional: bool,
    /// The entry's field for the code.
    pub code: String,
    /// The entry's field for the place in the request.
    pub field: String,
    /// The entry's field for the message.
    pub message: String,
}

/// A documented error.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErrorStatus {
    /// For example 404.
    pub status: Statuses,
    /// For example `NotFound`.
    pub variant: String,
    /// The type of the body.
    pub body: TypeRef,
    /// What it means.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub docs: String,
    /// Where the document says so.
    pub at: Pointer,
}

/// The statuses that a response is documented for, the most precise first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Statuses {
    /// One status, such as 404.
    One(u16),
    /// All from one to another one, such as 400 to 499.
    Range(u16, u16),
    /// Those that no other response is documented for.
    Others,
}

impl Statuses {
    /// Whether a status is one of these.
    pub fn has(self, status: u16) -> bool {
        match self {
            Self::One(one) => one == status,
            Self::Range(first, last) => (first..=last).contains(&status),
            Self::Others => true,
        }
    }

    /// Whether responses with these statuses are errors, if `default` stands for errors.
    pub fn is_error(self) -> bool {
        match self {
            Self::One(status) | Self::Range(status, _) => status >= 400,
            Self::Others => true,
        }
    }
}

impl fmt::Display for Statuses {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::One(status) => status.fmt(f),
            Self::Range(first, _) => write!(f, "{}XX", first / 100),
            Self::Others => "default".fmt(f),
        }
    }
}

impl ErrorModel {
    /// The body with this type.
    pub fn body(&self, ty: &TypeRef) -> Option<&ErrorBody> {
        self.bodies.iter().find(|body| body.ty == *ty)
    }

    /// The types of bodies of the same statuses here and in `other`, each pair once.
    pub fn same_statuses<'a>(&'a self, other: &'a Self) -> Vec<(&'a TypeRef, &'a TypeRef)> {
        let mut pairs = Vec::new();
        for status in &self.statuses {
            let mut others = other.statuses.iter();
            if let Some(same) = others.find(|other| other.status == status.status)
                && !pairs.contains(&(&status.body, &same.body))
            {
                pairs.push((&status.body, &same.body));
            }
        }
        pairs
    }

    /// The type of all bodies, if it is the same.
    pub fn only_body(&self) -> Option<&ErrorBody> {
        match self.bodies.as_slice() {
            [only] => Some(only),
            _ => None,
        }
    }
}

impl ErrorBody {
    /// The fields for code, message, request and documentation, in this order.
    pub fn texts(&self) -> [Option<&TextField>; 4] {
        [&self.code, &self.message, &self.request_id, &self.docs_link].map(Option::as_ref)
    }

    /// What the API calls these fields.
    pub fn wire_names(&self) -> Vec<String> {
        let texts = self.texts().into_iter().flatten();
        texts.map(|text| text.wire_name.clone()).collect()
    }
}
