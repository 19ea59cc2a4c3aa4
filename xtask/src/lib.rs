//! The maintainer's commands. The only crate that touches disk; generating itself is pure.

pub mod baseline;
pub mod pins;
pub mod regen;
mod report;
mod tree;
