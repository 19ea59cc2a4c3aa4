//! Which type of the last generation each type was: the memory of names and modules.
//!
//! Both models are walked at once, from the operations inwards. Types in the same place are the
//! same type, whatever their schemas are called now.

use super::collect::{CollectedType, number};
use crate::model::{Api, Kind, Operation, Output, Type, TypeRef};
use std::{
    collections::{BTreeMap, BTreeSet},
    mem::discriminant,
};

/// The types of the last generation that each type was, by number; the most common one first.
pub struct Memory<'o> {
    found: BTreeMap<usize, Vec<&'o Type>>,
}

/// Types in the same place, older one first.
type Place<'o, 'n> = (&'o TypeRef, &'n TypeRef);

impl<'o> Memory<'o> {
    /// Compares the last model with the new one, whose types are still numbers.
    pub fn of(old: &'o Api, new: &Api, types: &[CollectedType]) -> Self {
        let mut open = Vec::new();
        for (_, operation) in new.operations() {
            if let Some((_, old_operation)) = old.operation_at(&operation.route()) {
                open.extend(places((old, old_operation), (new, operation)));
            }
        }
        if let (Some(old), Some(new)) = (&old.errors, &new.errors) {
            open.extend(old.same_statuses(new));
        }
        open.reverse();
        let mut found: BTreeMap<usize, Vec<&'o Type>> = BTreeMap::new();
        let mut visited = BTreeSet::new();
        while let Some((old_ref, new_ref)) = open.pop() {
            let old_type = old_ref.innermost();
            let old_type = old_type.name().and_then(|name| old.type_named(name));
            let new_number = number(new_ref.innermost());
            let (Some(old), Some(new_number)) = (old_type, new_number) else {
                continue;
            };
            let Some(new) = types.get(new_number) else {
                continue;
            };
            if discriminant(&old.kind) == discriminant(&new.ty.kind) {
                found.entry(new_number).or_default().push(old);
                if visited.insert((old.name.as_str(), new_number)) {
                    open.extend(members(old, &new.ty).into_iter().rev());
                }
            }
        }
        for types in found.values_mut() {
            let all = types.clone();
            let count = |ty: &Type| all.iter().filter(|other| other.name == ty.name).count();
            types.sort_by_key(|ty| std::cmp::Reverse(count(ty)));
            types.dedup_by_key(|ty| &ty.name);
        }
        Self { found }
    }

    /// No last generation.
    pub fn none() -> Self {
        let found = BTreeMap::new();
        Self { found }
    }

    /// What a type was.
    pub fn types(&self, number: usize) -> &[&'o Type] {
        self.found
            .get(&number)
            .map(Vec::as_slice)
            .unwrap_or_default()
    }

    /// The numbers of the types that were one, by its name.
    pub fn groups(&self) -> BTreeMap<&'o str, Vec<(usize, &'o Type)>> {
        let mut groups: BTreeMap<&str, Vec<_>> = BTreeMap::new();
        for (number, types) in &self.found {
            for ty in types {
                groups.entry(&ty.name).or_default().push((*number, *ty));
            }
        }
        groups
    }
}

/// The types in the same places of two operations.
fn places<'o, 'n>(
    (old_api, old): (&'o Api, &'o Operation),
    (new_api, new): (&'n Api, &'n Operation),
) -> Vec<Place<'o, 'n>> {
    let mut places = Vec::new();
    if is_same_form(&old.output, &new.output) {
        places.extend(old.output.ty().zip(new.output.ty()));
    }
    let bodies = old.body.as_ref().zip(new.body.as_ref());
    places.extend(bodies.map(|(old, new)| (&old.ty, &new.ty)));
    for new in &new.parameters {
        let mut parameters = old.parameters.iter();
        let same = parameters.find(|old| old.wire_name == new.wire_name);
        places.extend(same.map(|old| (&old.ty, &new.ty)));
    }
    let old_filters = old.filter.and_then(|index| old_api.filters.get(index));
    let new_filters = new.filter.and_then(|index| new_api.filters.get(index));
    for (old, new) in old_filters.into_iter().zip(new_filters) {
        for new in &new.fields {
            let mut fields = old.fields.iter();
            let same = fields.find(|old| old.wire_name == new.wire_name);
            places.extend(same.map(|old| (&old.value, &new.value)));
        }
    }
    places
}

/// A list that has become pages still has the same items.
fn is_same_form(old: &Output, new: &Output) -> bool {
    let is_list = |output: &Output| matches!(output, Output::Page(_) | Output::List(_));
    is_list(old) == is_list(new)
}

fn members<'o, 'n>(old: &'o Type, new: &'n Type) -> Vec<Place<'o, 'n>> {
    match (&old.kind, &new.kind) {
        (Kind::Struct(old), Kind::Struct(new)) => {
            let fields = new.fields.iter().filter_map(|new| {
                let mut fields = old.fields.iter();
                let old = fields.find(|old| new.is_read_as(&old.wire_name))?;
                Some((&old.ty, &new.ty))
            });
            fields.collect()
        }
        (Kind::Union(old), Kind::Union(new)) => {
            let branches = new.variants.iter().filter_map(|new| {
                let mut variants = old.variants.iter();
                let old = variants.find(|old| old.wire_name == new.wire_name)?;
                Some((old.ty.as_ref()?, new.ty.as_ref()?))
            });
            branches.collect()
        }
        _ => Vec::new(),
    }
}
