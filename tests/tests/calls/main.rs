//! Calls over real HTTP: errors, filters, events and moved calls.

#![allow(
    clippy::unwrap_used,
    reason = "a failed call or a missing value fails the test"
)]

mod errors;
mod filters;
mod moved_calls;
mod read_only;
mod tolerance;
mod webhooks;
