//! Pairs of operations, in three passes, each of which considers the operations left over by the
//! previous ones:
//!
//! 1. the same route, whatever its arguments are called;
//! 2. the move that the overlay declares;
//! 3. the most similar operation, if it is similar enough.

use crate::model::{Api, Kind, Operation, Resource, TypeRef};
use std::{collections::BTreeSet, mem::discriminant};

/// An operation with its resource.
pub type Call<'a> = (&'a Resource, &'a Operation);

/// An operation of both models.
#[derive(Clone, Copy)]
pub struct OperationPair<'a> {
    pub old: Call<'a>,
    pub new: Call<'a>,
    /// Whether its route changed.
    pub moved: bool,
}

/// Operations that are being matched.
pub struct Operations<'a> {
    /// Those that keep their route, then those that moved, both in the order of the older model.
    pub pairs: Vec<OperationPair<'a>>,
    /// The unmatched operations of the older model.
    pub removed: Vec<Call<'a>>,
    /// The unmatched operations of the newer model.
    pub added: Vec<Call<'a>>,
}

pub fn find<'a>(old: &'a Api, new: &'a Api) -> Operations<'a> {
    let mut operations = Operations {
        pairs: Vec::new(),
        removed: old.operations().collect(),
        added: new.operations().collect(),
    };
    operations.same_routes();
    operations.declared_moves(new);
    operations.likely_moves(old, new);
    let order: Vec<_> = old
        .operations()
        .map(|(_, operation)| &operation.id)
        .collect();
    let place = |call: Call<'_>| order.iter().position(|id| **id == call.1.id);
    operations
        .pairs
        .sort_by_key(|pair| (pair.moved, place(pair.old)));
    operations
}

impl<'a> Operations<'a> {
    fn same_routes(&mut self) {
        self.pair_up(false, |old, added| {
            let route = |(_, operation): &Call<'_>| (operation.method, shape(&operation.path));
            added.iter().find(|new| route(new) == route(&old)).copied()
        });
    }

    /// The target may be an operation that has been there before.
    fn declared_moves(&mut self, new_api: &'a Api) {
        self.pair_up(true, |old, _| {
            let moved = old.1.moved.as_ref()?;
            let mut targets = new_api.operations();
            targets.find(|(_, new)| new.route() == moved.route)
        });
    }

    fn likely_moves(&mut self, old_api: &Api, new_api: &Api) {
        self.pair_up(true, |old, added| {
            let scored = added
                .iter()
                .map(|new| (similarity(old_api, old.1, new_api, new.1), *new));
            let (_, best) = scored
                .filter(|(similarity, _)| *similarity >= MOVED)
                .max_by_key(|(similarity, _)| *similarity)?;
            Some(best)
        });
    }

    /// Matches each remaining operation of the older model with the one that `target` finds for it,
    /// mostly among the remaining ones of the newer model.
    fn pair_up(&mut self, moved: bool, target: impl Fn(Call<'a>, &[Call<'a>]) -> Option<Call<'a>>) {
        for old in std::mem::take(&mut self.removed) {
            match target(old, &self.added) {
                Some(new) => {
                    self.added.retain(|(_, added)| added.id != new.1.id);
                    self.pairs.push(OperationPair { old, new, moved });
                }
                None => self.removed.push(old),
            }
        }
    }
}

/// A path without the names of its arguments, which are not part of a request.
fn shape(path: &str) -> String {
    let parts = path.split(['{', '}']).enumerate();
    parts
        .map(|(index, part)| if index % 2 == 0 { part } else { "{}" })
        .collect()
}

/// The similarity from which two operations with different routes count as one that moved.
const MOVED: u32 = 3;

/// The similarity of two operations: the form of the result, its type (which counts twice), and the
/// last word of the path. Zero if they differ in method, body or type. A slash at the end is no
/// difference.
fn similarity(old_api: &Api, old: &Operation, new_api: &Api, new: &Operation) -> u32 {
    let route = |operation: &Operation| {
        let shape = shape(operation.path.trim_end_matches('/'));
        (operation.method, shape)
    };
    if route(old) == route(new) {
        return u32::MAX;
    }
    if old.method != new.method || old.body.is_some() != new.body.is_some() {
        return 0;
    }
    let form = discriminant(&old.output) == discriminant(&new.output);
    let ty = match (old.output.ty(), new.output.ty()) {
        (Some(old), Some(new)) if old == new => 2,
        (Some(old), Some(new)) if mostly_same_fields(old_api, old, new_api, new) => 2,
        (None, None) => 0,
        _ => return 0,
    };
    let word = last_word(&old.path) == last_word(&new.path);
    u32::from(form) + ty + u32::from(word)
}

fn last_word(path: &str) -> String {
    let mut parts = path.rsplit('/');
    let word = parts.find(|part| !part.starts_with('{'));
    word.unwrap_or_default().replace('_', "-")
}

/// Whether two structs share three fields and two thirds of the larger one.
fn mostly_same_fields(old_api: &Api, old: &TypeRef, new_api: &Api, new: &TypeRef) -> bool {
    let (old, new) = (fields(old_api, old), fields(new_api, new));
    let common = old.intersection(&new).count();
    common >= 3 && common * 3 >= old.len().max(new.len()) * 2
}

fn fields<'a>(api: &'a Api, ty: &TypeRef) -> BTreeSet<&'a str> {
    let ty = ty.name().and_then(|name| api.type_named(name));
    let Some(Kind::Struct(kind)) = ty.map(|ty| &ty.kind) else {
        return BTreeSet::new();
    };
    let fields = kind.fields.iter();
    fields.map(|field| field.wire_name.as_str()).collect()
}
