//! The value of a changed item before or after, as text.

use super::harmless::harmless;
use crate::{
    compare::{Form, Value},
    model::{Auth, Constraint, Encoding, TypeRef},
    spelling::{field_type, output, spell},
};
use serde_json::Value as Json;

/// One side of a change, harmless to print.
pub fn value(value: &Value) -> String {
    let text = match value {
        Value::Text(text) => text.clone(),
        Value::Names(names) => names.join(", "),
        Value::Type(ty) => spell(ty),
        Value::Field { ty, presence } => field_type(ty, *presence),
        Value::Payload(ty) => ty.as_ref().map_or_else(|| "no payload".to_owned(), spell),
        Value::Form(form) => form_of(*form).to_owned(),
        Value::Output(value) => output(value),
        Value::Signature(signature) => signature.to_string(),
        Value::Calls(calls) => {
            let calls: Vec<_> = calls.iter().map(ToString::to_string).collect();
            calls.join(", ")
        }
        Value::Filter { kind: of, ty } => format!("{} ({})", of.name(), spell(ty)),
        Value::Default(default) => default.clone().unwrap_or_else(|| "undocumented".to_owned()),
        Value::Limits(limits) => phrases(limits),
        Value::Auth(auth) => auth_of(*auth).to_owned(),
        Value::Encoding(encoding) => encoding_of(*encoding).to_owned(),
        Value::ErrorBody { ty, members } => error_body(ty, members),
        Value::Nodes(nodes) => return short(&harmless(&texts_of(nodes))),
    };
    harmless(&text)
}

/// Whether it is a node of the document.
pub fn is_node(value: Option<&Value>) -> bool {
    matches!(value, Some(Value::Nodes(_)))
}

fn form_of(form: Form) -> &'static str {
    match form {
        Form::Struct => "struct",
        Form::Enum => "enum",
        Form::Union => "union",
    }
}

fn auth_of(auth: Auth) -> &'static str {
    match auth {
        Auth::None => "none",
        Auth::Bearer => "access token",
        Auth::Basic => "client ID and secret",
    }
}

fn encoding_of(encoding: Encoding) -> &'static str {
    match encoding {
        Encoding::Json => "JSON",
        Encoding::Form => "form",
    }
}

fn phrases(limits: &[Constraint]) -> String {
    let phrases: Vec<_> = limits.iter().flat_map(Constraint::phrases).collect();
    if phrases.is_empty() {
        "no limits".to_owned()
    } else {
        phrases.join(", ")
    }
}

fn error_body(ty: &TypeRef, members: &[String]) -> String {
    format!("{} ({})", spell(ty), members.join(", "))
}

fn texts_of(nodes: &[Json]) -> String {
    let texts = nodes.iter().map(|node| match node {
        Json::String(text) => text.clone(),
        other => other.to_string(),
    });
    let texts: Vec<_> = texts.collect();
    if texts.is_empty() {
        "absent".to_owned()
    } else {
        texts.join(", ")
    }
}

/// The beginning of a text.
fn short(text: &str) -> String {
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
