//! Consistency of the checked-in files.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "an unreadable file fails the test"
)]

mod files;
mod overlay;
mod paths;
mod rooms;
mod rules;
mod skill;
mod workspace;
