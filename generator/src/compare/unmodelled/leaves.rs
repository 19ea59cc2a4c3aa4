//! Where two documents differ.

use crate::source::Pointer;
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// Members that only readers of the document see.
const TEXTS: [&str; 3] = ["description", "summary", "title"];
/// Members that only a reader of the document sees, whatever they hold.
const EXAMPLES: [&str; 2] = ["example", "examples"];

/// A node that differs.
pub struct Leaf {
    pub at: Pointer,
    pub before: Option<Value>,
    pub after: Option<Value>,
}

impl Leaf {
    /// What it refers to or referred to in its own document.
    pub fn references(&self) -> BTreeSet<&str> {
        let mut found = BTreeSet::new();
        let values = [&self.before, &self.after].into_iter().flatten();
        let mut queue: Vec<&Value> = values.collect();
        while let Some(value) = queue.pop() {
            match value {
                Value::String(text) => found.extend(text.strip_prefix('#')),
                Value::Array(items) => queue.extend(items),
                Value::Object(members) => queue.extend(members.values()),
                _ => {}
            }
        }
        found
    }
}

/// Every node that differs, in the order of the older document, then of the newer one. Texts for
/// readers are omitted.
pub fn leaves(old: &Value, new: &Value) -> Vec<Leaf> {
    let mut leaves = Vec::new();
    walk(Some(old), Some(new), &Pointer::root(), &mut leaves);
    leaves
}

fn walk(old: Option<&Value>, new: Option<&Value>, at: &Pointer, leaves: &mut Vec<Leaf>) {
    match (old, new) {
        (old, new) if old == new => {}
        (Some(Value::Object(old)), Some(Value::Object(new))) => {
            for key in keys(old, new) {
                let (old, new) = (old.get(key), new.get(key));
                if !is_for_readers(key, new.or(old)) {
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

fn keys<'a>(
    old: &'a Map<String, Value>,
    new: &'a Map<String, Value>,
) -> impl Iterator<Item = &'a str> {
    let added = new.keys().filter(|key| !old.contains_key(*key));
    old.keys().chain(added).map(String::as_str)
}

/// Whether the member is a text for readers. A property can be called like one; its value is an
/// object.
fn is_for_readers(key: &str, value: Option<&Value>) -> bool {
    EXAMPLES.contains(&key) || TEXTS.contains(&key) && !matches!(value, Some(Value::Object(_)))
}
