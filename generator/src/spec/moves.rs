//! Where the nodes of a rewritten document come from.

use crate::source::Pointer;
use std::collections::BTreeMap;

/// The nodes of a rewritten document that were elsewhere before, with their previous pointers.
#[derive(Debug, Default)]
pub struct Moves(BTreeMap<String, Pointer>);

impl Moves {
    /// The pointer of the node at `at` before the document was rewritten.
    pub fn source(&self, at: &Pointer) -> Pointer {
        let mut around = at.as_str();
        loop {
            if let Some(source) = self.0.get(around) {
                let rest = &at.as_str()[around.len()..];
                return Pointer::from(format!("{}{rest}", source.as_str()));
            }
            match around.rfind('/') {
                Some(cut) => around = &around[..cut],
                None => return at.clone(),
            }
        }
    }

    /// Remembers that the node at `at` was at `source`.
    pub fn record(&mut self, at: &Pointer, source: &Pointer) {
        if self.source(at) != *source {
            self.0.insert(at.as_str().to_owned(), source.clone());
        }
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
        for (at, source) in [
            ("", ""),
            ("/a", "/a"),
            ("/a/bc", "/a/bc"),
            ("/a/b/c", "/x/c"),
            ("/a/b/c/d/e", "/y/e"),
        ] {
            assert_eq!(moves.source(&pointer(at)), pointer(source), "{at}");
        }
    }
}
