//! What callers meet: calls of one version over real HTTP, their errors, filters and events.

#![allow(
    clippy::unwrap_used,
    reason = "a call that fails or a value that is missing fails the test"
)]

mod errors;
mod filters;
mod moved_calls;
mod read_only;
mod tolerance;
mod webhooks;
