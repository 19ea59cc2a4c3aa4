//! Identifiers that are named after their object keep the name that they had.
//!
//! A schema may be called otherwise now, or a union may have a new member: neither makes another
//! identifier of one that programs know.

use super::types::each_use;
use crate::model::{Api, Kind, StructType, TypeRef, UnionType};
use std::collections::{BTreeMap, BTreeSet};

/// Gives those of `named_after_owner` that the last generation did not have the name that it had in
/// the same place.
pub fn keep(api: &mut Api, last: &Api, named_after_owner: &BTreeSet<String>) {
    let mut kept = BTreeMap::new();
    for ty in &api.types {
        match (last.type_named(&ty.name).map(|old| &old.kind), &ty.kind) {
            (Some(Kind::Struct(old)), Kind::Struct(new)) => {
                kept.extend(
                    old.fields
                        .iter()
                        .filter_map(|old| renamed(&old.wire_name, &old.ty, new)),
                );
            }
            (Some(Kind::Union(old)), Kind::Union(new)) => {
                kept.extend(of_members(last, old, api, new))
            }
            _ => {}
        }
    }
    let is_known = |name: &str| last.ids.iter().any(|id| id.name == name);
    kept.retain(|name, _| named_after_owner.contains(name) && !is_known(name));
    let mut rename = |ty: &mut TypeRef| {
        if let TypeRef::Id(name) = ty.innermost_mut()
            && let Some(old) = kept.get(name)
        {
            name.clone_from(old);
        }
    };
    each_use(api, &mut rename);
    for ty in &mut api.types {
        ty.kind.parts_mut().into_iter().for_each(&mut rename);
    }
    for id in &mut api.ids {
        if let Some(old) = kept.get(&id.name) {
            id.name.clone_from(old);
        }
    }
    api.ids.sort_by(|one, other| one.name.cmp(&other.name));
    api.ids.dedup_by(|one, other| one.name == other.name);
}

/// Identifiers of all members of a union, in a new member of it.
fn of_members(last: &Api, old: &UnionType, api: &Api, new: &UnionType) -> Vec<(String, String)> {
    let members = new.variants.iter().filter_map(|variant| {
        let name = variant.ty.as_ref()?.name()?;
        match &api.type_named(name)?.kind {
            Kind::Struct(kind) => Some(kind),
            Kind::Enum(_) | Kind::Union(_) => None,
        }
    });
    let shared = last.common_fields(old);
    let renamed = members.flat_map(|member| {
        let shared = shared.iter();
        shared.filter_map(|field| renamed(&field.wire_name, &field.ty, member))
    });
    renamed.collect()
}

/// The new and the old name of the identifier in a field, if they differ.
fn renamed(field: &str, old: &TypeRef, owner: &StructType) -> Option<(String, String)> {
    let field = owner.fields.iter().find(|new| new.wire_name == field)?;
    match (field.ty.innermost(), old.innermost()) {
        (TypeRef::Id(new), TypeRef::Id(old)) if new != old => Some((new.clone(), old.clone())),
        _ => None,
    }
}
