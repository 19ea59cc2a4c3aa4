//! The state of normalizing one document.

use crate::{source::Pointer, spec::moves::Moves};
use serde_json::Value;

/// The state of normalizing one document.
pub struct Normalizer<'d> {
    pub document: &'d Value,
    pub moves: Moves,
    /// References that are being replaced now, to detect recursion.
    pub open: Vec<Pointer>,
    pub nodes: usize,
}

impl<'d> Normalizer<'d> {
    pub fn new(document: &'d Value) -> Self {
        Self {
            document,
            moves: Moves::default(),
            open: Vec::new(),
            nodes: 0,
        }
    }
}
