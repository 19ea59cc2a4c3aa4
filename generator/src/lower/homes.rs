//! The last pass: final names, direction of travel, and the resource each type is at home with.

use crate::model::{Api, Kind, Output, Type, TypeRef, Usage};
use std::collections::{HashMap, HashSet};

/// The module of types that no single resource owns.
const ERRORS: &str = "errors";

/// Puts `types` into `api` under their final `names`; types that no operation reaches are left out.
pub fn settle(api: &mut Api, mut types: Vec<Type>, names: &HashMap<String, String>) {
    for ty in &mut types {
        rename_type(ty, names);
    }
    rename_uses(api, names);
    let mut homes = Homes {
        types: types.into_iter().map(|ty| (ty.name.clone(), ty)).collect(),
        order: Vec::new(),
    };
    // What an operation yields or takes itself is more at home there than what it merely contains.
    for (family, ty, usage) in roots(api) {
        homes.claim(&ty, &family, usage);
    }
    for (_, ty, usage) in roots(api) {
        homes.descend(&ty, usage, &mut HashSet::new());
    }
    let Homes { mut types, order } = homes;
    api.types = order.iter().filter_map(|name| types.remove(name)).collect();
    for ty in api.types.iter_mut().filter(|ty| !ty.usage.request) {
        if let Kind::Struct(kind) = &mut ty.kind {
            for field in &mut kind.fields {
                field.example = None;
            }
        }
    }
}

/// Every type that an operation names, with its resource.
fn roots(api: &Api) -> Vec<(String, TypeRef, Usage)> {
    let (request, response) = (
        Usage {
            request: true,
            response: false,
        },
        Usage {
            request: false,
            response: true,
        },
    );
    let mut roots = Vec::new();
    for (resource, operation) in api.operations() {
        if let Some(ty) = operation.output.ty() {
            roots.push((resource.name.clone(), ty.clone(), response));
        }
        if let Some(body) = &operation.body {
            roots.push((resource.name.clone(), body.ty.clone(), request));
        }
    }
    for (resource, operation) in api.operations() {
        for parameter in operation
            .parameters
            .iter()
            .filter(|parameter| parameter.constant.is_none())
        {
            roots.push((resource.name.clone(), parameter.ty.clone(), request));
        }
        for field in operation
            .filter
            .iter()
            .filter_map(|index| api.filters.get(*index))
            .flat_map(|set| &set.fields)
        {
            roots.push((resource.name.clone(), field.value.clone(), request));
        }
    }
    // Last, because the module of errors is for what only errors need.
    if let Some(errors) = &api.errors {
        roots.push((ERRORS.to_owned(), errors.body.clone(), response));
    }
    roots
}

struct Homes {
    types: HashMap<String, Type>,
    order: Vec<String>,
}

impl Homes {
    fn claim(&mut self, ty: &TypeRef, family: &str, usage: Usage) {
        let TypeRef::Named(name) = ty.innermost() else {
            return;
        };
        let Some(ty) = self.types.get_mut(name) else {
            return;
        };
        ty.usage.request |= usage.request;
        ty.usage.response |= usage.response;
        // The first claim counts.
        if ty.family.is_empty() {
            ty.family = family.to_owned();
            self.order.push(name.clone());
        }
    }

    fn descend(&mut self, ty: &TypeRef, usage: Usage, seen: &mut HashSet<String>) {
        let TypeRef::Named(name) = ty.innermost() else {
            return;
        };
        if !seen.insert(name.clone()) {
            return;
        }
        let Some(ty) = self.types.get(name) else {
            return;
        };
        let family = ty.family.clone();
        for part in ty.parts().into_iter().cloned().collect::<Vec<_>>() {
            self.claim(&part, &family, usage);
            self.descend(&part, usage, seen);
        }
    }
}

fn rename_type(ty: &mut Type, names: &HashMap<String, String>) {
    if let Some(name) = names.get(&ty.name) {
        ty.name.clone_from(name);
    }
    match &mut ty.kind {
        Kind::Struct(kind) => kind
            .fields
            .iter_mut()
            .for_each(|field| rename(&mut field.ty, names)),
        Kind::Union(kind) => {
            kind.variants
                .iter_mut()
                .flat_map(|variant| &mut variant.ty)
                .for_each(|ty| rename(ty, names));
        }
        Kind::Enum(_) => {}
    }
}

fn rename_uses(api: &mut Api, names: &HashMap<String, String>) {
    for operation in api
        .resources
        .iter_mut()
        .flat_map(|resource| &mut resource.operations)
    {
        if let Output::One(ty) | Output::Page(ty) | Output::List(ty) = &mut operation.output {
            rename(ty, names);
        }
        operation
            .body
            .iter_mut()
            .for_each(|body| rename(&mut body.ty, names));
        operation
            .parameters
            .iter_mut()
            .for_each(|parameter| rename(&mut parameter.ty, names));
    }
    for set in &mut api.filters {
        rename(&mut set.item, names);
        set.fields
            .iter_mut()
            .for_each(|field| rename(&mut field.value, names));
    }
    api.errors
        .iter_mut()
        .for_each(|errors| rename(&mut errors.body, names));
}

fn rename(ty: &mut TypeRef, names: &HashMap<String, String>) {
    match ty {
        TypeRef::Array(inner) | TypeRef::Map(inner) => rename(inner, names),
        TypeRef::Named(name) => {
            if let Some(settled) = names.get(name) {
                name.clone_from(settled);
            }
        }
        _ => {}
    }
}
