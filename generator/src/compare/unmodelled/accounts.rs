//! The differences of two documents that changes of the model account for.

use super::leaves::Leaf;
use crate::{
    compare::{Change, Kind},
    source::Pointer,
};
use std::collections::BTreeSet;

/// The leaves that changes account for, by index.
pub struct Accounts(BTreeSet<usize>);

impl Accounts {
    /// First what stands where a change is, then, as long as there is more, what is tied to that
    /// by a reference.
    pub fn of(leaves: &[Leaf], changes: &[Change]) -> Self {
        let told = |leaf: &Leaf| changes.iter().any(|change| accounts_for(change, leaf));
        let indices = 0..leaves.len();
        let (mut told, mut open): (Vec<usize>, Vec<usize>) =
            indices.partition(|index| told(&leaves[*index]));
        let mut accounts = BTreeSet::new();
        let ties = Ties::of(leaves);
        while !told.is_empty() {
            let tied = |index: &usize| told.iter().any(|other| ties.between(*index, *other));
            let (next, rest) = open.into_iter().partition(tied);
            accounts.extend(told);
            (told, open) = (next, rest);
        }
        Self(accounts)
    }

    pub fn has(&self, index: usize) -> bool {
        self.0.contains(&index)
    }
}

/// References between leaves.
struct Ties<'a> {
    leaves: &'a [Leaf],
    references: Vec<BTreeSet<&'a str>>,
}

impl<'a> Ties<'a> {
    fn of(leaves: &'a [Leaf]) -> Self {
        Self {
            leaves,
            references: leaves.iter().map(Leaf::references).collect(),
        }
    }

    /// Whether `told` refers to the leaf, or the leaf is itself a reference to `told`.
    fn between(&self, leaf: usize, told: usize) -> bool {
        let (at, told_at) = (&self.leaves[leaf].at, &self.leaves[told].at);
        self.references[told].contains(at.as_str())
            || at.last() == "$ref" && self.references[leaf].contains(told_at.as_str())
    }
}

fn accounts_for(change: &Change, leaf: &Leaf) -> bool {
    stands_beside(change, leaf)
        || match change.kind {
            // Texts are ignored.
            Kind::DocumentationChanged => false,
            Kind::ErrorAdded
            | Kind::ErrorRemoved
            | Kind::ErrorDocumented
            | Kind::ErrorNotDocumented => is_status(change, leaf),
            _ => is_in_line(change, leaf),
        }
}

/// Lists of required properties and extensions describe the members beside them.
fn stands_beside(change: &Change, leaf: &Leaf) -> bool {
    let name = leaf.at.last();
    let parent = leaf.at.parent().unwrap_or_default();
    (name == "required" || name.starts_with("x-")) && below(&change.pointer, &parent)
}

/// One change of an error status covers the responses of every operation.
fn is_status(change: &Change, leaf: &Leaf) -> bool {
    let status = format!("/responses/{}", change.pointer.last());
    leaf.at.as_str().ends_with(&status) || below(&change.pointer, &leaf.at)
}

/// Whether the leaf is at, around or below the place of the change, now or before.
fn is_in_line(change: &Change, leaf: &Leaf) -> bool {
    let mut places = [Some(&change.pointer), change.origin.as_ref()]
        .into_iter()
        .flatten();
    places.any(|at| below(&leaf.at, at) || below(at, &leaf.at))
}

/// Whether `inner` is `outer` or below it; nothing counts as below the whole document.
fn below(inner: &Pointer, outer: &Pointer) -> bool {
    let (inner, outer) = (inner.as_str(), outer.as_str());
    let rest = inner.strip_prefix(outer);
    !outer.is_empty() && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
