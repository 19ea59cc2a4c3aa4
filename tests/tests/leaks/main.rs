//! No personal data and no secrets in logs, `Debug` output and error messages.
//!
//! A separate test binary, because `tracing` caches the interest of subscribers per process.

#![allow(clippy::unwrap_used, reason = "a missing value fails the test")]

// The build script declares this module for the version that it is for. It is declared here for
// `cargo fmt`.
#[cfg(false)]
mod personal_data;

include!(concat!(env!("OUT_DIR"), "/leaks.rs"));
