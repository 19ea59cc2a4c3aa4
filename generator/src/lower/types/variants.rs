//! Third pass: values and branches that only case or signs tell apart get different names.
//!
//! One that had a name in the last generation keeps it. A new one gets its signs as words, or its
//! case if the plain name is taken.

use super::{collect::CollectedType, memory::Memory};
use crate::{
    lower::names::{distinct, distinct_names, variant_name, with_signs},
    model::{Kind, Type},
};
use std::collections::{HashMap, HashSet};

/// Renames the variants of each type that share a name.
pub fn distinguish(types: &mut [CollectedType], memory: &Memory<'_>) {
    for (number, collected) in types.iter_mut().enumerate() {
        let old = memory.types(number).first();
        let mut variants = variants(&mut collected.ty.kind);
        let mut names = HashSet::new();
        let is_clear = variants
            .iter()
            .all(|variant| names.insert(variant.name.clone()));
        let had_others = old.is_some_and(|old| {
            let mut variants = variants.iter();
            variants
                .any(|variant| old_name(old, variant).is_some_and(|name| *name != *variant.name))
        });
        if !is_clear || had_others {
            rename(&mut variants, old.copied());
        }
    }
}

struct Variant<'t> {
    wire_name: &'t str,
    name: &'t mut String,
}

impl Variant<'_> {
    /// Whether its name is not from the overlay.
    fn is_derived(&self) -> bool {
        *self.name == variant_name(self.wire_name)
    }
}

fn variants(kind: &mut Kind) -> Vec<Variant<'_>> {
    let variant = |(wire_name, name)| Variant { wire_name, name };
    match kind {
        Kind::Struct(_) => Vec::new(),
        Kind::Enum(kind) => {
            let values = kind.values.iter_mut();
            values
                .map(|value| variant((&*value.wire_name, &mut value.name)))
                .collect()
        }
        Kind::Union(kind) => {
            let branches = kind.variants.iter_mut();
            branches
                .map(|branch| variant((&*branch.wire_name, &mut branch.name)))
                .collect()
        }
    }
}

/// The name that a variant had, if that was one to tell it from others.
fn old_name<'o>(old: &'o Type, variant: &Variant<'_>) -> Option<&'o str> {
    let named: Vec<(&str, &str)> = match &old.kind {
        Kind::Struct(_) => Vec::new(),
        Kind::Enum(kind) => {
            let values = kind.values.iter();
            values
                .map(|value| (&*value.wire_name, &*value.name))
                .collect()
        }
        Kind::Union(kind) => {
            let branches = kind.variants.iter();
            branches
                .map(|branch| (&*branch.wire_name, &*branch.name))
                .collect()
        }
    };
    let (_, name) = named
        .into_iter()
        .find(|(wire_name, _)| *wire_name == variant.wire_name)?;
    let plain = variant_name(variant.wire_name);
    let mut others = distinct_names(variant.wire_name).map(|other| variant_name(&other));
    (name == plain || others.any(|other| name == other)).then_some(name)
}

fn rename<'t>(variants: &mut [Variant<'t>], old: Option<&Type>) {
    let mut taken = Taken::default();
    for variant in variants.iter().filter(|variant| !variant.is_derived()) {
        taken.take(variant.name, variant.wire_name);
    }
    let mut counts: Vec<String> = variants
        .iter()
        .map(|variant| variant.name.clone())
        .collect();
    counts.sort();
    let is_shared = |name: &String| counts.iter().filter(|other| *other == name).count() > 1;
    let mut open: Vec<&mut Variant<'t>> = Vec::new();
    for variant in variants.iter_mut().filter(|variant| variant.is_derived()) {
        match old.and_then(|old| old_name(old, variant)) {
            Some(name) if taken.take(name, variant.wire_name) => name.clone_into(variant.name),
            _ => open.push(variant),
        }
    }
    let mut plain: Vec<&mut Variant<'t>> = Vec::new();
    for variant in open {
        let signs = with_signs(variant.wire_name).map(|signs| variant_name(&signs));
        match signs.filter(|_| is_shared(variant.name)) {
            Some(name) if taken.take(&name, variant.wire_name) => *variant.name = name,
            _ => plain.push(variant),
        }
    }
    for variant in plain {
        if taken.take(variant.name, variant.wire_name) {
            continue;
        }
        let other = taken.0.get(variant.name);
        let name = other.and_then(|other| distinct(variant.wire_name, other));
        let name = name.map(|name| variant_name(&name));
        if let Some(name) = name.filter(|name| taken.take(name, variant.wire_name)) {
            *variant.name = name;
        }
    }
}

/// Names that are given away, with the variants that have them.
#[derive(Default)]
struct Taken<'t>(HashMap<String, &'t str>);

impl<'t> Taken<'t> {
    /// Gives a name to a variant, if it is free.
    fn take(&mut self, name: &str, wire_name: &'t str) -> bool {
        let is_free = !self.0.contains_key(name);
        if is_free {
            self.0.insert(name.to_owned(), wire_name);
        }
        is_free
    }
}
