//! Second pass: chooses the name of each type.

use super::collect::CollectedType;
use crate::{
    lower::names::free_type_name,
    model::{Kind, Presence},
    spec::Pointer,
};
use std::collections::HashMap;

/// The name of each type, by number.
pub fn choose(types: &[CollectedType]) -> Vec<String> {
    let mut suggested: HashMap<(&str, &Pointer), usize> = HashMap::new();
    for ty in types {
        *suggested.entry(suggestion(ty)).or_default() += 1;
    }
    let names = types.iter().map(|ty| {
        let name = &ty.best.name;
        // A component that is both a response and the body of a merge patch is two types; the patch
        // has a suffix.
        let is_shared = suggested.get(&suggestion(ty)) > Some(&1);
        free_type_name(if is_shared && is_patch(&ty.ty.kind) {
            format!("{name}Patch")
        } else {
            name.clone()
        })
    });
    names.collect()
}

/// The best name, and the schema that suggests it.
fn suggestion(ty: &CollectedType) -> (&str, &Pointer) {
    (&ty.best.name, &ty.best.pointer)
}

fn is_patch(kind: &Kind) -> bool {
    match kind {
        Kind::Struct(kind) => {
            let mut fields = kind.fields.iter();
            fields.any(|field| field.presence == Presence::Patch)
        }
        Kind::Enum(_) | Kind::Union(_) => false,
    }
}
