//! What several test programs need.

pub mod nomos;
pub mod run;
pub mod upstream;
