//! The generator from outside: texts in, files and findings out.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a document that gives something unexpected fails the test"
)]

mod changes;
mod compile;
mod constructs;
mod determinism;
mod diagnostics;
mod hostile;
mod memory;
mod mutation;
mod normal_form;
mod overlay;
mod review;
mod support;
mod wire;
