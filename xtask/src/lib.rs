//! The maintainer's commands. The only crate that touches network and disk; generating itself is pure.

mod baseline;
mod commit;
mod discover;
mod documents;
mod fetch;
pub mod pins;
mod record;
pub mod regen;
mod report;
mod tree;
mod update;
