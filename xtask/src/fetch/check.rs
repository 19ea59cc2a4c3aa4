//! What has to be true of an answer before it counts as a document.

use super::client::Body;
use nomos_generator::{canonical, model::Version};
use serde::Deserialize;
use serde_yaml::Value;

/// The canonical text of the document of `version`, arranged like the one that is stored.
pub fn document(body: &Body, version: &Version, like: Option<&str>) -> Result<String, String> {
    let text = std::str::from_utf8(&body.bytes).map_err(|_| "the answer is not UTF-8 text")?;
    if is_html(text, &body.content_type) {
        return Err("answered with an HTML page".to_owned());
    }
    let text = canonical(text, like)
        .map_err(|error| format!("the answer is not a JSON or YAML document: {error}"))?;
    check(&text, version)?;
    Ok(text)
}

/// The part of a document that says what it is.
#[derive(Deserialize)]
struct Head {
    openapi: Option<Value>,
    info: Option<Info>,
}

#[derive(Deserialize)]
struct Info {
    version: Option<Value>,
}

fn check(text: &str, version: &Version) -> Result<(), String> {
    let head: Head = serde_yaml::from_str(text)
        .map_err(|error| format!("the answer is not an OpenAPI document: {error}"))?;
    match &head.openapi {
        Some(Value::String(openapi)) if openapi.starts_with("3.0.") => {}
        Some(other) => {
            let other = spelled(other);
            return Err(format!("the answer is OpenAPI {other}; only 3.0 is read"));
        }
        None => return Err("the answer is not an OpenAPI document: no `openapi`".to_owned()),
    }
    match head.info.and_then(|info| info.version) {
        Some(Value::String(named)) if named == version.name => Ok(()),
        Some(other) => {
            let other = spelled(&other);
            Err(format!("the answer is the document of version {other}"))
        }
        None => Err("the answer does not say its version: no `info.version`".to_owned()),
    }
}

fn spelled(value: &Value) -> String {
    match value {
        Value::String(text) => format!("`{text}`"),
        other => match serde_yaml::to_string(other) {
            Ok(text) => format!("`{}`", text.trim_end()),
            Err(_) => "that is no text".to_owned(),
        },
    }
}

fn is_html(text: &str, content_type: &str) -> bool {
    let start = text.trim_start_matches('\u{feff}').trim_start();
    content_type
        .trim_start()
        .to_ascii_lowercase()
        .starts_with("text/html")
        || start.starts_with("<!")
        || start
            .get(..5)
            .is_some_and(|tag| tag.eq_ignore_ascii_case("<html"))
}
