//! Features of the sandbox beyond single requests: tokens, lists, limits, files and faults.

use nomos_tests::sandbox::{Fault, FileServer, OAuth};

use super::*;

/// Sends a request with this token.
fn bearing(sandbox: &Sandbox, method: &str, target: &str, token: &str) -> RequestBuilder {
    request(sandbox, method, target)
        .header("X-API-Version", CURIE)
        .bearer_auth(token)
}

async fn token(sandbox: &Sandbox, form: &str) -> (u16, Value) {
    let sent = request(sandbox, "POST", "/oauth/token")
        .header("X-API-Version", CURIE)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .basic_auth("client_1", Some("s3cret-client-secret"));
    answer(sent.body(form.to_owned())).await
}

#[tokio::test]
async fn tokens_are_issued_rotated_and_checked() {
    let settings = OAuth {
        scope: "read:*".to_owned(),
        ..OAuth::default()
    };
    let sandbox = Sandbox::builder(CURIE).oauth(settings).start().await;
    let (status, first) = token(&sandbox, "grant_type=client_credentials").await;
    assert_eq!((status, &first["scope"]), (200, &json!("read:*")));
    let access = first["access_token"].as_str().unwrap();
    let status = |call: RequestBuilder| async { call.send().await.unwrap().status().as_u16() };
    assert_eq!(
        status(bearing(&sandbox, "GET", "/plans", access)).await,
        200
    );
    assert_eq!(
        status(bearing(&sandbox, "GET", "/plans", "forged")).await,
        401
    );
    let write = bearing(&sandbox, "POST", "/leads", access)
        .header("Content-Type", JSON)
        .body(r#"{"plan":"pln_1","address":{"zip":"10115"},"meter":{"estimated_usage":2500}}"#);
    assert_eq!(status(write).await, 403);
    sandbox.expire_tokens();
    assert_eq!(
        status(bearing(&sandbox, "GET", "/plans", access)).await,
        401
    );

    let refresh = first["refresh_token"].as_str().unwrap();
    let form = format!("grant_type=refresh_token&refresh_token={refresh}");
    assert_eq!(token(&sandbox, &form).await.0, 200);
    assert_eq!(token(&sandbox, &form).await.0, 401);
    assert_eq!(sandbox.token_requests(), 3);
    assert_eq!(sandbox.refresh_tokens().len(), 1);
}

#[tokio::test]
async fn lists_are_paginated() {
    let sandbox = Sandbox::builder(CURIE).items(25).start().await;
    let get = async |target: String| answer(bearing(&sandbox, "GET", &target, "t")).await.1;
    let (mut cursor, mut ids) = (String::new(), Vec::new());
    loop {
        let page = get(format!("/subscriptions?limit=10{cursor}")).await;
        let items = page["items"].as_array().unwrap();
        ids.extend(items.iter().map(|item| item["id"].clone().to_string()));
        assert_eq!(page["has_more"], page["next_page"].is_string());
        let Some(next) = page["next_page"].as_str() else {
            break;
        };
        cursor = format!("&cursor={}", next.replace('=', "%3D"));
    }
    assert_eq!(ids.len(), 25);
    ids.dedup();
    assert_eq!(ids.len(), 25);

    let (status, _) = answer(bearing(&sandbox, "GET", "/plans?cursor=forged", "t")).await;
    assert_eq!(status, 400);
}

#[tokio::test]
async fn requests_above_the_rate_limit_are_rejected_with_headers() {
    let sandbox = Sandbox::builder(CURIE).rate_limit(2).start().await;
    let mut seen = Vec::new();
    for _ in 0..3 {
        let response = bearing(&sandbox, "GET", "/plans", "t")
            .send()
            .await
            .unwrap();
        let remaining = response.headers()["ratelimit-remaining"].to_str().unwrap();
        seen.push((response.status().as_u16(), remaining.to_owned()));
        assert_eq!(response.headers()["ratelimit-reset"], "1");
        assert_eq!(
            response.headers().contains_key("retry-after"),
            seen.len() == 3
        );
    }
    let expected = [(200, "1"), (200, "0"), (429, "0")];
    assert_eq!(
        seen,
        expected.map(|(status, left)| (status, left.to_owned()))
    );
    assert_eq!(sandbox.count("GET", "/plans"), 2);
}

#[tokio::test]
async fn links_to_files_expire() {
    let files = FileServer::start().await;
    let sandbox = Sandbox::builder(CURIE).files(&files).start().await;
    let call = bearing(&sandbox, "GET", "/invoices/inv_1/file", "t");
    let response = call.send().await.unwrap();
    let link = response.headers()["location"].to_str().unwrap().to_owned();
    let file = http().get(&link).send().await.unwrap();
    assert_eq!(file.bytes().await.unwrap(), FileServer::content());
    files.expire_links();
    let refusal = http().get(&link).send().await.unwrap();
    assert_eq!(
        (refusal.status().as_u16(), files.requests().len()),
        (403, 2)
    );
}

#[tokio::test]
async fn faults_affect_the_response_but_not_the_execution() {
    let sandbox = Sandbox::start(CURIE).await;
    let get = || bearing(&sandbox, "GET", "/plans", "t");
    sandbox.fault(Fault::ResetBeforeAnswer);
    assert!(get().send().await.is_err());
    sandbox.fault(Fault::ResetInBody);
    let broken = get().send().await.unwrap();
    assert_eq!(broken.status(), 200);
    assert!(broken.text().await.is_err());
    sandbox.fault(Fault::TruncatedJson);
    let text = get().send().await.unwrap().text().await.unwrap();
    assert!(text.starts_with('{') && serde_json::from_str::<Value>(&text).is_err());
    sandbox.fault(Fault::HugeBody(1 << 20));
    assert_eq!(
        get().send().await.unwrap().text().await.unwrap().len(),
        1 << 20
    );
    sandbox.fault(Fault::WrongVersion(EDISON.to_owned()));
    assert_eq!(
        get().send().await.unwrap().headers()["x-api-version"],
        EDISON
    );
    sandbox.fault_after(1, Fault::RetryAfterSeconds(503, 7));
    assert_eq!(get().send().await.unwrap().status(), 200);
    let busy = get().send().await.unwrap();
    assert_eq!(
        (busy.status().as_u16(), &busy.headers()["retry-after"]),
        (503, &"7".parse().unwrap())
    );
    sandbox.fault_always(Fault::Status(500));
    assert_eq!(answer(get()).await.1["code"], "INTERNAL_SERVER_ERROR");
    sandbox.clear_faults();
    assert_eq!(get().send().await.unwrap().status(), 200);
    assert_eq!(sandbox.count("GET", "/plans"), sandbox.requests().len());
}
