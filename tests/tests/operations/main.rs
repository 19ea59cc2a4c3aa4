//! Calls every operation of every version through its crate, and looks closer at some of them.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a failed call or a missing value fails the test"
)]
#![allow(
    clippy::duplicate_mod,
    reason = "a module is compiled once for each version that it is for"
)]

#[allow(
    clippy::all,
    dead_code,
    non_snake_case,
    unused_variables,
    reason = "what is derived has the form that some operation needs"
)]
mod every_operation;
mod private;
mod same;

// The build script declares these modules for the versions that they are for. They are declared
// here for `cargo fmt`.
#[cfg(false)]
mod customer_kinds;
#[cfg(false)]
mod exact_numbers;
#[cfg(false)]
mod links;
#[cfg(false)]
mod quote_parameters;
#[cfg(false)]
mod terminations;
#[cfg(false)]
mod token_requests;
#[cfg(false)]
mod updates;

include!(concat!(env!("OUT_DIR"), "/operations.rs"));

/// The body of the last request.
fn last_body(sandbox: &nomos_tests::sandbox::Sandbox) -> serde_json::Value {
    sandbox.requests().last().unwrap().json.clone().unwrap()
}
