//! End-to-end tests of the generated clients, and the [`sandbox`] they run against.

// Everything here runs inside tests, where a panic is how a broken assumption is reported.
#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "test support: a panic with a clear message fails the test that met it"
)]

pub mod sandbox;
