//! Fourth pass: chooses the name of each type.
//!
//! The overlay decides. Else a type keeps the name of the last generation, and a new one gets the
//! best name that its schemas suggest. If that belongs to another type, the kind is added to it.

use super::{candidate::NameOrigin, collect::CollectedType, memory::Memory, unite::United};
use crate::{
    lower::names::free_type_name,
    model::{Kind, Presence, Type},
    spec::{Diagnostic, Document, Pointer},
};
use std::collections::{BTreeMap, HashMap, HashSet};

/// The names of types, by number, and notes about those that are not what a schema suggests.
pub struct Names {
    pub names: Vec<String>,
    pub notes: Vec<Diagnostic>,
}

/// Chooses the name of each type.
pub fn choose(
    types: &[CollectedType],
    memory: &Memory<'_>,
    united: &United,
    document: &Document,
) -> Names {
    let suggested = Suggested::of(types);
    let kept = kept(types, memory, united, &suggested);
    let mut names: Vec<String> = (0..types.len())
        .map(|number| match kept.get(&number) {
            Some(name) => name.clone(),
            None => suggested.name(&types[number]),
        })
        .collect();
    let notes = qualify(types, &mut names, &kept, united, document);
    for number in 0..types.len() {
        names[number] = names[united.number(number)].clone();
    }
    Names { names, notes }
}

/// The schemas and their names that give several types.
struct Suggested<'t> {
    all: HashMap<(&'t str, &'t Pointer), usize>,
    /// Those of types that are not only sent.
    read: HashSet<(&'t str, &'t Pointer)>,
}

impl<'t> Suggested<'t> {
    fn of(types: &'t [CollectedType]) -> Self {
        let (mut all, mut read) = (HashMap::new(), HashSet::new());
        for ty in types {
            let suggested = (&*ty.best.name, &ty.best.pointer);
            *all.entry(suggested).or_default() += 1;
            if !ty.is_sent && !is_patch(&ty.ty.kind) {
                read.insert(suggested);
            }
        }
        Self { all, read }
    }

    /// The best name that the schemas of a type suggest. A component that is both a response and
    /// the body of a merge patch is two types, and so is one with properties that are not sent or
    /// not read; what is sent has a suffix.
    fn name(&self, ty: &CollectedType) -> String {
        let (name, suggested) = (&ty.best.name, (&*ty.best.name, &ty.best.pointer));
        let suffix = if is_patch(&ty.ty.kind) && self.all.get(&suggested) > Some(&1) {
            "Patch"
        } else if ty.is_sent && self.read.contains(&suggested) {
            "Request"
        } else {
            ""
        };
        free_type_name(format!("{name}{suffix}"))
    }
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

/// The names that types keep from the last generation, by number.
fn kept(
    types: &[CollectedType],
    memory: &Memory<'_>,
    united: &United,
    suggested: &Suggested<'_>,
) -> BTreeMap<usize, String> {
    let named = types.iter().zip(0..);
    let named = named.filter(|(ty, _)| ty.best.origin != NameOrigin::Inline);
    let owners: HashMap<String, usize> = named
        .map(|(ty, number)| (suggested.name(ty), number))
        .collect();
    let mut kept = BTreeMap::new();
    for (name, group) in memory.groups() {
        // A name that the overlay gave is its own to take back.
        let is_free = |number: usize, old: &Type| {
            let owner = owners.get(name).is_none_or(|owner| *owner == number);
            owner && !old.named_by_overlay
        };
        let heirs = group.into_iter().filter(|(number, old)| {
            let ty = &types[*number];
            let was = memory.types(*number).first().map(|first| &first.name);
            is_free(*number, old) && ty.best.origin != NameOrigin::Overlay && was == Some(&old.name)
        });
        let heirs = heirs.map(|(number, old)| (united.number(number), old));
        // Of several types that were one, it goes to the one that is called so, or is as it was.
        let heir = heirs.min_by_key(|(number, old)| {
            let ty = &types[*number];
            (
                ty.is_sent,
                ty.best.name != name,
                ty.ty.members() != old.members(),
                *number,
            )
        });
        if let Some((number, _)) = heir {
            kept.entry(number).or_insert_with(|| name.to_owned());
        }
    }
    kept
}

/// Adds the kind to names that belong to another type. Names of components that Rust cannot tell
/// apart stay, to be reported.
fn qualify(
    types: &[CollectedType],
    names: &mut [String],
    kept: &BTreeMap<usize, String>,
    united: &United,
    document: &Document,
) -> Vec<Diagnostic> {
    let mut order: Vec<usize> = (0..types.len())
        .filter(|number| !united.has(*number))
        .collect();
    order.sort_by_key(|number| {
        (
            !kept.contains_key(number),
            types[*number].best.origin,
            *number,
        )
    });
    let mut taken: HashMap<String, usize> = HashMap::new();
    let mut notes = Vec::new();
    for number in order {
        let ty = &types[number];
        let owner = taken.get(&names[number]).copied();
        let Some(owner) = owner else {
            taken.insert(names[number].clone(), number);
            continue;
        };
        let is_same_schema = types[owner].best.pointer == ty.best.pointer;
        let qualified = format!("{}{}", names[number], kind_name(&ty.ty.kind));
        let is_free = !taken.contains_key(&qualified) && !names.contains(&qualified);
        if (ty.best.origin == NameOrigin::Inline || is_same_schema)
            && ty.best.origin != NameOrigin::Overlay
            && is_free
        {
            let message = format!(
                "the type `{qualified}` is not called `{}`, which is another type",
                names[number]
            );
            let note = Diagnostic::warning(message).help("give it a name with `x-rust-type`");
            notes.push(note.at(document.place(&ty.best.pointer)));
            names[number].clone_from(&qualified);
            taken.insert(qualified, number);
        }
    }
    notes
}

/// The kind of a type, as a part of names.
pub fn kind_name(kind: &Kind) -> &'static str {
    match kind {
        Kind::Struct(_) => "Object",
        Kind::Enum(_) => "Enum",
        Kind::Union(_) => "Union",
    }
}
