//! What the clients do beyond one request, over real sockets, in every version: tokens, walks,
//! retries, files.

#![allow(
    clippy::unwrap_used,
    reason = "a call that fails or a value that is missing fails the test"
)]
#![allow(
    clippy::duplicate_mod,
    reason = "files are compiled once for each crate that they are about"
)]

mod batman;
mod chucky;
mod curie;
mod edison;
mod leaks;
mod rate_limit;

use std::time::Duration;

use nomos_runtime::{ClientBuilder, Core, OAuth, RetryPolicy};
use nomos_tests::sandbox::{Fault, Sandbox};

/// A client with the credentials that the sandbox knows. It retries at once, and starts requests at
/// any rate.
fn connect<C: From<Core>>(builder: ClientBuilder<C>, sandbox: &Sandbox) -> C {
    impatient(builder, sandbox)
        .credentials(credentials())
        .build()
        .unwrap()
}

fn impatient<C: From<Core>>(builder: ClientBuilder<C>, sandbox: &Sandbox) -> ClientBuilder<C> {
    builder
        .base_url(&sandbox.url())
        .retry(RetryPolicy::default().budget(1000))
        .jitter(|| 0.0)
        .no_rate_limit()
}

fn credentials() -> OAuth {
    OAuth::client_credentials("client_1", "s3cret-client-secret")
}

/// Everything that can go wrong with the answer to a read, and whether another attempt helps.
fn faults() -> Vec<(Fault, bool)> {
    vec![
        (Fault::Delay(Duration::from_millis(600)), true),
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
        (Fault::Redirect("https://evil.example/".to_owned()), false),
        (Fault::Redirect("http://10.0.0.1/".to_owned()), false),
        (Fault::WrongVersion("2024-01-01.other".to_owned()), false),
        (Fault::ExpireToken, true),
    ]
}
