//! Sixth pass: replaces the numbers with the chosen names.

use super::{
    candidate::NameOrigin,
    collect::{CollectedType, number},
    unite::United,
};
use crate::model::{Api, Type, TypeRef};
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
        for part in ty.kind.parts_mut() {
            rename(part, names);
        }
        ty
    })
}

/// Renames the types that operations, filters and errors refer to.
pub fn uses(api: &mut Api, names: &[String]) {
    each_use(api, &mut |ty| rename(ty, names));
}

/// Every type that operations, filters and errors refer to.
pub fn each_use(api: &mut Api, with: &mut dyn FnMut(&mut TypeRef)) {
    let resources = api.resources.iter_mut();
    for operation in resources.flat_map(|resource| &mut resource.operations) {
        if let Some(ty) = operation.output.ty_mut() {
            with(ty);
        }
        if let Some(body) = &mut operation.body {
            with(&mut body.ty);
        }
        for parameter in &mut operation.parameters {
            with(&mut parameter.ty);
        }
    }
    for set in &mut api.filters {
        with(&mut set.item);
        for field in &mut set.fields {
            with(&mut field.value);
        }
    }
    if let Some(errors) = &mut api.errors {
        let statuses = errors.statuses.iter_mut().map(|status| &mut status.body);
        let bodies = errors.bodies.iter_mut().map(|body| &mut body.ty);
        statuses.chain(bodies).for_each(with);
    }
}

fn rename(ty: &mut TypeRef, names: &[String]) {
    if let TypeRef::Array(inner)
    | TypeRef::Map(inner)
    | TypeRef::Boxed(inner)
    | TypeRef::Nullable(inner) = ty
    {
        rename(inner, names);
    } else if let Some(name) = number(ty).and_then(|number| names.get(number)) {
        *ty = TypeRef::Named(name.clone());
    }
}
