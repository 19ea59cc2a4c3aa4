//! Pairs of types and identifiers, in two passes:
//!
//! 1. the same name;
//! 2. the same place: the results, arguments and filters of two paired operations, and the same
//!    field or branch of two paired types. A type that is paired there is followed to its own
//!    members.

use super::OperationPair;
use crate::model::{Api, Kind, Output, StructType, Type, TypeRef, UnionType};
use std::{
    collections::{BTreeMap, BTreeSet},
    mem::discriminant,
};

/// Older names with the newer ones.
type Names = BTreeMap<String, String>;

/// Types in the same place of both models, older type first.
type Place<'a> = (&'a TypeRef, &'a TypeRef);

/// The types and the identifiers of both models.
pub fn find(old: &Api, new: &Api, operations: &[OperationPair<'_>]) -> (Names, Names) {
    let mut pairs = TypePairs {
        old,
        new,
        types: Names::new(),
        ids: Names::new(),
        taken: BTreeSet::new(),
    };
    let same = pairs.same_names();
    for (old, new) in same {
        pairs.same_places(members(old, new));
    }
    for pair in operations {
        pairs.same_places(places(old, new, *pair));
    }
    if let (Some(old), Some(new)) = (&old.errors, &new.errors) {
        pairs.same_places(old.same_statuses(new));
    }
    (pairs.types, pairs.ids)
}

struct TypePairs<'a> {
    old: &'a Api,
    new: &'a Api,
    types: Names,
    ids: Names,
    /// Types of the newer model that have a pair.
    taken: BTreeSet<&'a str>,
}

impl<'a> TypePairs<'a> {
    fn same_names(&mut self) -> Vec<(&'a Type, &'a Type)> {
        let (old_api, new_api) = (self.old, self.new);
        for id in &old_api.ids {
            if has_id(new_api, &id.name) {
                self.ids.insert(id.name.clone(), id.name.clone());
            }
        }
        let types = old_api.types.iter();
        let types: Vec<_> = types
            .filter_map(|old| Some((old, new_api.type_named(&old.name)?)))
            .collect();
        for (old, new) in &types {
            self.pair(old, new);
        }
        types
    }

    /// Pairs the types that have no pair yet, from the outside in.
    fn same_places(&mut self, places: Vec<Place<'a>>) {
        let mut open = places;
        open.reverse();
        while let Some((old, new)) = open.pop() {
            match (old.value(), new.value()) {
                (TypeRef::Array(old), TypeRef::Array(new))
                | (TypeRef::Map(old), TypeRef::Map(new)) => open.push((old, new)),
                (TypeRef::Id(old), TypeRef::Id(new)) => self.same_id(old, new),
                (TypeRef::Named(old), TypeRef::Named(new)) => {
                    let members = self.same_type(old, new);
                    open.extend(members.into_iter().rev());
                }
                _ => {}
            }
        }
    }

    fn same_id(&mut self, old: &str, new: &str) {
        let is_free = !has_id(self.new, old) && !has_id(self.old, new);
        if is_free && !self.ids.contains_key(old) {
            self.ids.insert(old.to_owned(), new.to_owned());
        }
    }

    /// Pairs two types that have no pair yet; their members are in the same places.
    fn same_type(&mut self, old: &str, new: &str) -> Vec<Place<'a>> {
        if self.types.contains_key(old) || self.taken.contains(new) {
            return Vec::new();
        }
        match (self.old.type_named(old), self.new.type_named(new)) {
            (Some(old), Some(new)) if discriminant(&old.kind) == discriminant(&new.kind) => {
                self.pair(old, new);
                members(old, new)
            }
            _ => Vec::new(),
        }
    }

    fn pair(&mut self, old: &Type, new: &'a Type) {
        self.types.insert(old.name.clone(), new.name.clone());
        self.taken.insert(&new.name);
    }
}

fn has_id(api: &Api, name: &str) -> bool {
    api.ids.iter().any(|id| id.name == name)
}

/// The types in the same places of two operations.
fn places<'a>(old_api: &'a Api, new_api: &'a Api, pair: OperationPair<'a>) -> Vec<Place<'a>> {
    let ((_, old), (_, new)) = (pair.old, pair.new);
    let mut places = Vec::new();
    // A single result says little after a move if it was a list before.
    let is_comparable = !pair.moved
        || !matches!(new.output, Output::One(_))
        || discriminant(&old.output) == discriminant(&new.output);
    if is_comparable {
        places.extend(old.output.ty().zip(new.output.ty()));
    }
    let bodies = old.body.as_ref().zip(new.body.as_ref());
    places.extend(bodies.map(|(old, new)| (&old.ty, &new.ty)));
    for old in &old.parameters {
        let mut parameters = new.parameters.iter();
        let same = parameters.find(|new| new.is_same(old));
        places.extend(same.map(|new| (&old.ty, &new.ty)));
    }
    let filters = |api: &'a Api, set: Option<usize>| {
        let set = set.and_then(|set| api.filters.get(set));
        set.map(|set| set.fields.as_slice()).unwrap_or_default()
    };
    let new_filters = filters(new_api, new.filter);
    for old in filters(old_api, old.filter) {
        let mut fields = new_filters.iter();
        let same = fields.find(|new| new.wire_name == old.wire_name);
        places.extend(same.map(|new| (&old.value, &new.value)));
    }
    places
}

/// The types in the same places of two types.
fn members<'a>(old: &'a Type, new: &'a Type) -> Vec<Place<'a>> {
    match (&old.kind, &new.kind) {
        (Kind::Struct(old), Kind::Struct(new)) => fields(old, new),
        (Kind::Union(old), Kind::Union(new)) => branches(old, new),
        _ => Vec::new(),
    }
}

fn fields<'a>(old: &'a StructType, new: &'a StructType) -> Vec<Place<'a>> {
    let fields = old.fields.iter().filter_map(|old| {
        let new = new
            .fields
            .iter()
            .find(|new| new.is_read_as(&old.wire_name))?;
        Some((&old.ty, &new.ty))
    });
    fields.collect()
}

fn branches<'a>(old: &'a UnionType, new: &'a UnionType) -> Vec<Place<'a>> {
    let branches = old.variants.iter().filter_map(|old| {
        let mut variants = new.variants.iter();
        let new = variants.find(|new| new.wire_name == old.wire_name)?;
        Some((old.ty.as_ref()?, new.ty.as_ref()?))
    });
    branches.collect()
}
