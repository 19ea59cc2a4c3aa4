//! Ninth pass: boxes the fields that lead back to their own type.
//!
//! A field leads back if its value holds a value of the type that it belongs to, with no list or
//! map in between. Which fields those are depends on the cycle alone, and on no order, so that a
//! field is boxed as long as the cycle is there.

use crate::{
    cycles::cycles,
    model::{Field, Kind, Presence, Type, TypeRef},
};
use std::collections::HashMap;

/// Boxes optional fields first, because every value ends at one of them. Required fields follow
/// where a choice ends it.
pub fn insert(types: &mut [Type]) {
    box_fields(types, |field| field.presence != Presence::Required);
    box_fields(types, |_| true);
}

fn box_fields(types: &mut [Type], is_meant: impl Fn(&Field) -> bool) {
    let numbers = types.iter().zip(0..);
    let numbers: HashMap<String, usize> = numbers
        .map(|(ty, number)| (ty.name.clone(), number))
        .collect();
    let held = |ty: &TypeRef| match ty {
        TypeRef::Named(name) => numbers.get(name).copied(),
        _ => None,
    };
    let edges = types.iter().map(|ty| {
        let parts = ty.parts().into_iter();
        parts.filter_map(held).collect()
    });
    let cycles = cycles(&edges.collect::<Vec<_>>());
    for (number, ty) in types.iter_mut().enumerate() {
        let Kind::Struct(kind) = &mut ty.kind else {
            continue;
        };
        for field in kind.fields.iter_mut().filter(|field| is_meant(field)) {
            if held(&field.ty).is_some_and(|to| cycles[to] == cycles[number]) {
                field.ty = TypeRef::Boxed(Box::new(field.ty.clone()));
            }
        }
    }
}
