//! What has changed in a document without a change of the model: nothing goes by in silence.

use super::change::{Change, Kind};
use crate::spec::Pointer;
use serde_json::Value;
use std::collections::BTreeMap;

/// Members that only a reader of the document sees.
const TEXTS: [&str; 5] = ["description", "summary", "example", "examples", "title"];

/// A node that differs.
struct Leaf {
    at: Pointer,
    before: Option<Value>,
    after: Option<Value>,
}

/// Every difference of the documents that `changes` do not account for; the same one in several places once.
pub fn residue(old: &Value, new: &Value, changes: &[Change]) -> Vec<Change> {
    let mut leaves = Vec::new();
    walk(Some(old), Some(new), &Pointer::root(), &mut leaves);
    let mut groups: BTreeMap<(String, String, String), Vec<Leaf>> = BTreeMap::new();
    for leaf in leaves {
        let key = (
            leaf.at.last(),
            text(leaf.before.as_ref()),
            text(leaf.after.as_ref()),
        );
        groups.entry(key).or_default().push(leaf);
    }
    let covered = |leaf: &Leaf| changes.iter().any(|change| accounts_for(change, leaf));
    groups
        .into_iter()
        .filter(|(_, leaves)| !leaves.iter().any(covered))
        .filter_map(|((name, before, after), leaves)| {
            let first = leaves.first()?;
            let message = match leaves.len() {
                1 => "changed in the document, which the crate does not show".to_owned(),
                count => format!(
                    "changed in {count} places of the document, which the crate does not show"
                ),
            };
            let change = Change::new(
                Kind::NotModelled,
                None,
                format!("`{name}`"),
                message,
                &first.at,
            );
            Some(change.effect(before, after))
        })
        .collect()
}

fn accounts_for(change: &Change, leaf: &Leaf) -> bool {
    let (at, leaf_at) = (change.pointer.as_str(), leaf.at.as_str());
    // A list of required properties says something of the properties beside it.
    let list = leaf_at.strip_suffix("/required");
    below(leaf_at, at) || below(at, leaf_at) || list.is_some_and(|object| below(at, object))
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

/// A node in short.
fn text(value: Option<&Value>) -> String {
    match value {
        None => "absent".to_owned(),
        Some(Value::String(text)) => text.clone(),
        Some(value @ (Value::Object(_) | Value::Array(_))) => {
            let text = value.to_string();
            match text.char_indices().nth(60) {
                Some((end, _)) => format!("{}…", &text[..end]),
                None => text,
            }
        }
        Some(other) => other.to_string(),
    }
}
