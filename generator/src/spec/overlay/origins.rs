//! Where the nodes of an overlaid document come from.

use crate::source::{Place, Pointer};
use std::collections::BTreeMap;

/// The origins of the nodes of an overlaid document.
#[derive(Debug, Default)]
pub struct Origins {
    /// Nodes set by the overlay, with their place in the overlay.
    set: BTreeMap<Pointer, Origin>,
    /// What moved nodes, in order.
    moves: Vec<Move>,
}

/// Where a node that the overlay has set comes from.
#[derive(Clone, Debug)]
pub struct Origin {
    /// The place of the action.
    pub place: Place,
    /// The node of the overlay.
    pub node: Pointer,
}

impl Origin {
    /// The origin of the member `key`.
    pub fn child(&self, key: &str) -> Self {
        let node = self.node.child(key);
        Self {
            node,
            ..self.clone()
        }
    }

    /// The origin of an item.
    pub fn index(&self, index: usize) -> Self {
        let node = self.node.index(index);
        Self {
            node,
            ..self.clone()
        }
    }
}

#[derive(Debug)]
enum Move {
    /// An array item was removed: later items have moved up.
    Removed(Pointer, usize),
    /// A reference was replaced with a copy of the component.
    Copied { to: Pointer, from: Pointer },
}

impl Origins {
    /// The place of the action that set the node at `pointer` or a node around it.
    pub fn place(&self, pointer: &Pointer) -> Option<&Place> {
        let (_, origin) = self.around(pointer)?;
        Some(&origin.place)
    }

    /// The node of the overlay that became the one at `pointer`.
    pub fn node(&self, pointer: &Pointer) -> Option<Pointer> {
        let (at, origin) = self.around(pointer)?;
        Some(pointer.moved(&at, &origin.node))
    }

    /// Every node that the overlay has set.
    pub fn nodes(&self) -> impl Iterator<Item = &Pointer> {
        self.set.keys()
    }

    fn around(&self, pointer: &Pointer) -> Option<(Pointer, &Origin)> {
        let mut around = Some(pointer.clone());
        while let Some(at) = around {
            if let Some(origin) = self.set.get(&at) {
                return Some((at, origin));
            }
            around = at.parent();
        }
        None
    }

    /// The pointer of the node at `pointer` before the overlay.
    pub fn before(&self, pointer: &Pointer) -> Pointer {
        let moves = self.moves.iter().rev();
        moves.fold(pointer.clone(), |pointer, step| match step {
            Move::Removed(array, index) => {
                pointer.shifted(array, |at| if at >= *index { at + 1 } else { at })
            }
            Move::Copied { to, from } => pointer.moved(to, from),
        })
    }

    /// The overlay has set the node.
    pub fn set(&mut self, at: Pointer, origin: Origin) {
        self.set.insert(at, origin);
    }

    /// The overlay has removed an item of an array.
    pub fn remove_item(&mut self, array: Pointer, index: usize) {
        self.rename(|pointer| pointer.shifted(&array, |at| if at > index { at - 1 } else { at }));
        self.moves.push(Move::Removed(array, index));
    }

    /// The reference at `to` has become a copy of the component at `from`.
    pub fn copy(&mut self, to: &Pointer, from: &Pointer) {
        let copied: Vec<_> = self
            .set
            .iter()
            .filter(|(at, _)| at.is_within(from))
            .map(|(at, origin)| (at.moved(from, to), origin.clone()))
            .collect();
        self.set.extend(copied);
        let (to, from) = (to.clone(), from.clone());
        self.moves.push(Move::Copied { to, from });
    }

    /// The copy at `from` has replaced the component at `to`.
    pub fn restore(&mut self, from: &Pointer, to: &Pointer) {
        self.set.retain(|at, _| !at.is_within(to));
        self.rename(|pointer| pointer.moved(from, to));
        self.moves.retain(|step| !step.copies_to(from));
        for step in &mut self.moves {
            if let Move::Removed(array, _) = step {
                *array = array.moved(from, to);
            }
        }
    }

    /// The copy at this place is a reference again.
    pub fn forget(&mut self, copy: &Pointer) {
        self.set.retain(|at, _| !at.is_within(copy));
        self.moves.retain(|step| !step.copies_to(copy));
    }

    fn rename(&mut self, new: impl Fn(&Pointer) -> Pointer) {
        self.set = std::mem::take(&mut self.set)
            .into_iter()
            .map(|(pointer, origin)| (new(&pointer), origin))
            .collect();
    }
}

impl Move {
    fn copies_to(&self, place: &Pointer) -> bool {
        matches!(self, Self::Copied { to, .. } if to == place)
    }
}
