//! Changes of the public items of hand-written code.

use super::{change::Change, kind::Kind, subject::Subject};
use crate::{model::Item, source::Pointer};

/// Every change of public items.
pub fn items(old: &[Item], new: &[Item], version: &str) -> Vec<Change> {
    let change = |kind, item: &Item| {
        let subject = Subject::Item(item.path.clone());
        Change::new(kind, None, subject, &Pointer::root())
    };
    let same = |items: &[Item], path: &str| items.iter().find(|item| item.path == path).cloned();
    let mut changes = Vec::new();
    for before in old {
        match same(new, &before.path) {
            None => changes.push(change(Kind::ItemRemoved, before).was(&before.signature)),
            Some(after) if after != *before => {
                let change = change(Kind::ItemChanged, before);
                changes.push(change.effect(&before.signature, &after.signature));
            }
            Some(_) => {}
        }
    }
    for after in new {
        if same(old, &after.path).is_none() {
            changes.push(change(Kind::ItemAdded, after).is(&after.signature));
        }
    }
    for change in &mut changes {
        change.identify(version);
    }
    changes
}
