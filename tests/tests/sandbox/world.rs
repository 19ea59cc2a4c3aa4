//! The stateful sandbox: one test per rule that it enforces.

mod clients;
mod control;
mod events;
mod lists;

mod customers;
mod feed_in;
mod grid_fees;
mod leads;
mod meter_orders;
mod subscriptions;
mod termination;

mod forecasts;
mod invoices;
mod quotes;
mod readings;
mod series;

// The build script declares these modules if their versions have what they need. They are declared
// here for `cargo fmt`.
#[cfg(false)]
mod filtered_lists;
#[cfg(false)]
mod magic_links;
include!(concat!(env!("OUT_DIR"), "/world.rs"));

use nomos_tests::sandbox::{Builder, Sandbox, ids};
use reqwest::RequestBuilder;
use serde_json::{Value, json};

use super::{CURIE, EDISON, JSON, answer, request};

const BATMAN: &str = "2025-12-16.batman";
const CHUCKY: &str = "2025-12-01.chucky";

/// The time in the sandbox: noon in Berlin.
const NOW: &str = "2026-06-15T10:00:00Z";

/// A sandbox and its version.
struct World {
    sandbox: Sandbox,
    version: String,
}

impl World {
    async fn start(version: &str) -> Self {
        Self::with(version, |builder| builder).await
    }

    async fn with(version: &str, set: impl FnOnce(Builder) -> Builder) -> Self {
        let builder = Sandbox::builder(version).stateful();
        Self {
            sandbox: set(builder.now(NOW.parse().unwrap())).start().await,
            version: version.to_owned(),
        }
    }

    fn call(&self, method: &str, target: &str) -> RequestBuilder {
        request(&self.sandbox, method, target)
            .header("X-API-Version", &self.version)
            .bearer_auth("token")
    }

    async fn send(&self, method: &str, target: &str, body: &Value) -> (u16, Value) {
        let call = self.call(method, target).header("Content-Type", JSON);
        answer(call.body(body.to_string())).await
    }

    async fn try_get(&self, target: &str) -> (u16, Value) {
        answer(self.call("GET", target)).await
    }

    async fn get(&self, target: &str) -> Value {
        let (status, body) = self.try_get(target).await;
        assert_eq!(status, 200, "{target}: {body}");
        body
    }

    async fn post(&self, target: &str, body: &Value) -> Value {
        let (status, answer) = self.send("POST", target, body).await;
        assert_eq!(status, 200, "{target}: {answer}");
        answer
    }

    async fn patch(&self, target: &str, body: &Value) -> Value {
        let (status, answer) = self.send("PATCH", target, body).await;
        assert_eq!(status, 200, "{target}: {answer}");
        answer
    }

    /// Calls a control endpoint, without version and token.
    async fn control(&self, path: &str, body: &Value) -> (u16, Value) {
        let call = request(&self.sandbox, "POST", &format!("/_sandbox/{path}"));
        answer(call.body(body.to_string())).await
    }

    /// Asserts that a POST is rejected.
    async fn refuses(&self, target: &str, body: &Value, refusal: Refusal<'_>) {
        let (status, answer) = self.send("POST", target, body).await;
        refusal.assert(status, &answer);
    }

    async fn topics(&self) -> Vec<String> {
        let overview = answer(request(&self.sandbox, "GET", "/_sandbox")).await.1;
        let events = overview["events"].as_array().unwrap().iter();
        // Newest first; only new events.
        let new = events.filter(|it| it["timestamp"] == NOW);
        new.map(|it| it["topic"].as_str().unwrap().to_owned())
            .collect()
    }
}

/// An expected rejection: status, code of the first error, and its field.
struct Refusal<'r>(u16, &'r str, &'r str);

impl Refusal<'_> {
    fn assert(&self, status: u16, body: &Value) {
        let Self(expected, code, field) = *self;
        let envelope = match expected {
            409 => "CONFLICT",
            _ => "BAD_REQUEST",
        };
        assert_eq!(
            (status, &body["code"]),
            (expected, &json!(envelope)),
            "{body}"
        );
        let error = &body["errors"][0];
        assert_eq!(
            (&error["code"], &error["field"]),
            (&json!(code), &json!(field)),
            "{body}"
        );
        assert!(!error["message"].as_str().unwrap().is_empty());
    }
}

/// A valid signup for a plan.
fn signup(plan: &str, email: &str) -> Value {
    json!({
        "plan": plan,
        "customer": { "type": "person", "first_name": "Kim", "last_name": "Neu", "email": email },
        "address": { "street": "Torstraße", "house_number": "1", "zip": "10115", "city": "Berlin" },
        "meter": { "number": "1APA0195124010", "type": "smart", "estimated_usage": 2500 },
        "payment_method": {
            "type": "sepa_debit",
            "sepa_debit": { "iban": "DE68500105178297336485", "account_holder": "Kim Neu" },
        },
        "next_possible_start": true,
    })
}

/// The same with an analog meter.
fn analog_signup(email: &str) -> Value {
    let mut body = signup(ids::PLAN, email);
    body["meter"]["type"] = json!("analog");
    body
}
