//! Validates a response before it is used as a document.

use super::client::Body;
use nomos_generator::{canonical, model::Version};
use serde::Deserialize;
use serde_yaml::Value;

/// The canonical text of the document of `version`, in the order of the stored text `layout`.
pub fn document(body: &Body, version: &Version, layout: Option<&str>) -> Result<String, String> {
    let text = std::str::from_utf8(&body.bytes).map_err(|_| "the response is not valid UTF-8")?;
    if is_html(text, &body.content_type) {
        return Err("the response is an HTML page".to_owned());
    }
    let text = canonical(text, layout)
        .map_err(|error| format!("the response is not a JSON or YAML document: {error}"))?;
    check_head(&text, version)?;
    Ok(text)
}

/// The fields that identify a document.
#[derive(Deserialize)]
struct Head {
    openapi: Option<Value>,
    info: Option<Info>,
}

#[derive(Deserialize)]
struct Info {
    version: Option<Value>,
}

fn check_head(text: &str, version: &Version) -> Result<(), String> {
    let head: Head = serde_yaml::from_str(text)
        .map_err(|error| format!("the response is not an OpenAPI document: {error}"))?;
    match &head.openapi {
        Some(Value::String(openapi)) if openapi.starts_with("3.0.") => {}
        Some(other) => {
            let other = quoted(other);
            return Err(format!(
                "the response is OpenAPI {other}; only 3.0 is supported"
            ));
        }
        None => return Err("the response is not an OpenAPI document: missing `openapi`".to_owned()),
    }
    match head.info.and_then(|info| info.version) {
        Some(Value::String(named)) if named == version.name => Ok(()),
        Some(other) => {
            let other = quoted(&other);
            Err(format!(
                "the response is the document of version {other}, not `{version}`"
            ))
        }
        None => Err("the response does not state its version: missing `info.version`".to_owned()),
    }
}

fn quoted(value: &Value) -> String {
    match value {
        Value::String(text) => format!("`{text}`"),
        other => match serde_yaml::to_string(other) {
            Ok(text) => format!("`{}`", text.trim_end()),
            Err(_) => "(not printable)".to_owned(),
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
