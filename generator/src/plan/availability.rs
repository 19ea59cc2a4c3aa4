//! Which versions have an operation, a type, a field or a value, and what replaced a moved
//! operation.

use crate::{
    model::{Api, Availability, Kind, Moved, Successor, Timeline, Type, Version},
    source::{Diagnostic, Pointer},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    mem::discriminant,
};

/// An item that a version has or lacks, by its public name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Item {
    Operation(String),
    Type(String),
    Field(String, String),
    Value(String, String),
}

/// A moved operation whose target does not exist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownMove {
    /// The index of the version that has the operation.
    pub version: usize,
    /// The place of `x-moved-to`.
    pub at: Pointer,
    /// Its route.
    from: String,
    /// The unknown route.
    to: String,
    /// The first version without the old route; `None` if every later version has it.
    gone: Option<Version>,
}

impl UnknownMove {
    /// The diagnostic, without a place yet.
    pub fn diagnostic(&self) -> Diagnostic {
        let Self { from, to, .. } = self;
        let message = match &self.gone {
            Some(version) => {
                format!("`{from}` moves to `{to}`, but {version} has no such operation")
            }
            None => format!("`{from}` moves to `{to}`, but every later version still has `{from}`"),
        };
        Diagnostic::error(message).help("fix `x-moved-to` in the overlay")
    }
}

/// The timeline of each version; `apis` are all versions, oldest first. `known` are the names of
/// these and of the versions that are not generated now: an operation can have moved there.
///
/// # Errors
///
/// Every move to an unknown operation.
pub fn timelines(apis: &[&Api], known: &[String]) -> Result<Vec<Timeline>, Vec<UnknownMove>> {
    let versions = Versions {
        apis,
        known,
        inventories: apis.iter().map(|api| inventory(api)).collect(),
        restructured: restructured(apis),
    };
    let mut unknown = Vec::new();
    let timelines = (0..apis.len())
        .map(|index| versions.timeline(index, &mut unknown))
        .collect();
    if unknown.is_empty() {
        Ok(timelines)
    } else {
        Err(unknown)
    }
}

/// All versions, oldest first.
struct Versions<'a> {
    apis: &'a [&'a Api],
    /// The names of these and of the versions that are not generated now.
    known: &'a [String],
    /// What each of them has.
    inventories: Vec<BTreeSet<Item>>,
    /// Types that are a struct in one version and something else in another.
    restructured: BTreeSet<&'a str>,
}

impl Versions<'_> {
    /// The timeline of the version at `index`.
    fn timeline(&self, index: usize, unknown: &mut Vec<UnknownMove>) -> Timeline {
        let mut timeline = Timeline::default();
        let api = &self.apis[index];
        for (_, operation) in api.operations() {
            let route = operation.route();
            let availability = self.availability(index, &Item::Operation(route.clone()));
            timeline.operations.insert(route.clone(), availability);
            if let Some(moved) = &operation.moved {
                let gone = self.first_without(index, &route);
                if let Some(successor) = gone.and_then(|gone| successor(gone, moved)) {
                    timeline.successors.insert(route, successor);
                } else if !self.has_gap(index, gone) {
                    unknown.push(UnknownMove {
                        version: index,
                        at: moved.at.clone(),
                        from: route,
                        to: moved.route.clone(),
                        gone: gone.map(|api| api.version.clone()),
                    });
                }
            }
        }
        for ty in &api.types {
            let availability = self.availability(index, &Item::Type(ty.name.clone()));
            let mut members = self.members(index, ty, &availability);
            members.retain(|_, own| *own != availability);
            timeline.types.insert(ty.name.clone(), availability);
            if !members.is_empty() {
                timeline.members.insert(ty.name.clone(), members);
            }
        }
        for map in [&mut timeline.operations, &mut timeline.types] {
            map.retain(|_, availability| availability != Availability::EVERYWHERE);
        }
        timeline
    }

    /// Which versions have the fields, values or variants of a type that `whole` has.
    fn members(
        &self,
        index: usize,
        ty: &Type,
        whole: &Availability,
    ) -> BTreeMap<String, Availability> {
        let members = ty.members().into_iter();
        let availability = |name: &str| match ty.kind {
            // A struct that is a union in another version has its fields in the branches there.
            Kind::Struct(_) if self.restructured.contains(&*ty.name) => whole.clone(),
            _ => self.availability(index, &member(ty, name)),
        };
        members
            .map(|name| (name.to_owned(), availability(name)))
            .collect()
    }

    /// The unbroken run of versions around the one at `index` that have the item.
    fn availability(&self, index: usize, item: &Item) -> Availability {
        let has = |index: &usize| self.inventories[*index].contains(item);
        let run = |indices: &mut dyn Iterator<Item = usize>| {
            indices.take_while(has).last().unwrap_or(index)
        };
        let first = run(&mut (0..=index).rev());
        let last = run(&mut (index..self.apis.len()));
        Availability {
            since: (first > 0).then(|| self.apis[first].version.clone()),
            until: (last + 1 < self.apis.len()).then(|| self.apis[last].version.clone()),
        }
    }

    /// Whether a known version after the one at `index`, and before `end`, is not generated now.
    fn has_gap(&self, index: usize, end: Option<&Api>) -> bool {
        let start = &self.apis[index].version.name;
        let mut names = self
            .known
            .iter()
            .filter(|name| *name > start && end.is_none_or(|end| **name < end.version.name));
        names.any(|name| !self.apis.iter().any(|api| api.version.name == *name))
    }

    /// The first version after the one at `index` that has no operation of this route.
    fn first_without(&self, index: usize, route: &str) -> Option<&Api> {
        let mut later = self.apis.iter().skip(index + 1);
        later.find(|api| api.operation_at(route).is_none()).copied()
    }
}

/// The replacement for an operation in the first version without it.
fn successor(gone: &Api, moved: &Moved) -> Option<Successor> {
    let (resource, operation) = gone.operation_at(&moved.route)?;
    Some(Successor {
        version: gone.version.clone(),
        call: operation.call(&resource.name),
    })
}

fn restructured<'a>(apis: &[&'a Api]) -> BTreeSet<&'a str> {
    let types = || apis.iter().flat_map(|api| &api.types);
    let changed = |ty: &Type| {
        types().any(|other| {
            other.name == ty.name && discriminant(&other.kind) != discriminant(&ty.kind)
        })
    };
    types()
        .filter(|ty| changed(ty))
        .map(|ty| ty.name.as_str())
        .collect()
}

fn inventory(api: &Api) -> BTreeSet<Item> {
    let operations = api.operations();
    let operations = operations.map(|(_, operation)| Item::Operation(operation.route()));
    let types = api.types.iter().map(|ty| Item::Type(ty.name.clone()));
    let members = api.types.iter().flat_map(|ty| {
        let members = ty.members().into_iter();
        members.map(|name| member(ty, name))
    });
    operations.chain(types).chain(members).collect()
}

fn member(ty: &Type, wire_name: &str) -> Item {
    let (ty_name, wire_name) = (ty.name.clone(), wire_name.to_owned());
    match ty.kind {
        Kind::Struct(_) => Item::Field(ty_name, wire_name),
        Kind::Enum(_) | Kind::Union(_) => Item::Value(ty_name, wire_name),
    }
}
