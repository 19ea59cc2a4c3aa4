//! Which versions have an operation, a type, a field or a value, and where a moved operation went.

use super::bridges;
use crate::model::{Api, Availability, Kind, Type, Version};
use std::{collections::BTreeSet, mem::discriminant};

/// Something that a version has or has not, by what a user calls it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Item {
    Operation(String),
    Type(String),
    Field(String, String),
    Value(String, String),
}

/// Fills in availability, moves and bridges; `apis` are all versions, oldest first. Returns what
/// cannot be resolved.
pub fn settle(apis: &mut [Api]) -> Vec<UnknownMove> {
    let versions: Vec<Version> = apis.iter().map(|api| api.release.version.clone()).collect();
    let releases: Vec<_> = apis.iter().map(|api| api.release.clone()).collect();
    let inventories: Vec<BTreeSet<Item>> = apis.iter().map(inventory).collect();
    let calls: Vec<Vec<(String, String)>> = apis.iter().map(calls).collect();
    let restructured = restructured(apis);
    let mut unknown = Vec::new();
    for (current, api) in apis.iter_mut().enumerate() {
        api.versions.clone_from(&releases);
        let run = |item: Item| availability(&versions, &inventories, current, &item);
        for operation in api
            .resources
            .iter_mut()
            .flat_map(|resource| &mut resource.operations)
        {
            let route = operation.route();
            operation.availability = run(Item::Operation(route.clone()));
            let Some(moved) = &mut operation.moved else {
                continue;
            };
            let item = Item::Operation(route.clone());
            let gone =
                (current + 1..versions.len()).find(|index| !inventories[*index].contains(&item));
            let target = gone.and_then(|index| {
                let (_, call) = calls[index]
                    .iter()
                    .find(|(route, _)| *route == moved.route)?;
                Some((versions[index].clone(), call.clone()))
            });
            match target {
                Some((version, call)) => {
                    moved.version = Some(version);
                    moved.call = Some(call);
                }
                None => unknown.push(UnknownMove {
                    gone: gone.map(|index| versions[index].clone()),
                    version: versions[current].clone(),
                    from: route,
                    to: moved.route.clone(),
                }),
            }
        }
        for ty in &mut api.types {
            ty.availability = run(Item::Type(ty.name.clone()));
            let name = &ty.name;
            // A struct that is a union elsewhere keeps its fields there, in the branches.
            if restructured.contains(name)
                && let Kind::Struct(kind) = &mut ty.kind
            {
                for field in &mut kind.fields {
                    field.availability.clone_from(&ty.availability);
                }
                continue;
            }
            match &mut ty.kind {
                Kind::Struct(kind) => kind.fields.iter_mut().for_each(|field| {
                    field.availability = run(Item::Field(name.clone(), field.wire_name.clone()));
                }),
                Kind::Enum(kind) => kind.values.iter_mut().for_each(|value| {
                    value.availability = run(Item::Value(name.clone(), value.wire_name.clone()));
                }),
                Kind::Union(kind) => kind.variants.iter_mut().for_each(|variant| {
                    variant.availability =
                        run(Item::Value(name.clone(), variant.wire_name.clone()));
                }),
            }
        }
    }
    for current in 0..apis.len() {
        let bridges = bridges::bridges(apis, current);
        if let Some(api) = apis.get_mut(current) {
            api.bridges = bridges;
        }
    }
    unknown
}

/// A move to a route that the later version does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownMove {
    /// The version whose operation claims to move.
    pub version: Version,
    /// The first version without the old route; `None` if every later version has it.
    pub gone: Option<Version>,
    /// Its route.
    pub from: String,
    /// The route that is nowhere to be found.
    pub to: String,
}

/// Types that are a struct in one version and something else in another.
fn restructured(apis: &[Api]) -> BTreeSet<String> {
    let types = || apis.iter().flat_map(|api| &api.types);
    let changed = |ty: &Type| {
        types().any(|other| {
            other.name == ty.name && discriminant(&other.kind) != discriminant(&ty.kind)
        })
    };
    types()
        .filter(|ty| changed(ty))
        .map(|ty| ty.name.clone())
        .collect()
}

fn calls(api: &Api) -> Vec<(String, String)> {
    api.operations()
        .map(|(resource, operation)| (operation.route(), operation.call(&resource.name)))
        .collect()
}

fn inventory(api: &Api) -> BTreeSet<Item> {
    let mut items: BTreeSet<Item> = api
        .operations()
        .map(|(_, operation)| Item::Operation(operation.route()))
        .collect();
    for ty in &api.types {
        items.insert(Item::Type(ty.name.clone()));
        match &ty.kind {
            Kind::Struct(kind) => {
                items.extend(
                    kind.fields
                        .iter()
                        .map(|field| Item::Field(ty.name.clone(), field.wire_name.clone())),
                );
            }
            Kind::Enum(kind) => {
                items.extend(
                    kind.values
                        .iter()
                        .map(|value| Item::Value(ty.name.clone(), value.wire_name.clone())),
                );
            }
            Kind::Union(kind) => {
                items.extend(
                    kind.variants
                        .iter()
                        .map(|variant| Item::Value(ty.name.clone(), variant.wire_name.clone())),
                );
            }
        }
    }
    items
}

/// The unbroken run of versions around `current` that have the item.
fn availability(
    versions: &[Version],
    inventories: &[BTreeSet<Item>],
    current: usize,
    item: &Item,
) -> Availability {
    let has = |index: &usize| inventories[*index].contains(item);
    let first = (0..=current)
        .rev()
        .take_while(has)
        .last()
        .unwrap_or(current);
    let last = (current..versions.len())
        .take_while(has)
        .last()
        .unwrap_or(current);
    Availability {
        since: (first > 0).then(|| versions[first].clone()),
        until: (last + 1 < versions.len()).then(|| versions[last].clone()),
    }
}
