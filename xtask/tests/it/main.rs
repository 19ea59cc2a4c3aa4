//! `cargo xtask` as a maintainer runs it, each run in a separate process.

#![allow(clippy::unwrap_used, reason = "a missing file fails the test")]

mod fetch;
mod fifth;
mod fix;
mod guide;
#[cfg(unix)]
mod kill;
mod own_facts;
mod regen;
mod review;
mod support;
mod verify;
mod versions;
