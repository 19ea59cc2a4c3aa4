//! What has changed in a document without a change of the model: nothing goes by in silence.

use super::change::{Change, Kind};
use crate::source::Pointer;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Members that only a reader of the document sees.
const TEXTS: [&str; 5] = ["description", "summary", "example", "examples", "title"];

/// A node that differs.
struct Leaf {
    at: Pointer,
    before: Option<Value>,
    after: Option<Value>,
}

/// Every difference of the documents that `changes` do not account for; the same one in several
/// places once.
pub fn residue(old: &Value, new: &Value, changes: &[Change]) -> Vec<Change> {
    let mut leaves = Vec::new();
    walk(Some(old), Some(new), &Pointer::root(), &mut leaves);
    let accounted = accounted(&leaves, changes);
    // Keys hold whole values: what is accepted is no other change that begins alike.
    let mut groups: BTreeMap<(String, String, String), Vec<usize>> = BTreeMap::new();
    for (index, leaf) in leaves.iter().enumerate() {
        let (before, after) = (text(leaf.before.as_ref()), text(leaf.after.as_ref()));
        let key = (leaf.at.last(), before, after);
        groups.entry(key).or_default().push(index);
    }
    let version = new.pointer("/info/version").and_then(Value::as_str);
    groups
        .into_iter()
        .filter(|(_, indices)| !indices.iter().any(|index| accounted.contains(index)))
        .filter_map(|((name, before, after), indices)| {
            let first = leaves.get(*indices.first()?)?;
            let message = match indices.len() {
                1 => "changed in the document, which the crate does not show".to_owned(),
                count => format!(
                    "changed in {count} places of the document, which the crate does not show"
                ),
            };
            let mut change = Change::new(Kind::NotModelled, None, name, message, &first.at)
                .effect(before, after);
            change.finish(version.unwrap_or_default());
            change.before = change.before.as_deref().map(short);
            change.after = change.after.as_deref().map(short);
            Some(change)
        })
        .collect()
}

/// The leaves that changes account for, and those that come or go since such a leaf refers to them.
fn accounted(leaves: &[Leaf], changes: &[Change]) -> BTreeSet<usize> {
    let shown = |leaf: &Leaf| changes.iter().any(|change| accounts_for(change, leaf));
    let mut accounted: BTreeSet<usize> = BTreeSet::new();
    let mut open: Vec<usize> = (0..leaves.len()).collect();
    let references: Vec<BTreeSet<String>> = leaves.iter().map(Leaf::references).collect();
    loop {
        let related = |one: usize, other: usize| {
            let (at, other_at) = (leaves[one].at.as_str(), leaves[other].at.as_str());
            let is_reference = leaves[one].at.last() == "$ref";
            references[other].contains(at) || is_reference && references[one].contains(other_at)
        };
        let (found, rest): (Vec<_>, Vec<_>) = open.into_iter().partition(|leaf| {
            shown(&leaves[*leaf]) || accounted.iter().any(|other| related(*leaf, *other))
        });
        if found.is_empty() {
            return accounted;
        }
        accounted.extend(found);
        open = rest;
    }
}

impl Leaf {
    /// What it refers to or referred to in its own document.
    fn references(&self) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        let values = [&self.before, &self.after].into_iter().flatten();
        let mut queue: Vec<&Value> = values.collect();
        while let Some(value) = queue.pop() {
            match value {
                Value::String(text) => {
                    found.extend(text.strip_prefix('#').map(str::to_owned));
                }
                Value::Array(items) => queue.extend(items),
                Value::Object(members) => queue.extend(members.values()),
                _ => {}
            }
        }
        found
    }
}

fn accounts_for(change: &Change, leaf: &Leaf) -> bool {
    let (at, leaf_at) = (change.pointer.as_str(), leaf.at.as_str());
    let (name, parent) = (leaf.at.last(), leaf.at.parent().unwrap_or_default());
    // Lists of required properties and extensions say something of what stands beside them.
    let beside = name == "required" || name.starts_with("x-");
    if beside && below(at, parent.as_str()) {
        return true;
    }
    match change.kind {
        // Texts are not looked at.
        Kind::DocumentationChanged => false,
        // One change stands for every operation.
        Kind::ErrorAdded
        | Kind::ErrorRemoved
        | Kind::ErrorDocumented
        | Kind::ErrorNotDocumented => {
            let status = format!("/responses/{}", change.pointer.last());
            leaf_at.ends_with(&status) || below(at, leaf_at)
        }
        _ => {
            let origin = change.origin.as_ref().map(Pointer::as_str);
            let places = [Some(at), origin].into_iter().flatten();
            places
                .into_iter()
                .any(|at| below(leaf_at, at) || below(at, leaf_at))
        }
    }
}

fn below(inner: &str, outer: &str) -> bool {
    !outer.is_empty()
        && inner
            .strip_prefix(outer)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn walk(old: Option<&Value>, new: Option<&Value>, at: &Pointer, leaves: &mut Vec<Leaf>) {
    match (old, new) {
        (old, new) if old == new => {}
        (Some(Value::Object(old)), Some(Value::Object(new))) => {
            let texts = |key: &&String| TEXTS.contains(&key.as_str());
            // Properties may be called like texts; their values are objects.
            for key in old
                .keys()
                .chain(new.keys().filter(|key| !old.contains_key(*key)))
            {
                let (old, new) = (old.get(key), new.get(key));
                let is_text = texts(&key) && !matches!(new.or(old), Some(Value::Object(_)));
                if !is_text && key != "example" && key != "examples" {
                    walk(old, new, &at.child(key), leaves);
                }
            }
        }
        (Some(Value::Array(old)), Some(Value::Array(new)))
            if old.len() == new.len() && new.iter().any(Value::is_object) =>
        {
            for (index, (old, new)) in old.iter().zip(new).enumerate() {
                walk(Some(old), Some(new), &at.index(index), leaves);
            }
        }
        (old, new) => leaves.push(Leaf {
            at: at.clone(),
            before: old.cloned(),
            after: new.cloned(),
        }),
    }
}

/// A node as text.
fn text(value: Option<&Value>) -> String {
    match value {
        None => "absent".to_owned(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    }
}

/// The beginning of a text.
fn short(text: &str) -> String {
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
