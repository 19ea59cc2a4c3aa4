//! Following references to their content.

use super::{
    normalizer::Normalizer,
    references::{component, pointer, reference},
};
use crate::{source::Pointer, spec::node::Node};

/// References to references are rare; a chain this long is a cycle.
const MAX_REFERENCES: usize = 32;
/// References can multiply a document; this many nodes are beyond any real one.
const MAX_NODES: usize = 1_000_000;

impl<'d> Normalizer<'d> {
    /// What a reference leads to in the end; `None` if the node is none, or is unresolved.
    pub fn target(&self, node: &Node<'d>) -> Option<Node<'d>> {
        let mut target = self.next(node)?;
        for _ in 0..MAX_REFERENCES {
            match reference(target.value) {
                Some(_) => target = self.next(&target)?,
                None => return Some(target),
            }
        }
        None
    }

    /// The component schema that a reference leads to in the end.
    pub fn component(&self, node: &Node<'d>) -> Option<Node<'d>> {
        let mut target = self.next(node)?;
        for _ in 0..MAX_REFERENCES {
            let is_alias = reference(target.value).is_some();
            if component(&target.at).is_some() && !is_alias {
                return Some(target);
            }
            target = self.next(&target)?;
        }
        None
    }

    /// The content of a node whose place becomes `at`: itself, or what it refers to.
    pub fn content_of(&mut self, node: &Node<'d>, at: &Pointer) -> Node<'d> {
        let target = self.target(node);
        match &target {
            Some(target) => self.moves.record_content(at, &node.at, &target.at),
            None => self.moves.record(at, &node.at),
        }
        target.unwrap_or_else(|| node.clone())
    }

    fn next(&self, node: &Node<'d>) -> Option<Node<'d>> {
        let at = pointer(reference(node.value)?)?;
        let value = self.document.pointer(at.as_str())?;
        Some(Node { value, at })
    }

    /// Applies `with` to the content of a reference; `None` if that would not end.
    pub fn enter<T>(&mut self, target: &Node<'d>, with: impl FnOnce(&mut Self) -> T) -> Option<T> {
        if self.open.contains(&target.at) || self.nodes > MAX_NODES {
            return None;
        }
        self.open.push(target.at.clone());
        let result = with(self);
        self.open.pop();
        Some(result)
    }
}
