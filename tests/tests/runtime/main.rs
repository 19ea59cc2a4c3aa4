//! What the clients do beyond one request, over real sockets, in every version: tokens, walks,
//! retries, files.

#![allow(
    clippy::unwrap_used,
    reason = "a call that fails or a value that is missing fails the test"
)]

mod batman;
mod chucky;
mod curie;
mod edison;
mod rate_limit;

// Compiled once for each version, by `version!`; named here for `cargo fmt`, which does not look
// into macros.
#[cfg(false)]
mod blocking;
#[cfg(false)]
mod changes;
#[cfg(false)]
mod files;
#[cfg(false)]
mod single_answers;
#[cfg(false)]
mod tokens;
#[cfg(false)]
mod walks;

use nomos_client_runtime::{ClientBuilder, Core, OAuth};
use nomos_tests::{impatient, sandbox::Sandbox};

/// A client with the credentials that the sandbox knows. It retries at once, and starts requests at
/// any rate.
fn connect<C: From<Core>>(builder: ClientBuilder<C>, sandbox: &Sandbox) -> C {
    impatient(builder, sandbox)
        .credentials(credentials())
        .build()
        .unwrap()
}

fn credentials() -> OAuth {
    OAuth::client_credentials("client_1", "s3cret-client-secret")
}
