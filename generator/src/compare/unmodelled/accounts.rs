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
    /// Starts with the leaves at the place of a change, then adds those that a reference ties to
    /// them, until there are no more.
    pub fn of(leaves: &[Leaf], changes: &[Change]) -> Self {
        let reported = |leaf: &Leaf| changes.iter().any(|change| accounts_for(change, leaf));
        let indices = 0..leaves.len();
        let (mut reported, mut open): (Vec<usize>, Vec<usize>) =
            indices.partition(|index| reported(&leaves[*index]));
        let mut accounts = BTreeSet::new();
        let ties = Ties::of(leaves);
        while !reported.is_empty() {
            let tied = |index: &usize| reported.iter().any(|other| ties.between(*index, *other));
            let (next, rest) = open.into_iter().partition(tied);
            accounts.extend(reported);
            (reported, open) = (next, rest);
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

    /// Whether `reported` refers to the leaf, or the leaf is itself a reference to `reported`.
    fn between(&self, leaf: usize, reported: usize) -> bool {
        let (at, reported_at) = (&self.leaves[leaf].at, &self.leaves[reported].at);
        self.references[reported].contains(at.as_str())
            || at.last() == "$ref" && self.references[leaf].contains(reported_at.as_str())
    }
}

fn accounts_for(change: &Change, leaf: &Leaf) -> bool {
    is_beside(change, leaf)
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
fn is_beside(change: &Change, leaf: &Leaf) -> bool {
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
