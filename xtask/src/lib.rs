//! The maintainer's commands. This is the only crate that accesses network, disk and processes; the
//! generator itself is pure.

mod accepted;
pub mod baseline;
pub mod cargo;
mod commit;
pub mod diff;
mod discover;
mod documents;
mod fetch;
mod kept;
mod lock;
mod manifests;
mod pending;
pub mod pins;
mod problems;
mod project;
pub mod regen;
mod repair;
mod report;
pub mod sandbox;
mod selection;
mod tree;
mod update;
mod verify;
