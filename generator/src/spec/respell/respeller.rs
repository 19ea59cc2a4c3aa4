//! The state of respelling one document.

use crate::spec::{
    meaning::{Meaning, Meanings},
    moves::Moves,
    node::Node,
};
use serde_json::Value;
use std::collections::{BTreeSet, HashMap, HashSet};

/// The state of respelling one document.
pub struct Respeller<'d> {
    pub new_document: &'d Value,
    pub old_document: &'d Value,
    pub new: Meanings<'d>,
    pub old: Meanings<'d>,
    /// What the newer document says where the older one refers to a component.
    pub uses: HashMap<&'d str, Vec<Use<'d>>>,
    /// Uses that were surveyed already.
    pub surveyed: HashSet<(&'d str, Meaning)>,
    /// Components of the older document that can be kept as they are.
    pub intact: HashMap<&'d str, bool>,
    /// Components that are referred to and not yet written.
    pub wanted: Vec<String>,
    /// Components that are written.
    pub written: BTreeSet<String>,
    /// Components whose content is being written now, to detect recursion.
    pub open: Vec<&'d str>,
    pub moves: Moves,
}

/// What the newer document says in the place of a component.
#[derive(Clone)]
pub struct Use<'d> {
    pub node: Node<'d>,
    pub meaning: Meaning,
}

impl<'d> Respeller<'d> {
    pub fn new(new: &'d Value, old: &'d Value) -> Self {
        Self {
            new_document: new,
            old_document: old,
            new: Meanings::new(new),
            old: Meanings::new(old),
            uses: HashMap::new(),
            surveyed: HashSet::new(),
            intact: HashMap::new(),
            wanted: Vec::new(),
            written: BTreeSet::new(),
            open: Vec::new(),
            moves: Moves::default(),
        }
    }
}
