//! End-to-end tests of the generated clients, and the [`sandbox`] they run against.

// Everything here runs inside tests, where a panic is how a broken assumption is reported.
#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "test support: a panic with a clear message fails the test that met it"
)]

pub mod sandbox;

use nomos_runtime::{ClientBuilder, Core, RetryPolicy};
use sandbox::Sandbox;

/// The token of every client that [`connect`] builds.
pub const TOKEN: &str = "s3cret-access-token";

/// A client of `sandbox`, with a token, that sends each request once and at once.
///
/// # Panics
///
/// If the client cannot be built.
pub fn connect<C: From<Core>>(builder: ClientBuilder<C>, sandbox: &Sandbox) -> C {
    let client = builder
        .base_url(&sandbox.url())
        .token(TOKEN)
        .retry(RetryPolicy::none())
        .no_rate_limit()
        .build();
    client.expect("a loopback URL and this token are allowed")
}
