//! String enums.

use super::{
    context::{Context, Lowering},
    docs::{display, split_values},
    names, rules,
    schema::{Located, Resolved},
    settings,
    types::NameCandidate,
};
use crate::{
    model::{EnumValue, TypeRef},
    spec::{Diagnostic, Pointer},
};
use openapiv3::{Schema, SchemaKind, StringType, Type};
use std::collections::{BTreeSet, HashMap};

/// Lowers a string with an enum.
pub fn lower(
    cx: &mut Context<'_>,
    Resolved { schema, at, .. }: &Resolved<'_>,
    string: &StringType,
    candidate: NameCandidate,
    docs: &str,
) -> Lowering<TypeRef> {
    let description = schema.schema_data.description.as_deref().unwrap_or(docs);
    let overlay_name = cx.overlay_type_name(schema, at);
    let given = variant_names(cx, schema, string, at)?;
    let values: Vec<_> = string
        .enumeration
        .iter()
        .flatten()
        .map(String::as_str)
        .collect();
    let stages = rules::stages(cx, &schema.schema_data.extensions, &values, at);
    let values = values.into_iter();
    let ty = add(cx, values, description, overlay_name, &given, candidate);
    cx.types.set_stages(&ty, stages);
    Ok(ty)
}

/// Adds an enum with these values; the meaning of each value is read from the description.
pub fn add<'v>(
    cx: &mut Context<'_>,
    values: impl Iterator<Item = &'v str>,
    description: &str,
    overlay_name: Option<String>,
    given: &HashMap<String, String>,
    mut candidate: NameCandidate,
) -> TypeRef {
    let (docs, meanings) = split_values(description);
    let mut list = Vec::new();
    for value in values {
        let name = given
            .get(value)
            .cloned()
            .unwrap_or_else(|| names::variant_name(value));
        if list
            .iter()
            .any(|known: &EnumValue| known.wire_name == value)
        {
            continue;
        }
        let docs = meanings
            .iter()
            .find(|(of, _)| of == value)
            .map(|(_, docs)| docs.clone());
        list.push(EnumValue {
            wire_name: value.to_owned(),
            name,
            docs: docs.unwrap_or_default(),
            stage: None,
            at: candidate.pointer.child("enum"),
        });
    }
    let set: BTreeSet<String> = list.iter().map(|value| value.wire_name.clone()).collect();
    let name = overlay_name.or_else(|| cx.settings.enum_names.get(&set).cloned());
    if let Some(name) = &name {
        candidate.name.clone_from(name);
    }
    cx.types.add_enum(list, name.as_deref(), docs, candidate)
}

/// Variant names from the overlay; each must belong to an existing value.
fn variant_names(
    cx: &mut Context<'_>,
    schema: &Schema,
    string: &StringType,
    at: &Pointer,
) -> Lowering<HashMap<String, String>> {
    let mut given = HashMap::new();
    let extensions = &schema.schema_data.extensions;
    let Some(names) = cx.extension(extensions, settings::RUST_VARIANTS, at) else {
        return Ok(given);
    };
    let at = at.child(settings::RUST_VARIANTS);
    let Some(names) = names.as_object() else {
        let help = "map values to names: `<value>: <RustVariant>`";
        return Err(cx.error(&at, "`x-rust-variants` must be an object", help));
    };
    for (value, name) in names {
        let known = string
            .enumeration
            .iter()
            .flatten()
            .any(|known| known == value);
        let usable = |name: &&str| names::is_identifier(name) && !names::is_taken_variant(name);
        match name.as_str().filter(usable) {
            Some(name) if known => {
                given.insert(value.clone(), name.to_owned());
            }
            Some(_) => {
                let at = at.child(value);
                let problem = Diagnostic::error(format!("unknown enum value `{value}`"))
                    .help("remove it from the overlay")
                    .wants_without(&at);
                return Err(cx.report(&at, problem));
            }
            None => {
                return Err(cx.error(
                    &at.child(value),
                    format!("invalid variant name `{}`", display(name)),
                    "choose another name in the overlay",
                ));
            }
        }
    }
    Ok(given)
}

/// The only value that an enum can have.
pub fn only_value<'d>(cx: &mut Context<'d>, located: &Located<'d>) -> Lowering<Option<String>> {
    let values = values(cx.resolve(located)?.schema);
    Ok(match values {
        [only] => only.clone(),
        _ => None,
    })
}

fn values(schema: &Schema) -> &[Option<String>] {
    match &schema.schema_kind {
        SchemaKind::Type(Type::String(string)) => &string.enumeration,
        _ => &[],
    }
}
