//! Changes of a document that do not change the model, so that none goes unreported.
//!
//! 1. [`leaves`] walks both documents at once, and finds every node that differs.
//! 2. [`Accounts`] finds which of them a change accounts for: those at, around and below the
//!    change's place, and what is tied to such a leaf by a `$ref`.
//! 3. What is left becomes changes; the same one in several places is one change.

mod accounts;
mod leaves;

use super::{
    change::{Change, Detail},
    kind::Kind,
    subject::Subject,
    value::Value,
};
use crate::source::Pointer;
use accounts::Accounts;
use leaves::{Leaf, leaves};
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// Every difference of the documents that `changes` do not account for; the same one in several
/// places once.
pub fn unmodelled(old: &Json, new: &Json, changes: &[Change]) -> Vec<Change> {
    let leaves = leaves(old, new);
    let accounts = Accounts::of(&leaves, changes);
    let version = new.pointer("/info/version").and_then(Json::as_str);
    let open = alike(&leaves).into_iter();
    open.filter(|places| !places.iter().any(|place| accounts.has(*place)))
        .filter_map(|places| {
            let places: Vec<&Leaf> = places
                .iter()
                .filter_map(|place| leaves.get(*place))
                .collect();
            let mut change = change(&places)?;
            change.identify(version.unwrap_or_default());
            Some(change)
        })
        .collect()
}

/// The leaves with the same name and the same difference, by index.
fn alike(leaves: &[Leaf]) -> Vec<Vec<usize>> {
    let mut groups: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (index, leaf) in leaves.iter().enumerate() {
        let text = |node: &Option<Json>| node.as_ref().map(Json::to_string);
        let key = (leaf.at.last(), text(&leaf.before), text(&leaf.after));
        groups.entry(key).or_default().push(index);
    }
    groups.into_values().collect()
}

fn change(places: &[&Leaf]) -> Option<Change> {
    let first = places.first()?;
    let subject = Subject::Member(first.at.last());
    let pointers: Vec<Pointer> = places.iter().map(|leaf| leaf.at.clone()).collect();
    let change = Change::new(Kind::NotModelled, None, subject, &first.at)
        .effect(
            Value::Node(first.before.clone()),
            Value::Node(first.after.clone()),
        )
        .detail(Detail::Places(pointers));
    Some(change)
}
