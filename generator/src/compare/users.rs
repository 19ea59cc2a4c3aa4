//! Who uses a type: fields of other types, and in the end operations.

use super::change::User;
use crate::model::{Api, Kind, TypeRef};
use std::collections::BTreeSet;

/// The users of the named type, from the inside out. What has been followed once is not followed
/// again.
pub fn users(api: &Api, name: &str) -> Vec<User> {
    follow(api, name, &mut BTreeSet::from([name.to_owned()]))
}

fn follow(api: &Api, name: &str, seen: &mut BTreeSet<String>) -> Vec<User> {
    let mut users = Vec::new();
    for (resource, operation) in api.operations() {
        let parameters = operation.parameters.iter().map(|parameter| &parameter.ty);
        let filters = operation.filter.and_then(|index| api.filters.get(index));
        let values = filters
            .iter()
            .flat_map(|set| &set.fields)
            .map(|field| &field.value);
        let body = operation.body.iter().map(|body| &body.ty);
        let roles = [
            ("", operation.output.ty().is_some_and(|ty| names(ty, name))),
            (" (body)", body.clone().any(|ty| names(ty, name))),
            (" (parameter)", parameters.clone().any(|ty| names(ty, name))),
            (" (filter)", values.clone().any(|ty| names(ty, name))),
        ];
        for (role, _) in roles.iter().filter(|(_, uses)| *uses) {
            users.push(User {
                name: format!("{}{role}", operation.call(&resource.name)),
                users: Vec::new(),
            });
        }
    }
    if api
        .errors
        .as_ref()
        .is_some_and(|errors| names(&errors.body, name))
    {
        users.push(User {
            name: "every error".to_owned(),
            users: Vec::new(),
        });
    }
    for ty in &api.types {
        let places: Vec<String> = match &ty.kind {
            Kind::Struct(kind) => kind
                .fields
                .iter()
                .filter(|field| names(&field.ty, name))
                .map(|field| format!("{}.{}", ty.name, field.name))
                .collect(),
            Kind::Union(kind) => kind
                .variants
                .iter()
                .filter(|variant| variant.ty.as_ref().is_some_and(|ty| names(ty, name)))
                .map(|variant| format!("{}::{}", ty.name, variant.name))
                .collect(),
            Kind::Enum(_) => Vec::new(),
        };
        for place in places {
            let users_of = if seen.insert(ty.name.clone()) {
                follow(api, &ty.name, seen)
            } else {
                Vec::new()
            };
            users.push(User {
                name: place,
                users: users_of,
            });
        }
    }
    users
}

fn names(ty: &TypeRef, name: &str) -> bool {
    ty.name() == Some(name)
}
