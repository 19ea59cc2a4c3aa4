//! The rules of the API guides, in every version that has them: what clients reject locally, and
//! how they report rejections by the server.

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
mod consumption;
#[cfg(false)]
mod days;
#[cfg(false)]
mod feed_in;
#[cfg(false)]
mod feed_in_elsewhere;
#[cfg(false)]
mod forecasts;
#[cfg(false)]
mod lead_conversions;
#[cfg(false)]
mod leads;
#[cfg(false)]
mod meter_orders;
#[cfg(false)]
mod product_orders;
#[cfg(false)]
mod quotes;
#[cfg(false)]
mod termination;
#[cfg(false)]
mod usage;

include!(concat!(env!("OUT_DIR"), "/domain.rs"));

use jiff::{Timestamp, civil::Date};
use nomos_client_runtime::{BoxFuture, ClientBuilder, Clock, Core, SystemClock};
use nomos_tests::{TOKEN, sandbox::Sandbox};
use serde_json::Value;
use std::{
    fmt::Debug,
    future::{IntoFuture, ready},
    time::{Duration, Instant, SystemTime},
};

/// The time of client and server.
const NOW: &str = "2026-06-01T10:00:00Z";

/// A clock with a fixed time of day. Short pauses pass immediately; longer ones take real time.
struct Noon;

impl Clock for Noon {
    fn now(&self) -> Instant {
        SystemClock.now()
    }

    fn system_time(&self) -> SystemTime {
        NOW.parse::<Timestamp>().unwrap().into()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        if duration < Duration::from_secs(5) {
            return Box::pin(ready(()));
        }
        SystemClock.sleep(duration)
    }
}

/// A sandbox with sample data and a client for it.
async fn start<C: From<Core>>(version: &str, builder: ClientBuilder<C>) -> (Sandbox, C) {
    let sandbox = Sandbox::builder(version)
        .stateful()
        .now(NOW.parse().unwrap());
    let sandbox = sandbox.start().await;
    let client = builder
        .base_url(&sandbox.url())
        .token(TOKEN)
        .clock(Noon)
        .no_rate_limit()
        .build();
    (sandbox, client.unwrap())
}

/// The body of the last request.
fn body(sandbox: &Sandbox) -> Value {
    let requests = sandbox.requests();
    requests.last().unwrap().json.clone().unwrap()
}

/// The query of the last request.
fn query(sandbox: &Sandbox) -> Vec<(String, String)> {
    sandbox.requests().last().unwrap().query.clone()
}

/// Calls for two days, the first of which has 23 hours, and asserts that both are asked for.
async fn assert_asks_for_days<T, E: Debug, C: IntoFuture<Output = Result<T, E>>>(
    sandbox: &Sandbox,
    call: impl FnOnce(Date, Date) -> C,
) -> T {
    let (first, last) = (Date::constant(2026, 3, 29), Date::constant(2026, 3, 30));
    let result = call(first, last).await.unwrap();
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let days = [pair("start", "2026-03-29"), pair("end", "2026-03-31")];
    assert_eq!(query(sandbox), days);
    result
}
