//! References: what they name.

use crate::source::Pointer;
use percent_encoding::percent_decode_str;
use serde_json::Value;

const SCHEMAS: &str = "/components/schemas/";

/// The reference of a node.
pub fn reference(value: &Value) -> Option<&str> {
    value.get("$ref")?.as_str()
}

/// The place that a reference names; `None` if it is in another document.
pub fn pointer(reference: &str) -> Option<Pointer> {
    let fragment = reference.strip_prefix('#')?;
    let decoded = percent_decode_str(fragment).decode_utf8().ok()?;
    Some(Pointer::from(decoded.into_owned()))
}

/// The component schema at a place; `None` for any other place.
pub fn component(at: &Pointer) -> Option<&str> {
    let name = at.as_str().strip_prefix(SCHEMAS)?;
    (!name.contains('/')).then_some(name)
}
