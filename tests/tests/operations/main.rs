//! Calls every operation of every version through its crate: once with all values and full
//! responses, and once with required values and minimal responses.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a failed call or a missing value fails the test"
)]

use std::collections::{BTreeMap, BTreeSet};

use jiff::{Timestamp, civil::Date};
use nomos_client_runtime::{Call, List, Page};
use nomos_tests::sandbox::Sandbox;
use rust_decimal::Decimal;
use serde_json::{Value, json};

/// The two tests of a version, with the files that contain its operations.
macro_rules! every_operation {
    ($($operations:ident),+) => {
        #[tokio::test]
        async fn every_operation_with_all_values() {
            let sandbox = nomos_tests::sandbox::Sandbox::start(api::API_VERSION).await;
            let client = nomos_tests::connect(api::Client::builder(), &sandbox);
            $($operations::full(&client).await;)+
            crate::assert_all_called(&sandbox);
            crate::assert_all_sent(&sandbox);
        }

        #[tokio::test]
        async fn every_operation_with_required_values_only() {
            let sandbox = nomos_tests::sandbox::Sandbox::builder(api::API_VERSION)
                .answers(nomos_tests::sandbox::Answers::Minimal)
                .start()
                .await;
            let client = nomos_tests::connect(api::Client::builder(), &sandbox);
            $($operations::minimal(&client).await;)+
            crate::assert_all_called(&sandbox);
        }
    };
}

// These modules use the macro above.
mod batman;
mod chucky;
mod curie;
mod edison;

// `version!` compiles these modules once per version. They are declared here for `cargo fmt`, which
// ignores macros.
#[cfg(false)]
mod bodies;
#[cfg(false)]
mod curie_bodies;
#[cfg(false)]
mod every_version;
#[cfg(false)]
mod oauth;
#[cfg(false)]
mod personal_data;
#[cfg(false)]
mod since_curie;
#[cfg(false)]
mod since_edison;
#[cfg(false)]
mod until_edison;

fn time(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn metadata() -> BTreeMap<String, Value> {
    [("user_id".to_owned(), json!("1234567890"))].into()
}

/// A list with all paging parameters.
fn paged<T, E>(list: Call<Page<T>, E>) -> Call<Page<T>, E> {
    list.limit(100).cursor("abc=")
}

/// A list without pages.
fn unpaged<T, E>(list: Call<List<T>, E>) -> Call<List<T>, E> {
    list
}

/// The body of the last request.
fn last_body(sandbox: &Sandbox) -> Value {
    sandbox.requests().last().unwrap().json.clone().unwrap()
}

/// Asserts that there were no violations and that every operation was called.
fn assert_all_called(sandbox: &Sandbox) {
    assert_eq!(sandbox.violations(), []);
    assert_eq!(sandbox.operations_seen(), sandbox.operations());
}

/// Asserts that every parameter and property was sent.
fn assert_all_sent(sandbox: &Sandbox) {
    for sample in sandbox.samples() {
        let mut expected = BTreeSet::new();
        let query = sample.target.split_once('?').unwrap_or_default().1;
        for (name, _) in query.split('&').filter_map(|pair| pair.split_once('=')) {
            expected.insert(format!("?{name}"));
        }
        properties("", sample.body.as_ref(), &mut expected);

        let mut sent = BTreeSet::new();
        for request in sandbox.requests() {
            if request.method == sample.method
                && request.template.as_ref() == Some(&sample.template)
            {
                sent.extend(request.query.iter().map(|(name, _)| format!("?{name}")));
                properties("", request.json.as_ref(), &mut sent);
            }
        }
        let missing: Vec<_> = expected.difference(&sent).collect();
        assert_eq!(missing, [""; 0], "{} {}", sample.method, sample.template);
    }
}

/// The path of every property, the same for all items of an array.
fn properties(path: &str, value: Option<&Value>, found: &mut BTreeSet<String>) {
    match value {
        Some(Value::Object(object)) if !path.ends_with("/metadata") => {
            for (name, value) in object {
                let path = format!("{path}/{name}");
                properties(&path, Some(value), found);
                found.insert(path);
            }
        }
        Some(Value::Array(items)) => {
            for item in items {
                properties(path, Some(item), found);
            }
        }
        _ => {}
    }
}
