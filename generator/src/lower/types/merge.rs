//! Merges a second occurrence of a type into the first.

use crate::{
    lower::names,
    model::{EnumType, EnumValue, Field, Kind, Presence, StructType, TypeRef},
};

/// Merges `other`, which has the same shape, into `kind`.
pub fn merge(kind: &mut Kind, other: Kind) {
    match (kind, other) {
        (Kind::Struct(kind), Kind::Struct(other)) => merge_structs(kind, other),
        (Kind::Enum(kind), Kind::Enum(other)) => merge_enums(kind, other),
        _ => {}
    }
}

fn merge_structs(kind: &mut StructType, other: StructType) {
    for other in other.fields {
        let mut fields = kind.fields.iter_mut();
        if let Some(field) = fields.find(|field| field.wire_name == other.wire_name) {
            merge_fields(field, other);
        }
    }
}

/// Adds the fields of another struct, so that both are read as this one: a field that only one of
/// them has is optional. `None` if a field has types that are not
/// `alike`, or if they have none in common.
pub fn widen(
    kind: &StructType,
    other: &StructType,
    alike: impl Fn(&TypeRef, &TypeRef) -> bool,
) -> Option<StructType> {
    let find = |fields: &[Field], field: &Field| {
        let mut fields = fields.iter();
        fields
            .find(|known| known.wire_name == field.wire_name)
            .cloned()
    };
    let optional = |field: &Field| Field {
        presence: Presence::Optional,
        ..field.clone()
    };
    if !kind
        .fields
        .iter()
        .any(|field| find(&other.fields, field).is_some())
    {
        return None;
    }
    let mut fields = Vec::new();
    for field in &kind.fields {
        fields.push(match find(&other.fields, field) {
            Some(same) if !alike(&field.ty, &same.ty) => return None,
            Some(same) if same.presence == field.presence => field.clone(),
            Some(_) | None => optional(field),
        });
    }
    let more = other.fields.iter();
    let more = more.filter(|field| find(&kind.fields, field).is_none());
    fields.extend(more.map(optional));
    Some(StructType { fields })
}

fn merge_fields(field: &mut Field, other: Field) {
    field.sensitive |= other.sensitive;
    field.deprecated &= other.deprecated;
    // A name from the overlay applies to every occurrence.
    if field.name == names::field_name(&field.wire_name) {
        field.name = other.name;
    }
    // A limit of only one occurrence would be misleading for the other.
    let limits = &other.constraints;
    field.constraints.retain(|limit| limits.contains(limit));
    for alias in other.aliases {
        if !field.aliases.contains(&alias) {
            field.aliases.push(alias);
        }
    }
}

fn merge_enums(kind: &mut EnumType, other: EnumType) {
    for other in other.values {
        let mut values = kind.values.iter_mut();
        match values.find(|value| value.wire_name == other.wire_name) {
            Some(value) => merge_values(value, other),
            None => kind.values.push(other),
        }
    }
}

fn merge_values(value: &mut EnumValue, other: EnumValue) {
    if value.name == names::variant_name(&value.wire_name) {
        value.name = other.name;
    }
    if value.docs.is_empty() {
        value.docs = other.docs;
    }
}
