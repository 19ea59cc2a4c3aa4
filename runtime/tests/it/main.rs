//! The runtime from outside, as generated crates and their users see it.

#![allow(missing_docs, clippy::unwrap_used)]

#[cfg(feature = "testing")]
mod calls;
#[cfg(any(feature = "reqwest", feature = "testing"))]
#[cfg_attr(
    not(all(feature = "reqwest", feature = "testing")),
    allow(dead_code, reason = "each feature's tests need a part of the client")
)]
mod client;
#[cfg(feature = "reqwest")]
mod contents;
#[cfg(feature = "energy")]
mod energy_rules;
#[cfg(feature = "reqwest")]
mod http;
#[cfg(feature = "reqwest")]
mod parameters;
#[cfg(all(feature = "energy", feature = "testing"))]
mod rules;
#[cfg(feature = "reqwest")]
mod styles;
#[cfg(feature = "reqwest")]
mod support;
#[cfg(feature = "testing")]
mod tokens;
#[cfg(feature = "testing")]
mod walks;
#[cfg(feature = "testing")]
mod watch;
