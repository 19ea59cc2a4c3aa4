//! Consistency of the checked-in files.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "an unreadable file fails the test"
)]

mod files;
mod needs;
mod overlay;
mod paths;
mod rooms;
mod rules;
mod skill;
mod workspace;

#[path = "../../build/needs.rs"]
#[allow(dead_code, reason = "the build script uses all of it")]
mod parsed_needs;
#[path = "../../build/version.rs"]
#[allow(dead_code, reason = "the build script uses all of it")]
mod version;
