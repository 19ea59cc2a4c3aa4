//! Changes of a document that do not change the model, so that none goes unreported.
//!
//! 1. [`differences`] walks both documents at once, and finds every node that differs.
//! 2. [`Accounts`] finds for each leaf whether a change is about that very leaf ([`facets`]).
//! 3. What is left becomes changes; the same one in several places is one change.

mod accounts;
mod arrays;
mod differences;
mod facets;
mod schemas;

use super::{
    change::{Change, Detail},
    kind::Kind,
    subject::Subject,
    value::Value,
};
use crate::source::Pointer;
use accounts::Accounts;
use differences::{Difference, differences};
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// Every difference of the documents that `changes` do not account for; the same one in several
/// places once.
pub fn unmodelled(old: &Json, new: &Json, changes: &[Change]) -> Vec<Change> {
    let differences = differences(old, new, &moves(changes));
    let accounts = Accounts::of([old, new], &differences, changes);
    let version = new.pointer("/info/version").and_then(Json::as_str);
    let open = differences.iter().flat_map(|node| accounts.open(node));
    let groups = alike(open).into_values();
    groups
        .map(|places| {
            let mut change = change(&places);
            change.identify(version.unwrap_or_default());
            change
        })
        .collect()
}

/// The nodes whose content is compared although their place is another one.
fn moves(changes: &[Change]) -> Vec<(Pointer, Pointer)> {
    let moved = changes.iter().filter(|change| {
        let kinds = [Kind::OperationMoved, Kind::TypeRenamed, Kind::FieldMoved];
        kinds.contains(&change.kind)
    });
    let places = moved.filter_map(|change| Some((change.origin.clone()?, change.pointer.clone())));
    places.filter(|(was, at)| was != at).collect()
}

/// The nodes with the same name and the same difference. Labels are alike whatever they say.
fn alike<'d>(
    open: impl Iterator<Item = &'d Difference>,
) -> BTreeMap<(String, String, String), Vec<&'d Difference>> {
    let mut groups: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for node in open {
        let name = node.name();
        let is_label = name == "operationId" || name.starts_with("x-");
        let text = |value: &Option<Json>| match value {
            Some(_) if is_label => String::from("a label"),
            value => value.as_ref().map(Json::to_string).unwrap_or_default(),
        };
        let key = (name.clone(), text(&node.before), text(&node.after));
        groups.entry(key).or_default().push(node);
    }
    groups
}

fn change(places: &[&Difference]) -> Change {
    let name = places.first().map(|node| node.name()).unwrap_or_default();
    let pointers: Vec<Pointer> = places.iter().map(|node| node.at.clone()).collect();
    let first = pointers.first().cloned().unwrap_or_default();
    let all = |side: fn(&Difference) -> &Option<Json>| {
        let mut values: Vec<&Json> = Vec::new();
        for value in places.iter().filter_map(|node| side(node).as_ref()) {
            if !values.contains(&value) {
                values.push(value);
            }
        }
        Value::Nodes(values.into_iter().cloned().collect())
    };
    Change::new(Kind::NotModelled, None, Subject::Member(name), &first)
        .effect(all(|node| &node.before), all(|node| &node.after))
        .detail(Detail::Places(pointers))
}
