//! The metadata of operations.

mod meaning;
mod rule;

pub use self::{
    meaning::{Meaning, MeaningKind},
    rule::{BrokenRule, Check, CustomCheck, Rule},
};

/// The metadata of an operation: its route and what it requires.
///
/// Plain data, written as a constant by the generated crates.
///
/// ```
/// use nomos_client_runtime::{Auth, Method, Operation};
///
/// const PLANS_GET: Operation = Operation {
///     id: "plans.get",
///     method: Method::Get,
///     path: "/plans/{id}",
///     scope: Some("read"),
///     auth: Auth::Bearer,
///     since: "2025-12-01",
///     until: None,
///     rules: &[],
///     meanings: &[],
/// };
/// assert_eq!(PLANS_GET.method.as_str(), "GET");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Operation {
    /// The name of the operation, as it appears in errors: `plans.get`.
    pub id: &'static str,
    /// The HTTP method.
    pub method: Method,
    /// The path template below the base URL: `/plans/{id}`.
    pub path: &'static str,
    /// The scope that this operation requires, if any.
    pub scope: Option<&'static str>,
    /// How the operation authenticates.
    pub auth: Auth,
    /// The first API version that has the operation.
    pub since: &'static str,
    /// The last API version that has the operation; `None` if the newest one has it.
    pub until: Option<&'static str>,
    /// The rules of the request, which are checked before sending.
    pub rules: &'static [Rule],
    /// The meanings of error responses beyond their status.
    pub meanings: &'static [Meaning],
}

/// The HTTP method of an [`Operation`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Method {
    /// `GET`
    Get,
    /// `POST`
    Post,
    /// `PUT`
    Put,
    /// `PATCH`
    Patch,
    /// `DELETE`
    Delete,
}

impl Method {
    /// The method as it is sent.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }

    /// Whether a request with this method changes nothing and can be retried.
    pub const fn is_safe(self) -> bool {
        matches!(self, Self::Get)
    }
}

impl From<Method> for http::Method {
    fn from(method: Method) -> Self {
        match method {
            Method::Get => Self::GET,
            Method::Post => Self::POST,
            Method::Put => Self::PUT,
            Method::Patch => Self::PATCH,
            Method::Delete => Self::DELETE,
        }
    }
}

/// How an [`Operation`] authenticates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Auth {
    /// No credentials are sent, even if the client has a token.
    None,
    /// With the bearer token of the client.
    Bearer,
    /// With a client ID and secret, see [`Call::with_basic_auth`](crate::Call::with_basic_auth).
    /// Public clients send neither.
    Basic,
}
