//! Support for the end-to-end tests of the generated clients, and the [`sandbox`] they run against.

// This code runs in tests, where a panic reports a broken assumption.
#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "test support: a panic with a clear message fails the test"
)]

pub mod sandbox;

use nomos_client_runtime::{ClientBuilder, Core, RetryPolicy};
use sandbox::{Fault, Sandbox};
use std::time::Duration;

/// A plain HTTP client, which follows no redirects.
///
/// # Panics
///
/// If it cannot be built.
#[must_use]
pub fn http() -> reqwest::Client {
    // reqwest requires a provider even without TLS; another test may have installed it.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        // Reading the certificates of the machine would take longer than the request.
        .tls_certs_only([]);
    client.build().expect("nothing here can be wrong")
}

/// The token of every client that [`connect`] builds.
pub const TOKEN: &str = "s3cret-access-token";

/// Connects a client to `sandbox`, with a token, without retries and without a rate limit.
///
/// # Panics
///
/// If the client could not be built.
pub fn connect<C: From<Core>>(builder: ClientBuilder<C>, sandbox: &Sandbox) -> C {
    let client = builder
        .base_url(&sandbox.url())
        .token(TOKEN)
        .retry(RetryPolicy::none())
        .no_rate_limit()
        .build();
    client.expect("a loopback URL and this token are allowed")
}

/// Points a client at `sandbox`, with immediate retries and without a rate limit.
pub fn with_immediate_retries<C: From<Core>>(
    builder: ClientBuilder<C>,
    sandbox: &Sandbox,
) -> ClientBuilder<C> {
    builder
        .base_url(&sandbox.url())
        .retry(RetryPolicy::default().budget(1000))
        .jitter(|| 0.0)
        .no_rate_limit()
}

/// The client's timeout under this fault. Short for a delayed response; otherwise long, because the
/// machine may be busy.
#[must_use]
pub fn timeout_under(fault: &Fault) -> Duration {
    Duration::from_secs(if matches!(fault, Fault::Delay(_)) {
        2
    } else {
        30
    })
}

/// Every fault of the response to a read, and whether a retry succeeds.
#[must_use]
pub fn faults() -> Vec<(Fault, bool)> {
    vec![
        (Fault::Delay(Duration::from_secs(60)), true),
        (Fault::Status(500), true),
        (Fault::Status(503), true),
        (Fault::RetryAfterSeconds(503, 0), true),
        (Fault::RetryAfterDate(503, Duration::ZERO), true),
        (Fault::RetryAfterSeconds(429, 0), true),
        (Fault::RetryAfterSeconds(503, 3600), false),
        (Fault::ResetBeforeAnswer, true),
        (Fault::ResetInBody, true),
        (Fault::TruncatedJson, false),
        (Fault::WrongContentType, false),
        (Fault::HugeBody(40 << 20), false),
        (Fault::Redirect("https://localhost:9/".to_owned()), false),
        (Fault::Redirect("http://10.0.0.1/".to_owned()), false),
        (Fault::WrongVersion("2024-01-01.other".to_owned()), false),
        (Fault::ExpireToken, true),
    ]
}
