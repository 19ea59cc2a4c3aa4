//! Calls over real HTTP: errors, filters, events and moved calls.

#![allow(
    clippy::unwrap_used,
    reason = "a failed call or a missing value fails the test"
)]
#![allow(
    clippy::duplicate_mod,
    reason = "a module is compiled once for each version that it is for"
)]

#[allow(
    dead_code,
    unused_imports,
    reason = "not every kind of filter is in the documents, and not every version has filters"
)]
mod filters;

// The build script declares these modules for the versions that they are for. They are declared
// here for `cargo fmt`.
#[cfg(false)]
mod directions;
#[cfg(false)]
mod error_statuses;
#[cfg(false)]
mod errors;
#[cfg(false)]
mod field_errors;
#[cfg(false)]
mod incomplete_pages;
#[cfg(false)]
mod moved_calls;
#[cfg(false)]
mod several_filters;
#[cfg(false)]
mod single_lists;
#[cfg(false)]
mod tolerance;
#[cfg(false)]
mod unknown_topics;
#[cfg(false)]
mod unknown_values;
#[cfg(false)]
mod webhook_receiver;
#[cfg(false)]
mod webhooks;

include!(concat!(env!("OUT_DIR"), "/calls.rs"));

use std::time::{SystemTime, UNIX_EPOCH};

use hmac::{Hmac, KeyInit as _, Mac as _};
use nomos_client_runtime::{ClientBuilder, Core};
use nomos_tests::{
    connect,
    sandbox::{Response, Sandbox},
};
use serde_json::{Value, json};
use sha2::Sha256;

/// A client whose next call receives this body.
async fn answered<C: From<Core>>(
    version: &str,
    builder: ClientBuilder<C>,
    body: impl Into<String>,
) -> (Sandbox, C) {
    let sandbox = Sandbox::start(version).await;
    sandbox.respond_next(Response {
        body: body.into().into_bytes(),
        ..Response::new(200)
    });
    let client = connect(builder, &sandbox);
    (sandbox, client)
}

const REQUEST_ID: &str = "e9c1b7f0-0000-4000-8000-00000000002a";
const DOCS: &str = "https://docs.nomos.energy/api-references/errors";

/// The documented body of an error.
fn envelope(code: &str) -> Value {
    json!({ "code": code, "message": "What went wrong.", "requestId": REQUEST_ID, "docs": DOCS })
}

/// The secret of the deliveries.
const SECRET: &str = "whsec_of_the_tests";

fn signature(body: &str) -> String {
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap()
        .as_secs();
    let mut mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).unwrap();
    mac.update(format!("{now}.{body}").as_bytes());
    let digest = base16ct::lower::encode_string(&mac.finalize().into_bytes());
    format!("t={now},v1={digest}")
}

fn event(topic: &str) -> String {
    let context = json!({"subscription": "sub_1", "invoice": "inv_1"});
    json!({"id": "evt_1", "topic": topic, "timestamp": "2026-06-01T12:00:00Z", "context": context})
        .to_string()
}
