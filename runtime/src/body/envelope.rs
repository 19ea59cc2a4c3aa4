//! The shapes of error bodies.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::{DecodeError, decode};

/// The names of the fields of an error body in an API version.
///
/// The documented body is flat. Older documentation shows the same fields nested under `error`, or
/// the code as `type`; both are accepted, with empty values for missing fields.
///
/// ```
/// use nomos_client_runtime::Envelope;
/// use std::collections::BTreeMap;
///
/// let envelope = Envelope { code: "code", message: "message", request_id: "requestId", docs: "docs" };
/// let nested = br#"{"error":{"code":"NOT_FOUND","message":"No plan"}}"#;
/// let error: BTreeMap<String, String> = envelope.normalize(nested).unwrap();
/// assert_eq!(error["code"], "NOT_FOUND");
/// assert_eq!(error["docs"], "");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Envelope {
    /// The field with the code.
    pub code: &'static str,
    /// The field with the message.
    pub message: &'static str,
    /// The field that identifies the request.
    pub request_id: &'static str,
    /// The field with the link to the documentation.
    pub docs: &'static str,
}

impl Envelope {
    /// Decodes an error body.
    ///
    /// # Errors
    ///
    /// Fails if the body has none of the known shapes.
    pub fn decode<T: DeserializeOwned>(&self, body: &[u8]) -> Result<T, DecodeError> {
        decode(body).or_else(|error| self.normalize(body).ok_or(error))
    }

    /// Decodes a body in an older form.
    pub fn normalize<T: DeserializeOwned>(&self, body: &[u8]) -> Option<T> {
        let mut error: Map<String, Value> = decode(body).ok()?;
        if let Some(Value::Object(nested)) = error.get_mut("error") {
            error = std::mem::take(nested);
        }
        if !error.contains_key(self.code) {
            let code = error.get("type")?.clone();
            error.insert(self.code.to_owned(), code);
        }
        // A body without a message is better kept as it is.
        error.get(self.message)?.as_str()?;
        for name in [self.request_id, self.docs] {
            error.entry(name).or_insert_with(|| Value::from(""));
        }
        serde_json::from_value(Value::Object(error)).ok()
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, PartialEq, Deserialize)]
    struct Body {
        code: String,
        message: String,
        #[serde(rename = "requestId")]
        request_id: String,
        docs: String,
    }

    fn read(body: &str) -> Option<[String; 4]> {
        let envelope = Envelope {
            code: "code",
            message: "message",
            request_id: "requestId",
            docs: "docs",
        };
        let body: Body = envelope.decode(body.as_bytes()).ok()?;
        Some([body.code, body.message, body.request_id, body.docs])
    }

    #[test]
    fn every_form_is_read() {
        for (body, expected) in [
            (
                r#"{"code":"C","message":"m","requestId":"r","docs":"d"}"#,
                ["C", "m", "r", "d"],
            ),
            (
                r#"{"error":{"code":"C","message":"m","requestId":"r","docs":"d"}}"#,
                ["C", "m", "r", "d"],
            ),
            (
                r#"{"error":{"code":"C","message":"m"}}"#,
                ["C", "m", "", ""],
            ),
            (
                r#"{"object":"error","type":"not_found","message":"m"}"#,
                ["not_found", "m", "", ""],
            ),
            (r#"{"code":"C","message":"m"}"#, ["C", "m", "", ""]),
        ] {
            assert_eq!(read(body), Some(expected.map(str::to_owned)), "{body}");
        }
    }

    #[test]
    fn anything_else_is_not_an_error_body() {
        for body in [
            "",
            "null",
            "<html>",
            "{}",
            r#"{"code":"C"}"#,
            r#"{"message":"m"}"#,
            r#"{"code":1,"message":"m"}"#,
            r#"{"code":"C","message":{}}"#,
            r#"{"error":"C","message":"m"}"#,
        ] {
            assert_eq!(read(body), None, "{body}");
        }
    }
}
