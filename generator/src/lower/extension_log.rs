//! Which extensions the lowered parts of a document have, and which of them were read.

use crate::spec::Pointer;
use indexmap::IndexMap;
use serde_json::Value;
use std::collections::HashSet;

/// The extensions of the nodes that were lowered, and those that were read.
#[derive(Default)]
pub struct ExtensionLog<'d> {
    seen: Vec<(Pointer, &'d IndexMap<String, Value>)>,
    read: HashSet<Pointer>,
}

impl<'d> ExtensionLog<'d> {
    /// Remembers the extensions of a node.
    pub fn see(&mut self, extensions: &'d IndexMap<String, Value>, at: &Pointer) {
        if !extensions.is_empty() {
            self.seen.push((at.clone(), extensions));
        }
    }

    /// Remembers that an extension was read.
    pub fn mark_read(&mut self, at: Pointer) {
        self.read.insert(at);
    }

    /// Remembers that reading an extension changed nothing.
    pub fn mark_without_effect(&mut self, at: &Pointer) {
        self.read.remove(at);
    }

    /// Whether an extension was read.
    pub fn is_read(&self, at: &Pointer) -> bool {
        self.read.contains(at)
    }

    /// Every extension that was seen and not read: its place and its key.
    pub fn unread(&self) -> Vec<(Pointer, &'d str)> {
        let seen = self.seen.iter().flat_map(|(at, extensions)| {
            let keys = extensions.keys();
            keys.map(move |key| (at.child(key), key.as_str()))
        });
        seen.filter(|(at, _)| !self.read.contains(at)).collect()
    }
}
