//! How an operation is named: by its call in Rust, and by its route.

use super::{Method, Operation};
use serde::Serialize;
use std::fmt;

/// A Rust call on a client, for example `books().get(id)`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CallName {
    /// The method on the client, for example `books`.
    pub resource: String,
    /// The method on the resource, for example `get`.
    pub operation: String,
    /// The names of the arguments.
    pub arguments: Vec<String>,
}

impl fmt::Display for CallName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let arguments = self.arguments.join(", ");
        write!(f, "{}().{}({arguments})", self.resource, self.operation)
    }
}

/// A method and a path, for example `GET /books/{id}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Route {
    /// The method.
    pub method: Method,
    /// The path template.
    pub path: String,
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method.as_str(), self.path)
    }
}

impl Operation {
    /// The Rust call of the operation on `resource`.
    pub fn call_name(&self, resource: &str) -> CallName {
        CallName {
            resource: resource.to_owned(),
            operation: self.name.clone(),
            arguments: self.arguments().map(str::to_owned).collect(),
        }
    }

    /// The Rust call as text.
    pub fn call(&self, resource: &str) -> String {
        self.call_name(resource).to_string()
    }

    /// Method and path.
    pub fn method_and_path(&self) -> Route {
        Route {
            method: self.method,
            path: self.path.clone(),
        }
    }

    /// Method and path as text, for example `GET /books/{id}`.
    pub fn route(&self) -> String {
        self.method_and_path().to_string()
    }
}
