//! Second pass: types that were one stay one.
//!
//! Enums that were one type and still have values in common stay one type with all their values, so
//! that a value that is added in one place does not split it. Types that contain them, and differ
//! in nothing else, become one again.

use super::{
    collect::{CollectedType, number, numbered},
    memory::Memory,
    merge::merge,
    shape::Shape,
};
use crate::model::{Kind, Type, TypeRef};
use std::collections::{BTreeMap, HashMap};

/// The numbers of types that have become part of another one, with the number of that one.
#[derive(Default)]
pub struct United(BTreeMap<usize, usize>);

impl United {
    /// The number under which a type is found now.
    pub fn number(&self, number: usize) -> usize {
        self.0
            .get(&number)
            .map_or(number, |into| self.number(*into))
    }

    /// Whether a type has become part of another one.
    pub fn has(&self, number: usize) -> bool {
        self.0.contains_key(&number)
    }
}

/// Unites types that were one. `widened` are those that have become part of another one already.
pub fn unite(
    types: &mut [CollectedType],
    widened: Vec<(usize, usize)>,
    memory: &Memory<'_>,
) -> United {
    let mut united = United(widened.into_iter().collect());
    for group in memory.groups().into_values() {
        let enums = group
            .into_iter()
            .filter(|(number, old)| shares_values(&types[*number].ty, old));
        let enums: Vec<usize> = enums.map(|(number, _)| united.number(number)).collect();
        let Some(first) = enums.iter().min().copied() else {
            continue;
        };
        for number in enums.into_iter().filter(|number| *number != first) {
            if !united.has(number) {
                put_into(types, number, first, &mut united);
            }
        }
    }
    if !united.0.is_empty() {
        unite_equal(types, &mut united);
    }
    united
}

/// Whether an enum has at least one of the values that it had.
fn shares_values(new: &Type, old: &Type) -> bool {
    matches!(old.kind, Kind::Enum(_))
        && new
            .members()
            .iter()
            .any(|value| old.members().contains(value))
}

fn put_into(types: &mut [CollectedType], number: usize, into: usize, united: &mut United) {
    let part = types[number].clone();
    let whole = &mut types[into];
    merge(&mut whole.ty.kind, part.ty.kind);
    whole.overlay_names.extend(part.overlay_names);
    whole.is_sent &= part.is_sent;
    if part.best < whole.best {
        whole.ty.docs = part.ty.docs;
        whole.ty.at = part.ty.at;
        whole.best = part.best;
    }
    united.0.insert(number, into);
}

/// Unites structs and unions that are equal now, until there are no more.
fn unite_equal(types: &mut [CollectedType], united: &mut United) {
    loop {
        let mut by_shape: HashMap<Shape, usize> = HashMap::new();
        let mut equal = None;
        for (number, collected) in types.iter().enumerate() {
            if united.has(number) || matches!(collected.ty.kind, Kind::Enum(_)) {
                continue;
            }
            let mut kind = collected.ty.kind.clone();
            for part in kind.parts_mut() {
                renumber(part, united);
            }
            let shape = Shape::of(&kind, &collected.best, None);
            if let Some(first) = by_shape.insert(shape, number) {
                equal = Some((number, first));
                break;
            }
        }
        match equal {
            Some((number, first)) => put_into(types, number, first, united),
            None => return,
        }
    }
}

fn renumber(ty: &mut TypeRef, united: &United) {
    match ty {
        TypeRef::Array(inner)
        | TypeRef::Map(inner)
        | TypeRef::Boxed(inner)
        | TypeRef::Nullable(inner) => {
            renumber(inner, united);
        }
        ty => {
            if let Some(number) = number(ty) {
                *ty = numbered(united.number(number));
            }
        }
    }
}
