//! Media types of bodies.

use super::context::{Context, Lowering};
use crate::spec::Pointer;
use openapiv3::MediaType;

/// The JSON form of a body; other forms have no type.
pub fn json_content<'d>(
    cx: &mut Context<'d>,
    content: &'d indexmap::IndexMap<String, MediaType>,
    at: &Pointer,
) -> Lowering<(&'d MediaType, Pointer)> {
    let at = at.child("content");
    let json = content.iter().find(|(name, _)| {
        let name = name.split(';').next().unwrap_or_default().trim();
        name == "application/json" || name.ends_with("+json")
    });
    let Some((name, media)) = json else {
        let names: Vec<_> = content.keys().map(String::as_str).collect();
        return Err(cx.error(
            &at,
            format!("unsupported media types [{}]", names.join(", ")),
            "add `application/json`: only JSON is supported",
        ));
    };
    Ok((media, at.child(name)))
}
