//! Media types of bodies.

use super::context::{Context, Lowering};
use crate::{
    model::{Encoding, FORM, JSON, essence},
    spec::Pointer,
};
use indexmap::IndexMap;
use openapiv3::MediaType;

/// The JSON form of a body, if it has one: JSON itself before other types that are written in it.
pub fn json(content: &IndexMap<String, MediaType>) -> Option<(&str, &MediaType)> {
    let find = |matches: fn(&str) -> bool| {
        let mut content = content.iter();
        content.find(|(name, _)| matches(essence(name)))
    };
    let json = find(|name| name == JSON).or_else(|| find(|name| name.ends_with("+json")))?;
    Some((json.0, json.1))
}

/// A request body as JSON, or as a form if there is no JSON; other forms have no type.
pub fn request_content<'d>(
    cx: &mut Context<'d>,
    content: &'d IndexMap<String, MediaType>,
    at: &Pointer,
) -> Lowering<(Encoding, &'d MediaType, Pointer)> {
    let at = at.child("content");
    if let Some((name, media)) = json(content) {
        return Ok((Encoding::Json, media, at.child(name)));
    }
    if let Some((name, media)) = content.iter().find(|(name, _)| essence(name) == FORM) {
        return Ok((Encoding::Form, media, at.child(name)));
    }
    let names: Vec<_> = content.keys().map(String::as_str).collect();
    Err(cx.error(
        &at,
        format!("unsupported media types [{}]", names.join(", ")),
        "declare `application/json` with an overlay action, or remove the operation",
    ))
}
