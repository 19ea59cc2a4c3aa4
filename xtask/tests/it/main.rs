//! `cargo xtask` as a maintainer runs it, each run in a process of its own.

#![allow(
    clippy::unwrap_used,
    reason = "a file that is not where it should be fails the test"
)]

mod fetch;
mod fifth;
mod guide;
#[cfg(unix)]
mod kill;
mod regen;
mod review;
mod support;
