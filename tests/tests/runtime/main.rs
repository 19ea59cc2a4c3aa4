//! Behaviour of the clients beyond single requests, over real sockets and in every version: tokens,
//! walks, retries, files.

#![allow(
    clippy::unwrap_used,
    reason = "a failed call or a missing value fails the test"
)]
#![allow(
    clippy::duplicate_mod,
    reason = "a module is compiled once for each version that it is for"
)]

// The build script declares these modules for the versions that they are for. They are declared
// here for `cargo fmt`.
#[cfg(false)]
mod blocking;
#[cfg(false)]
mod changes;
#[cfg(false)]
mod files;
#[cfg(false)]
mod filtered_walks;
#[cfg(false)]
mod rate_limit;
#[cfg(false)]
mod scopes;
#[cfg(false)]
mod single_answers;
#[cfg(false)]
mod tokens;
#[cfg(false)]
mod walks;

include!(concat!(env!("OUT_DIR"), "/runtime.rs"));

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
