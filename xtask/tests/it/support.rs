//! What several of the tests need.

pub mod nomos;
pub mod run;
pub mod upstream;
