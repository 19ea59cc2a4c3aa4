//! One operation: a method on a path, and the Rust call for it.

use super::{Constraint, Meaning, Moved, Rule, Statuses, Style, TypeRef};
use crate::source::Pointer;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// One operation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Operation {
    /// Unique in the API, for example `books.lend`.
    pub id: String,
    /// The Rust method on the resource's handle, for example `lend`.
    pub name: String,
    /// The constant with what is known of it, in its resource's module, for example `LEND`.
    pub constant: String,
    /// The struct that collects optional parameters, for example `BooksLend`; `None` without such
    /// parameters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub builder: Option<String>,
    /// The HTTP method.
    pub method: Method,
    /// The path template, for example `/books/{id}/lend`.
    pub path: String,
    /// What a token must grant; `None` if nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<Scope>,
    /// How the call authenticates.
    pub auth: Auth,
    /// One line.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub summary: String,
    /// The rest.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub docs: String,
    /// Its parameters in document order, without the ones of paging and filters.
    pub parameters: Vec<Parameter>,
    /// The parameters of paging, which the runtime sets.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub paging: Vec<Parameter>,
    /// The request body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<Body>,
    /// The result.
    pub output: Output,
    /// The media types of the result, if it is not plain JSON.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accept: Option<String>,
    /// The index of the filters in `Api::filters`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filter: Option<usize>,
    /// The documented error statuses.
    pub error_statuses: Vec<Statuses>,
    /// Upstream advises against it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub deprecated: bool,
    /// What takes its place in a later version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moved: Option<Moved>,
    /// What a request is checked against before it is sent.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<Rule>,
    /// What error answers mean beyond their status.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub meanings: Vec<Meaning>,
    /// Where the document says so.
    pub at: Pointer,
}

impl Operation {
    /// The arguments of the Rust call: required parameters, then the body.
    pub fn arguments(&self) -> impl Iterator<Item = &str> {
        let parameters = self.required().map(|parameter| parameter.name.as_str());
        parameters.chain(self.body.as_ref().map(|_| "body"))
    }

    /// Parameters that a caller must give.
    pub fn required(&self) -> impl Iterator<Item = &Parameter> {
        self.parameters
            .iter()
            .filter(|parameter| parameter.required && parameter.constant.is_none())
    }

    /// The parameter that tells the repetitions of a request from others.
    pub fn idempotency_key(&self) -> Option<&Parameter> {
        let mut parameters = self.parameters.iter();
        parameters.find(|parameter| parameter.idempotency_key)
    }

    /// Parameters that a caller can give.
    pub fn optional(&self) -> impl Iterator<Item = &Parameter> {
        self.parameters
            .iter()
            .filter(|parameter| !parameter.required)
    }
}

/// An HTTP method.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Method {
    /// GET
    Get,
    /// POST
    Post,
    /// PUT
    Put,
    /// PATCH
    Patch,
    /// DELETE
    Delete,
}

impl Method {
    /// As HTTP spells it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }
}

/// A scope and the trait of the runtime that stands for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scope {
    /// As the API spells it.
    pub name: String,
    /// For example `CanRead`.
    pub marker: String,
}

/// How a call authenticates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Auth {
    /// Not at all.
    None,
    /// With a bearer token.
    Bearer,
    /// With client id and secret.
    Basic,
}

/// A parameter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Parameter {
    /// As the API spells it.
    pub wire_name: String,
    /// The Rust argument or setter.
    pub name: String,
    /// Its type.
    pub ty: TypeRef,
    /// Where it travels.
    pub place: ParameterPlace,
    /// How it is written; `None` for a single value in the usual style of the place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub style: Option<Style>,
    /// Whether a call must give it.
    pub required: bool,
    /// The only value it can have: sent without asking.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub constant: Option<String>,
    /// What it means.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub docs: String,
    /// Limits that the document states, for the documentation.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub constraints: Vec<Constraint>,
    /// The server's value if it is absent, for the documentation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
    /// A single value from the document, for examples of requests.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub example: Option<Value>,
    /// The API advises against it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub deprecated: bool,
    /// Tells the repetitions of a request from others: each call has its own value unless a caller
    /// gives one.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub idempotency_key: bool,
    /// Where the document says so.
    pub at: Pointer,
}

impl Parameter {
    /// Whether both are the same parameter: the names of headers are the same in any case.
    pub fn is_same(&self, other: &Self) -> bool {
        self.place == other.place
            && match self.place {
                ParameterPlace::Header => self.wire_name.eq_ignore_ascii_case(&other.wire_name),
                _ => self.wire_name == other.wire_name,
            }
    }
}

/// Where a parameter travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ParameterPlace {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// In a header of its own.
    Header,
    /// In the header of all cookies.
    Cookie,
}

impl ParameterPlace {
    /// As OpenAPI spells it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Cookie => "cookie",
        }
    }
}

/// A request body.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Body {
    /// Its type.
    pub ty: TypeRef,
    /// How it is written.
    pub encoding: Encoding,
    /// Where the document says so.
    pub at: Pointer,
    /// What it is.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub docs: String,
}

impl Body {
    /// The media type that it is sent as, without parameters.
    pub fn media_type(&self) -> String {
        let declared = self.at.last();
        match (self.encoding, essence(&declared)) {
            (Encoding::Form, _) => FORM.to_owned(),
            (Encoding::Json, FORM) => JSON.to_owned(),
            (Encoding::Json, declared) => declared.to_owned(),
        }
    }
}

/// The media type of JSON.
pub const JSON: &str = "application/json";
/// The media type of a form.
pub const FORM: &str = "application/x-www-form-urlencoded";

/// A media type without its parameters.
pub fn essence(media_type: &str) -> &str {
    media_type.split(';').next().unwrap_or_default().trim()
}

/// How a request body is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Encoding {
    /// `application/json`
    Json,
    /// `application/x-www-form-urlencoded`
    Form,
}

/// What an operation yields.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Output {
    /// One value.
    One(TypeRef),
    /// One value, or nothing.
    Optional(TypeRef),
    /// One page of a list that is walked with a cursor.
    Page(TypeRef),
    /// A list in one answer.
    List(TypeRef),
    /// A body that is not JSON.
    Raw,
    /// A link to somewhere else.
    Link,
    /// Nothing.
    Nothing,
}

impl Output {
    /// The type of the value or of the items.
    pub fn ty(&self) -> Option<&TypeRef> {
        match self {
            Self::One(ty) | Self::Optional(ty) | Self::Page(ty) | Self::List(ty) => Some(ty),
            Self::Raw | Self::Link | Self::Nothing => None,
        }
    }

    /// The type of the value or of the items, to change it.
    pub fn ty_mut(&mut self) -> Option<&mut TypeRef> {
        match self {
            Self::One(ty) | Self::Optional(ty) | Self::Page(ty) | Self::List(ty) => Some(ty),
            Self::Raw | Self::Link | Self::Nothing => None,
        }
    }
}
