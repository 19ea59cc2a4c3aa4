//! What the checked-in files say about each other.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "what cannot be read fails the test"
)]

mod overlay;
mod paths;
mod rooms;
mod rules;
mod skill;
mod workspace;
