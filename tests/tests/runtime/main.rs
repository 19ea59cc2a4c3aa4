//! Behaviour of the clients beyond single requests, over real sockets and in every version: tokens,
//! walks, retries, files.

#![allow(
    clippy::unwrap_used,
    reason = "a failed call or a missing value fails the test"
)]

mod batman;
mod chucky;
mod curie;
mod edison;
mod rate_limit;

// `version!` compiles these modules once per version. They are declared here for `cargo fmt`, which
// ignores macros.
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
use nomos_tests::{sandbox::Sandbox, with_immediate_retries};

/// A client with valid credentials, immediate retries and no rate limit.
fn connect<C: From<Core>>(builder: ClientBuilder<C>, sandbox: &Sandbox) -> C {
    with_immediate_retries(builder, sandbox)
        .credentials(credentials())
        .build()
        .unwrap()
}

fn credentials() -> OAuth {
    OAuth::client_credentials("client_1", "s3cret-client-secret")
}
