//! Decoding JSON, with errors that name the location but contain no data.

use serde::de::DeserializeOwned;

use super::reading::Reading;
use crate::DecodeError;

/// Decodes a value from JSON.
///
/// # Errors
///
/// Fails if the JSON is malformed or does not match `T`. The error names the location and contains
/// no data.
///
/// ```
/// use serde::Deserialize;
///
/// #[derive(Debug, Deserialize)]
/// struct Plan {
///     name: u32,
/// }
///
/// let error = nomos_client_runtime::decode::<Vec<Plan>>(br#"[{"name":"John"}]"#).unwrap_err();
/// assert_eq!(error.to_string(), "[0].name: invalid type: string, expected u32");
/// ```
pub fn decode<T: DeserializeOwned>(json: &[u8]) -> Result<T, DecodeError> {
    // Tracking the path and repeated names costs time, so that is left to the second attempt.
    if let Ok(text) = std::str::from_utf8(json)
        && let Ok(value) = Reading::Quick.run(|| serde_json::from_str(text))
    {
        return Ok(value);
    }
    Reading::Thorough.run(|| decode_with_path(json))
}

fn decode_with_path<T: DeserializeOwned>(json: &[u8]) -> Result<T, DecodeError> {
    let mut deserializer = serde_json::Deserializer::from_slice(json);
    let value = serde_path_to_error::deserialize(&mut deserializer).map_err(|error| {
        let path = error.path().to_string();
        // The root is written as a lone dot, and a member whose name was cut off as a question
        // mark.
        let path = path.strip_suffix('?').unwrap_or(&path);
        let path = path.strip_suffix('.').unwrap_or(path);
        DecodeError::from_json(error.inner()).under(path)
    })?;
    deserializer
        .end()
        .map_err(|error| DecodeError::from_json(&error))?;
    Ok(value)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[allow(dead_code)]
    struct Item {
        at: jiff::Timestamp,
        size: Option<u8>,
        kind: Option<Kind>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(rename_all = "lowercase")]
    enum Kind {
        Big,
        Small,
    }

    fn error(json: &str) -> DecodeError {
        decode::<BTreeMap<String, Vec<Item>>>(json.as_bytes()).unwrap_err()
    }

    #[test]
    fn json_that_is_cut_off_names_the_place_it_was_in() {
        let path = |json: &str| {
            decode::<Vec<Item>>(json.as_bytes())
                .unwrap_err()
                .path()
                .to_owned()
        };
        assert_eq!(path("["), "");
        assert_eq!(path("[{"), "[0]");
        assert_eq!(path(r#"[{"at":"#), "[0].at");
    }

    #[test]
    fn the_path_names_keys_and_indexes() {
        let error = error(r#"{"items":[{"at":"2026-01-01T00:00:00Z","size":"x"}]}"#);
        assert_eq!(error.path(), "items[0].size");
        assert_eq!(error.message(), "invalid type: string, expected u8");
    }

    #[test]
    fn the_path_of_the_whole_is_empty() {
        let error = error("[]");
        assert_eq!(error.path(), "");
        assert_eq!(error.to_string(), "invalid type: sequence, expected a map");
    }

    #[test]
    fn values_do_not_leak() {
        for (json, secret) in [
            (r#"{"a":[{"at":"john@example.com"}]}"#, "john"),
            (
                r#"{"a":[{"at":"2026-01-01T00:00:00Z","size":"DE89370400440532013000"}]}"#,
                "DE89",
            ),
            (
                r#"{"a":[{"at":"2026-01-01T00:00:00Z","size":4711}]}"#,
                "4711",
            ),
            (
                r#"{"a":[{"at":"2026-01-01T00:00:00Z","size":47.11}]}"#,
                "47",
            ),
            (
                r#"{"a":[{"at":"2026-01-01T00:00:00Z","size":true}]}"#,
                "true",
            ),
            (
                r#"{"a":[{"at":"2026-01-01T00:00:00Z","kind":"x`, expected y"}]}"#,
                "`x",
            ),
            (
                r#"{"a":[{"at":"2026-01-01T00:00:00Z","kind":"secret"}]}"#,
                "secret",
            ),
            (r#"{"a":"secret \", expected secret"}"#, "secret"),
        ] {
            let error = error(json);
            assert!(!format!("{error} {error:?}").contains(secret), "{error}");
            assert!(error.path().starts_with('a'), "{error}");
        }
    }

    #[test]
    fn malformed_json_has_a_position() {
        assert_eq!(
            error("<html>").message(),
            "expected value at line 1 column 1"
        );
        assert_eq!(
            error("").message(),
            "EOF while parsing a value at line 1 column 0"
        );
        assert_eq!(
            error("{} x").message(),
            "trailing characters at line 1 column 4"
        );
    }

    #[test]
    fn an_error_passed_through_serde_keeps_its_path() {
        let inner = DecodeError::new("invalid type: map, expected a string").under("b[1]");
        let text: serde_json::Error = inner.into_serde();
        let outer = DecodeError::from_json(&text).under("a");
        assert_eq!(
            outer.to_string(),
            "a.b[1]: invalid type: map, expected a string"
        );
    }

    #[test]
    fn a_foreign_error_that_imitates_a_passed_one_is_still_redacted() {
        let text: serde_json::Error = serde::de::Error::custom("\u{1f}a\u{1f}John");
        assert!(!DecodeError::from_json(&text).to_string().contains("John"));
    }
}
