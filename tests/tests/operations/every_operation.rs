//! Every operation of every version: once with all arguments and responses with all properties,
//! once with what is required only.
//!
//! The arguments are the sandbox's samples, which it takes from the documents. The build script
//! writes for each crate how they become arguments of its calls, which have to send these samples
//! and to return what the sandbox responds with.

use std::{collections::BTreeMap, fmt::Debug, str::FromStr};

use nomos_client_runtime::{
    ApiError, Call, FileLink, FromResponse, List, NoContent, Page, RawContent,
    scope::{CanRead, ReadOnly},
};
use nomos_tests::{
    connect, http,
    sandbox::{Answers, Sample, Sandbox},
};
use serde::Serialize;
use serde_json::Value;

use crate::{private::assert_private, same::assert_same};

/// The tests of a version.
macro_rules! every_operation {
    () => {
        async fn start(answers: Answers) -> (Sandbox, api::Client) {
            let sandbox = Sandbox::builder(api::API_VERSION).answers(answers);
            let sandbox = sandbox.start().await;
            let client = connect(api::Client::builder(), &sandbox);
            (sandbox, client)
        }

        #[tokio::test]
        async fn every_operation_with_all_arguments() {
            let (sandbox, client) = start(Answers::Full).await;
            read(&client, &sandbox).await;
            write(&client, &sandbox).await;
            assert_eq!(sandbox.operations_seen(), sandbox.operations());
        }

        #[tokio::test]
        async fn every_operation_with_required_arguments_only() {
            let (sandbox, client) = start(Answers::Minimal).await;
            read(&client, &sandbox).await;
            write(&client, &sandbox).await;
            assert_eq!(sandbox.operations_seen(), sandbox.operations());
        }

        /// That it has no others is for `compile_fail`.
        #[tokio::test]
        async fn a_read_only_client_has_every_operation_that_reads() {
            let (sandbox, client) = start(Answers::Full).await;
            let client: api::Client<ReadOnly> = client.read_only();
            read(&client, &sandbox).await;
            let mut reading = sandbox.operations();
            reading.retain(|operation| !WRITES.contains(&(&operation.0, &operation.1)));
            assert_eq!(sandbox.operations_seen(), reading);
        }
    };
}

include!(concat!(env!("OUT_DIR"), "/every_operation.rs"));

/// A property or parameter of a sample, unless it is absent or null.
fn given<'v>(sample: &'v impl Members, name: &str) -> Option<&'v Value> {
    sample.member(name).filter(|value| !value.is_null())
}

trait Members {
    fn member(&self, name: &str) -> Option<&Value>;
}

impl Members for Value {
    fn member(&self, name: &str) -> Option<&Value> {
        self.get(name)
    }
}

impl Members for serde_json::Map<String, Value> {
    fn member(&self, name: &str) -> Option<&Value> {
        self.get(name)
    }
}

/// An argument from a text, number or truth value.
fn parse<T: FromStr<Err: Debug>>(value: &Value) -> T {
    let text = value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned);
    text.parse().unwrap()
}

fn items<T>(value: &Value, item: impl Fn(&Value) -> T) -> Vec<T> {
    value.as_array().unwrap().iter().map(item).collect()
}

fn entries<T>(value: &Value, entry: impl Fn(&Value) -> T) -> BTreeMap<String, T> {
    let entries = value.as_object().unwrap().iter();
    entries
        .map(|(key, value)| (key.clone(), entry(value)))
        .collect()
}

async fn assert_one<T, E>(sandbox: &Sandbox, sample: &Sample, call: Call<T, E>)
where
    T: FromResponse + Serialize + Debug,
    E: ApiError,
{
    if let Some(value) = result(sandbox, sample, call).await {
        assert_same(&value, &answer(sandbox));
        assert_private(&value);
    }
}

async fn assert_page<T, E>(sandbox: &Sandbox, sample: &Sample, call: Call<Page<T>, E>)
where
    Page<T>: FromResponse,
    T: Serialize + Debug,
    E: ApiError,
{
    if let Some(page) = result(sandbox, sample, call).await {
        assert_same(&page.items, &answer(sandbox)["items"]);
        assert_private(&page.items);
    }
}

async fn assert_list<T, E>(sandbox: &Sandbox, sample: &Sample, call: Call<List<T>, E>)
where
    List<T>: FromResponse,
    T: Serialize + Debug,
    E: ApiError,
{
    if let Some(list) = result(sandbox, sample, call).await {
        assert_same(&list.items, &answer(sandbox)["items"]);
        assert_private(&list.items);
    }
}

async fn assert_link<E: ApiError>(sandbox: &Sandbox, sample: &Sample, call: Call<FileLink, E>) {
    if let Some(FileLink { url, .. }) = result(sandbox, sample, call).await {
        assert!(url.starts_with("https://"), "{url}");
    }
}

#[allow(dead_code, reason = "not every version has such an operation")]
async fn assert_raw<E: ApiError>(sandbox: &Sandbox, sample: &Sample, call: Call<RawContent, E>) {
    result(sandbox, sample, call).await;
}

async fn assert_nothing<E: ApiError>(sandbox: &Sandbox, sample: &Sample, call: Call<NoContent, E>) {
    result(sandbox, sample, call).await;
}

/// The body of the last response.
fn answer(sandbox: &Sandbox) -> Value {
    sandbox.requests().pop().unwrap().answer.unwrap()
}

/// Sends a call, which has to send what the sample holds.
///
/// A sample may break a rule that no document states. Then the client refuses it, and it is sent
/// without a check, to see that the request is the right one.
async fn result<T, E>(sandbox: &Sandbox, sample: &Sample, call: Call<T, E>) -> Option<T>
where
    T: FromResponse,
    E: ApiError,
{
    let result = match call.clone().await {
        Err(error) if error.is_broken_rule() => {
            let request = call.into_request().unwrap().try_into().unwrap();
            let response = http().execute(request).await.unwrap();
            assert!(response.status().is_success(), "{error}");
            None
        }
        result => Some(result.unwrap()),
    };
    assert_eq!(sandbox.violations(), []);
    let sent = sandbox.requests().pop().unwrap();
    let parameters = sent.path_parameters.iter().chain(&sent.query);
    let parameters: Vec<_> = parameters.chain(&sent.header_parameters).collect();
    let mut names: Vec<_> = parameters.iter().map(|(name, _)| name).collect();
    let mut wanted: Vec<_> = sample.parameters.keys().collect();
    names.sort();
    names.dedup();
    wanted.sort();
    assert_eq!(names, wanted, "{} {}", sample.method, sample.template);
    let (_, query) = sample.target.split_once('?').unwrap_or_default();
    assert_eq!(
        sent.query.len(),
        query.split('&').filter(|it| !it.is_empty()).count()
    );
    for (name, wanted) in &sample.parameters {
        let sent = parameters.iter().filter(|(sent, _)| sent == name);
        let mut sent: Vec<_> = sent.map(|(_, value)| value.as_str()).collect();
        let wanted: Vec<_> = match wanted {
            Value::Array(items) => {
                sent = sent.iter().flat_map(|value| value.split(',')).collect();
                items.iter().collect()
            }
            one => vec![one],
        };
        assert_eq!(sent.len(), wanted.len(), "{name}");
        for (sent, wanted) in sent.into_iter().zip(wanted) {
            assert_same(sent, wanted);
        }
    }
    match (&sent.json, &sample.body) {
        (Some(sent), Some(wanted)) => assert_same(sent, wanted),
        (sent, wanted) => assert_eq!(sent, wanted),
    }
    result
}
