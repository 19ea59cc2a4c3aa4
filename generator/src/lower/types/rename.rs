//! Fifth pass: replaces the numbers with the chosen names.

use super::{
    candidate::NameOrigin,
    collect::{CollectedType, number},
    unite::United,
};
use crate::model::{Api, Kind, Type, TypeRef};

/// The types under their names, without those that are part of another one.
pub fn types(
    types: Vec<CollectedType>,
    names: &[String],
    united: &United,
) -> impl Iterator<Item = Type> {
    let types = types.into_iter().zip(names).enumerate();
    let types = types.filter(|(number, _)| !united.has(*number));
    types.map(|(_, (collected, name))| {
        let mut ty = Type {
            name: name.clone(),
            named_by_overlay: collected.best.origin == NameOrigin::Overlay,
            ..collected.ty
        };
        rename_parts(&mut ty.kind, names);
        ty
    })
}

fn rename_parts(kind: &mut Kind, names: &[String]) {
    match kind {
        Kind::Struct(kind) => {
            for field in &mut kind.fields {
                rename(&mut field.ty, names);
            }
        }
        Kind::Union(kind) => {
            for ty in kind
                .variants
                .iter_mut()
                .filter_map(|variant| variant.ty.as_mut())
            {
                rename(ty, names);
            }
        }
        Kind::Enum(_) => {}
    }
}

/// Renames the types that operations, filters and errors refer to.
pub fn uses(api: &mut Api, names: &[String]) {
    let resources = api.resources.iter_mut();
    for operation in resources.flat_map(|resource| &mut resource.operations) {
        if let Some(ty) = operation.output.ty_mut() {
            rename(ty, names);
        }
        if let Some(body) = &mut operation.body {
            rename(&mut body.ty, names);
        }
        for parameter in &mut operation.parameters {
            rename(&mut parameter.ty, names);
        }
    }
    for set in &mut api.filters {
        rename(&mut set.item, names);
        for field in &mut set.fields {
            rename(&mut field.value, names);
        }
    }
    if let Some(errors) = &mut api.errors {
        let statuses = errors.statuses.iter_mut().map(|status| &mut status.body);
        let bodies = errors.bodies.iter_mut().map(|body| &mut body.ty);
        statuses.chain(bodies).for_each(|ty| rename(ty, names));
    }
}

fn rename(ty: &mut TypeRef, names: &[String]) {
    if let TypeRef::Array(inner) | TypeRef::Map(inner) = ty {
        rename(inner, names);
    } else if let Some(name) = number(ty).and_then(|number| names.get(number)) {
        *ty = TypeRef::Named(name.clone());
    }
}
