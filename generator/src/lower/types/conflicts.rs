//! Fifth pass: reports conflicting names.

use super::{NameOrigin, collect::CollectedType, names::kind_name, unite::United};
use crate::{
    lower::settings::{DISTINCT, RUST_TYPE, RUST_VARIANTS},
    model::{IdType, Kind},
    spec::{Diagnostic, Document, Pointer},
};
use serde_json::json;
use std::collections::HashMap;

/// The conflicts between the chosen names, of types and of variants; `ids` already have their
/// names.
pub fn find(
    types: &[CollectedType],
    names: &[String],
    united: &United,
    ids: &[IdType],
    document: &Document,
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut owners: HashMap<&str, &Pointer> = HashMap::new();
    let types = types.iter().zip(names).enumerate();
    for (_, (ty, name)) in types.filter(|(number, _)| !united.has(*number)) {
        let other = owners.insert(name, &ty.best.pointer);
        let conflicts = [
            overlay_name_conflict(ty),
            variant_conflict(ty),
            ids.iter().find_map(|id| identifier_conflict(name, id, ty)),
            other.map(|other| type_name_conflict(name, other, ty, document)),
        ];
        let place = document.place(&named_at(ty));
        let conflicts = conflicts.into_iter().flatten();
        found.extend(conflicts.map(|conflict| conflict.at(place.clone())));
    }
    found
}

/// The place that the name of a type comes from.
fn named_at(ty: &CollectedType) -> Pointer {
    match ty.best.origin {
        NameOrigin::Overlay => ty.best.pointer.child(RUST_TYPE),
        NameOrigin::Component | NameOrigin::Inline => ty.best.pointer.clone(),
    }
}

fn overlay_name_conflict(ty: &CollectedType) -> Option<Diagnostic> {
    let names: Vec<_> = ty.overlay_names.iter().map(String::as_str).collect();
    (names.len() > 1).then(|| {
        Diagnostic::error(format!(
            "conflicting names for one type: `{}`",
            names.join("`, `")
        ))
        .help(
            "give schemas of the same shape the same `x-rust-type`, or keep one separate with \
             `x-distinct`",
        )
        .wants(
            &ty.best.pointer,
            DISTINCT,
            "It only looks like the other type.",
        )
    })
}

fn variant_conflict(ty: &CollectedType) -> Option<Diagnostic> {
    let (one, other, variant) = duplicate_variant(&ty.ty.kind)?;
    let names = json!({ other: format!("Other{variant}") });
    Some(
        Diagnostic::error(format!(
            "duplicate variant `{variant}`: `{one}` and `{other}` both map to it"
        ))
        .help("rename one of them with `x-rust-variants` in the overlay")
        .wants(&ty.best.pointer, RUST_VARIANTS, names),
    )
}

/// Two values or branches that share a variant name, and that name.
fn duplicate_variant(kind: &Kind) -> Option<(&str, &str, &str)> {
    let names: Vec<(&str, &str)> = match kind {
        Kind::Struct(_) => return None,
        Kind::Enum(kind) => kind
            .values
            .iter()
            .map(|value| (&*value.name, &*value.wire_name))
            .collect(),
        Kind::Union(kind) => kind
            .variants
            .iter()
            .map(|variant| (&*variant.name, &*variant.wire_name))
            .collect(),
    };
    let mut seen = HashMap::new();
    names
        .into_iter()
        .find_map(|(name, wire)| seen.insert(name, wire).map(|first| (first, wire, name)))
}

fn identifier_conflict(name: &str, id: &IdType, ty: &CollectedType) -> Option<Diagnostic> {
    (id.name == name).then(|| {
        Diagnostic::error(format!(
            "duplicate type name `{name}`: also an identifier type"
        ))
        .help("rename one of them in the overlay")
        .wants(&ty.best.pointer, RUST_TYPE, qualified(name, ty))
    })
}

fn type_name_conflict(
    name: &str,
    other: &Pointer,
    ty: &CollectedType,
    document: &Document,
) -> Diagnostic {
    let other = document.place(other);
    Diagnostic::error(format!(
        "duplicate type name `{name}`: also used at {other}"
    ))
    .help("rename one of them with `x-rust-type` in the overlay")
    .wants(&ty.best.pointer, RUST_TYPE, qualified(name, ty))
}

fn qualified(name: &str, ty: &CollectedType) -> String {
    format!("{name}{}", kind_name(&ty.ty.kind))
}
