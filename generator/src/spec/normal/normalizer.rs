//! The state of normalizing one document.

use super::heirs::{self, Heirs};
use crate::{source::Pointer, spec::moves::Moves};
use serde_json::Value;

/// The state of normalizing one document.
pub struct Normalizer<'d> {
    pub document: &'d Value,
    pub moves: Moves,
    pub heirs: Heirs<'d>,
    /// References that are being replaced now, to detect recursion.
    pub open: Vec<Pointer>,
    pub nodes: usize,
}

impl<'d> Normalizer<'d> {
    pub fn new(document: &'d Value) -> Self {
        Self {
            document,
            moves: Moves::default(),
            heirs: heirs::find(document),
            open: Vec::new(),
            nodes: 0,
        }
    }
}
