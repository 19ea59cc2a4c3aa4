//! Responses conform to the document and cover all that it allows.

use std::{collections::BTreeSet, fs};

use nomos_tests::sandbox::{Answers, Sample, Sandbox, read_document};
use serde_json::{Value, json};

use super::{CURIE, EDISON, JSON, answer, request, rules::AUTHORIZE, send};

#[tokio::test]
async fn every_operation_has_a_full_response() {
    for version in Sandbox::versions() {
        let sandbox = Sandbox::start(&version).await;
        for sample in sandbox.samples() {
            let response = send(&sandbox, &version, &sample).send().await.unwrap();
            assert_eq!(response.headers()["x-api-version"], *version);
            assert!(response.headers().contains_key("x-request-id"));
            if response.status() == 302 {
                let location = response.headers()["location"].to_str().unwrap();
                assert!(location.starts_with("https://") && location.contains('?'));
            } else {
                assert_eq!(response.headers()["content-type"], JSON);
                let body: Value = serde_json::from_str(&response.text().await.unwrap()).unwrap();
                assert_eq!(
                    nulls(&body),
                    usize::from(body.get("next_page").is_some()),
                    "{body:#}"
                );
            }
        }
        assert_eq!(sandbox.violations(), []);
        assert_eq!(sandbox.operations_seen(), sandbox.operations());
    }
}

#[tokio::test]
async fn every_operation_has_a_minimal_response() {
    for version in Sandbox::versions() {
        let sandbox = Sandbox::builder(&version)
            .answers(Answers::Minimal)
            .start()
            .await;
        for sample in sandbox.samples() {
            let status = send(&sandbox, &version, &sample)
                .send()
                .await
                .unwrap()
                .status();
            assert!(status == 200 || status == 302);
        }
        assert_eq!(sandbox.violations(), []);
        assert_eq!(sandbox.operations_seen(), sandbox.operations());
    }
}

fn nulls(value: &Value) -> usize {
    match value {
        Value::Null => 1,
        Value::Array(items) => items.iter().map(nulls).sum(),
        Value::Object(object) => object.values().map(nulls).sum(),
        _ => 0,
    }
}

/// The names of the properties of an object.
fn keys(object: &Value) -> BTreeSet<&str> {
    let members = object.as_object().unwrap();
    members.keys().map(String::as_str).collect()
}

/// The schema of the response of a GET, as the document of a version has it.
fn response_schema(version: &str, path: &str) -> Value {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../specs");
    let text = fs::read_to_string(format!("{root}/{version}.yaml")).unwrap();
    let document = read_document(&text).unwrap();
    let response = &document["paths"][path]["get"]["responses"]["200"];
    response["content"][JSON]["schema"].clone()
}

/// The sample of a GET.
fn sample_of(sandbox: &Sandbox, path: &str) -> Sample {
    sandbox.sample("GET", path, 0)
}

#[tokio::test]
async fn minimal_responses_have_required_properties_and_nulls_where_allowed() {
    let sandbox = Sandbox::builder(CURIE).answers(Answers::Minimal);
    let sandbox = sandbox.start().await;
    let path = "/meter-orders/{id}";
    let (_, order) = answer(send(&sandbox, CURIE, &sample_of(&sandbox, path))).await;
    let schema = response_schema(CURIE, path);
    let required = schema["required"].as_array().unwrap().iter();
    let required: BTreeSet<_> = required.map(|name| name.as_str().unwrap()).collect();
    assert_eq!(keys(&order), required);
    for (name, value) in order.as_object().unwrap() {
        let is_nullable = schema["properties"][name]["nullable"] == true;
        assert_eq!(value.is_null(), is_nullable, "{name}");
    }

    let (_, leads) = answer(send(&sandbox, CURIE, &sample_of(&sandbox, "/leads"))).await;
    assert!(leads.get("next_page").is_none());
    assert_eq!(
        keys(&leads["items"][0]),
        ["created_at", "id", "link", "object"].into()
    );
}

#[tokio::test]
async fn full_responses_have_every_property() {
    let sandbox = Sandbox::start(EDISON).await;
    let path = "/subscriptions/{id}";
    let (_, subscription) = answer(send(&sandbox, EDISON, &sample_of(&sandbox, path))).await;
    let schema = response_schema(EDISON, path);
    assert_eq!(keys(&subscription), keys(&schema["properties"]));
    // An `allOf` of a component and additional properties.
    assert!(subscription["supplier"]["name"].is_string());
    assert!(subscription["supplier"]["code_type"].is_string());
}

#[tokio::test]
async fn full_responses_use_every_branch_of_a_union() {
    let sandbox = Sandbox::start(CURIE).await;
    let event = sample_of(&sandbox, "/events/{id}");
    let branches = response_schema(CURIE, "/events/{id}")["oneOf"]
        .as_array()
        .unwrap()
        .len();
    let mut topics = Vec::new();
    for _ in 0..branches {
        topics.push(answer(send(&sandbox, CURIE, &event)).await.1["topic"].to_string());
    }
    topics.sort_unstable();
    topics.dedup();
    assert_eq!(topics.len(), branches);

    let invoices = sample_of(&sandbox, "/invoices");
    let (_, page) = answer(send(&sandbox, CURIE, &invoices)).await;
    let types: BTreeSet<_> = page["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["type"].as_str().unwrap())
        .collect();
    assert_eq!(types, ["prepayment", "usage", "void"].into());
    assert_eq!(
        (&page["next_page"], &page["has_more"]),
        (&Value::Null, &json!(false))
    );
}

#[tokio::test]
async fn a_login_redirects_to_the_application() {
    let sandbox = Sandbox::start(CURIE).await;
    let login = request(&sandbox, "GET", &format!("{AUTHORIZE}&state=a%26b"));
    let response = login.header("X-API-Version", CURIE).send().await.unwrap();
    let location = response.headers()["location"].to_str().unwrap();
    assert_eq!(
        location,
        "https://app.example/back?code=sandbox-code&state=a%26b"
    );
}
