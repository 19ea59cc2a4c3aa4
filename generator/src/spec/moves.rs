//! Where the nodes of a rewritten document come from.

use super::node::Node;
use crate::source::Pointer;
use serde_json::Value;
use std::collections::BTreeMap;

/// The nodes of a rewritten document that were elsewhere before.
#[derive(Debug, Default)]
pub struct Moves(BTreeMap<String, Move>);

/// Where a node was, and where everything below it was.
#[derive(Debug)]
struct Move {
    node: Pointer,
    below: Pointer,
}

impl Moves {
    /// The pointer of the node at `at` before the document was rewritten.
    pub fn source(&self, at: &Pointer) -> Pointer {
        if let Some(own) = self.0.get(at.as_str()) {
            return own.node.clone();
        }
        let mut around = at.as_str();
        while let Some(cut) = around.rfind('/') {
            around = &around[..cut];
            if let Some(known) = self.0.get(around) {
                let rest = &at.as_str()[around.len()..];
                return Pointer::from(format!("{}{rest}", known.below.as_str()));
            }
        }
        at.clone()
    }

    /// The nodes of the rewritten document that have the content of the node at `source`.
    pub fn places(&self, document: &Value, source: &Pointer) -> Vec<Pointer> {
        let root = Node {
            value: document,
            at: Pointer::root(),
        };
        let mut found = Vec::new();
        self.collect(&root, source, &mut found);
        found
    }

    fn collect(&self, node: &Node<'_>, source: &Pointer, found: &mut Vec<Pointer>) {
        let known = self.0.get(node.at.as_str());
        if known.map_or_else(|| self.source(&node.at), |known| known.below.clone()) == *source {
            found.push(node.at.clone());
        }
        for child in node.items().chain(node.members().map(|(_, child)| child)) {
            self.collect(&child, source, found);
        }
    }

    /// Remembers that the node at `at` was at `source`.
    pub fn record(&mut self, at: &Pointer, source: &Pointer) {
        if self.source(at) != *source {
            self.record_content(at, source, source);
        }
    }

    /// Remembers that the node at `at` was the reference at `node`, and its content at `below`.
    pub fn record_content(&mut self, at: &Pointer, node: &Pointer, below: &Pointer) {
        let (node, below) = (node.clone(), below.clone());
        self.0.insert(at.as_str().to_owned(), Move { node, below });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_node_comes_from_where_the_nearest_node_around_it_comes_from() {
        let pointer = |text: &str| Pointer::from(text.to_owned());
        let mut moves = Moves::default();
        moves.record(&pointer("/a/b"), &pointer("/x"));
        moves.record(&pointer("/a/b/c/d"), &pointer("/y"));
        moves.record_content(&pointer("/r"), &pointer("/s"), &pointer("/t"));
        for (at, source) in [
            ("", ""),
            ("/a", "/a"),
            ("/a/bc", "/a/bc"),
            ("/a/b/c", "/x/c"),
            ("/a/b/c/d/e", "/y/e"),
            ("/r", "/s"),
            ("/r/u", "/t/u"),
        ] {
            assert_eq!(moves.source(&pointer(at)), pointer(source), "{at}");
        }
    }
}
