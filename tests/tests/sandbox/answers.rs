//! Responses conform to the document and cover all that it allows.

use nomos_tests::sandbox::{Answers, Sandbox};
use serde_json::{Value, json};

use super::{CURIE, EDISON, JSON, answer, request, rules::AUTHORIZE, send};

const VERSIONS: [&str; 4] = ["2025-12-01.chucky", "2025-12-16.batman", EDISON, CURIE];

#[tokio::test]
async fn every_operation_has_a_full_response() {
    for version in VERSIONS {
        let sandbox = Sandbox::start(version).await;
        for sample in sandbox.samples() {
            let response = send(&sandbox, version, &sample).send().await.unwrap();
            assert_eq!(response.headers()["x-api-version"], version);
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
    for version in VERSIONS {
        let sandbox = Sandbox::builder(version)
            .answers(Answers::Minimal)
            .start()
            .await;
        for sample in sandbox.samples() {
            let status = send(&sandbox, version, &sample)
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

#[tokio::test]
async fn minimal_responses_have_required_properties_and_nulls_where_allowed() {
    let sandbox = Sandbox::builder(CURIE)
        .answers(Answers::Minimal)
        .start()
        .await;
    let samples = sandbox.samples();
    let sample = |template: &str| samples.iter().find(|it| it.template == template).unwrap();

    let (_, order) = answer(send(&sandbox, CURIE, sample("/meter-orders/{id}"))).await;
    assert_eq!((order.as_object().unwrap().len(), nulls(&order)), (14, 7));

    let (_, leads) = answer(send(&sandbox, CURIE, sample("/leads"))).await;
    assert!(leads.get("next_page").is_none());
    let keys: Vec<_> = leads["items"][0].as_object().unwrap().keys().collect();
    assert_eq!(keys, ["object", "id", "link", "created_at"]);
}

#[tokio::test]
async fn full_responses_have_every_property() {
    let sandbox = Sandbox::start(EDISON).await;
    let samples = sandbox.samples();
    let sample = samples
        .iter()
        .find(|it| it.template == "/subscriptions/{id}")
        .unwrap();
    let (_, subscription) = answer(send(&sandbox, EDISON, sample)).await;
    assert_eq!(subscription.as_object().unwrap().len(), 17);
    // An `allOf` of a component and additional properties.
    assert_eq!(subscription["supplier"]["name"], "Sample Energy GmbH");
    assert_eq!(subscription["supplier"]["code_type"], "BDEW");
}

#[tokio::test]
async fn full_responses_use_every_branch_of_a_union() {
    let sandbox = Sandbox::start(CURIE).await;
    let samples = sandbox.samples();
    let event = samples
        .iter()
        .find(|it| it.template == "/events/{id}")
        .unwrap();
    let mut topics = Vec::new();
    for _ in 0..19 {
        topics.push(answer(send(&sandbox, CURIE, event)).await.1["topic"].to_string());
    }
    topics.sort_unstable();
    topics.dedup();
    assert_eq!(topics.len(), 19);

    let invoices = samples
        .iter()
        .find(|it| it.template == "/invoices")
        .unwrap();
    let (_, page) = answer(send(&sandbox, CURIE, invoices)).await;
    let types: Vec<_> = page["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| &it["type"])
        .collect();
    assert_eq!(types, ["usage", "prepayment", "void"]);
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
