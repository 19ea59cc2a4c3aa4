//! Rejected requests.

use serde_json::{Value, json};

use crate::sandbox::{answer::envelope, document::Document, record::Response};

/// The reason why a request is rejected, with the affected fields.
#[derive(Debug)]
pub(in crate::sandbox) struct Refusal {
    status: u16,
    message: String,
    errors: Vec<Value>,
}

impl Refusal {
    pub(super) fn new(status: u16, message: impl Into<String>) -> Self {
        Self {
            status,
            message: message.into(),
            errors: Vec::new(),
        }
    }

    /// 400 for one field.
    pub(super) fn field(code: &str, field: &str, message: &str) -> Self {
        Self::new(400, format!("{field} {message}")).with_field(code, field)
    }

    /// 409 for one field.
    pub(super) fn conflict(code: &str, field: &str, message: &str) -> Self {
        Self::new(409, message).with_field(code, field)
    }

    pub(super) fn not_found(object: &str, id: &str) -> Self {
        let object = object.replace('_', " ");
        Self::new(404, format!("{object} {id} not found"))
    }

    /// 400 for several broken rules, each with a field and what is wrong with it.
    pub(super) fn rules(broken: &[(&str, &str)]) -> Self {
        let messages: Vec<_> = broken
            .iter()
            .map(|(field, what)| format!("{field} {what}"))
            .collect();
        let errors = broken.iter().zip(&messages);
        Self {
            errors: errors
                .map(|((field, _), message)| error("custom", field, message))
                .collect(),
            ..Self::new(400, messages.join("; "))
        }
    }

    /// Adds the field and the error code.
    fn with_field(mut self, code: &str, field: &str) -> Self {
        self.errors.push(error(code, field, &self.message));
        self
    }

    /// The documented envelope, with the fields if the version has them.
    pub(in crate::sandbox) fn response(self, document: &Document, request_id: &str) -> Response {
        let mut body = envelope(self.status, &self.message, request_id);
        if !self.errors.is_empty() && document.schemas.property("BAD_REQUEST", "errors").is_some() {
            body["errors"] = self.errors.into();
        }
        Response::json(self.status, &body)
    }
}

fn error(code: &str, field: &str, message: &str) -> Value {
    json!({ "code": code, "field": field, "message": message })
}
