//! Shared test support.

pub mod nomos;
pub mod run;
pub mod tree;
pub mod upstream;
