//! Media types of bodies.

use super::context::{Context, Lowering};
use crate::spec::Pointer;
use indexmap::IndexMap;
use openapiv3::MediaType;

/// The name of JSON as a media type.
const JSON: &str = "application/json";

/// The JSON form of a body, if it has one: JSON itself before other types that are written in it.
pub fn json(content: &IndexMap<String, MediaType>) -> Option<(&str, &MediaType)> {
    let find = |matches: fn(&str) -> bool| {
        let mut content = content.iter();
        content.find(|(name, _)| matches(essence(name)))
    };
    let json = find(|name| name == JSON).or_else(|| find(|name| name.ends_with("+json")))?;
    Some((json.0, json.1))
}

/// A media type without parameters.
fn essence(name: &str) -> &str {
    name.split(';').next().unwrap_or_default().trim()
}

/// The JSON form of a body; other forms have no type.
pub fn json_content<'d>(
    cx: &mut Context<'d>,
    content: &'d IndexMap<String, MediaType>,
    at: &Pointer,
) -> Lowering<(&'d MediaType, Pointer)> {
    let at = at.child("content");
    let Some((name, media)) = json(content) else {
        let names: Vec<_> = content.keys().map(String::as_str).collect();
        return Err(cx.error(
            &at,
            format!("unsupported media types [{}]", names.join(", ")),
            "add `application/json`: only JSON is supported",
        ));
    };
    Ok((media, at.child(name)))
}
