use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde_json::Value;

use super::*;
use crate::{
    Call, CallBuilder, ClientBuilder, Core, Page, StringField,
    test_support::{API, GET, LIST, Problem as ApiProblem, READING, Silent, TOKEN, core},
};

fn get(id: impl Into<String>) -> Call<Value, ApiProblem> {
    build(&GET).path::<String>("id", id).build()
}

fn list() -> Call<Page<Value>, ApiProblem> {
    CallBuilder::new(&core(), &LIST).build()
}

fn token() -> Call<Value, ApiProblem> {
    build(&TOKEN).build()
}

fn build(operation: &'static Operation) -> CallBuilder<Value, ApiProblem> {
    CallBuilder::new(&core(), operation)
}

fn path<T>(call: Call<T, ApiProblem>) -> String {
    call.into_request()
        .unwrap()
        .uri()
        .path_and_query()
        .unwrap()
        .to_string()
}

fn problem<T>(call: Call<T, ApiProblem>) -> String {
    let error = call.into_request().unwrap_err();
    assert!(error.is_request());
    error.to_string()
}

const NAME: StringField<Value> = StringField::new("name");

#[test]
fn path_arguments_are_percent_encoded() {
    assert_eq!(path(get("pln_1")), "/plans/pln_1");
    assert_eq!(path(get("a/../b?c#d")), "/plans/a%2F..%2Fb%3Fc%23d");
    assert_eq!(path(get("ü %2e")), "/plans/%C3%BC%20%252e");
    assert_eq!(path(get("...")), "/plans/...");
    assert_eq!(path(get("{id}")), "/plans/%7Bid%7D");
}

#[test]
fn several_path_arguments_fill_their_places() {
    let call = build(&READING)
        .path::<String>("at", "{id}")
        .path::<i32>("id", 7);
    assert_eq!(path(call.build()), "/plans/7/readings/%7Bid%7D.json");
}

#[test]
fn an_empty_or_dotted_path_argument_is_refused() {
    for id in ["", ".", ".."] {
        assert_eq!(
            problem(get(id)),
            "plans.get: path argument `id` is empty, `.` or `..`"
        );
    }
}

#[test]
fn a_missing_path_argument_is_refused() {
    let call = build(&GET).build();
    assert_eq!(problem(call), "plans.get: path argument `id` is missing");
}

#[test]
fn a_query_parameter_set_again_is_replaced_in_place() {
    let call = build(&LIST)
        .query::<i32>("a", 1)
        .query::<String>("b", "x y")
        .query::<String>("a", "2&");
    assert_eq!(path(call.build()), "/plans?a=2%26&b=x%20y");
}

#[test]
fn a_decimal_is_sent_without_trailing_zeros() {
    let call = build(&LIST).query::<Decimal>("a", Decimal::new(25_000, 1));
    assert_eq!(path(call.build()), "/plans?a=2500");
}

#[test]
fn filters_are_encoded_and_add_up() {
    let call = list()
        .filter(NAME.is_in(["a", "b"]))
        .filter(NAME.starts_with("x"));
    assert_eq!(
        path(call),
        "/plans?filter%5Bname%5D%5Bin%5D=a%2Cb&filter%5Bname%5D%5Bstarts_with%5D=x"
    );
}

#[test]
fn a_filter_that_cannot_be_expressed_is_refused_without_its_value() {
    let problem = problem(list().filter(NAME.is_in(["john,doe"])));
    assert_eq!(
        problem,
        "plans.list: `filter[name][in]`: a value in the list contains a comma"
    );
}

#[test]
fn the_same_filter_twice_is_refused() {
    let problem = problem(list().filter(NAME.contains("a")).filter(NAME.contains("b")));
    assert_eq!(problem, "plans.list: `filter[name][contains]` is set twice");
}

#[test]
fn limits_are_1_to_100() {
    assert_eq!(
        path(list().limit(1).limit(100).cursor("a=")),
        "/plans?limit=100&cursor=a%3D"
    );
    for limit in [0, 101, u32::MAX] {
        assert_eq!(
            problem(list().limit(limit)),
            "plans.list: `limit` must be between 1 and 100"
        );
    }
}

#[test]
fn the_first_problem_is_kept() {
    assert!(problem(list().limit(0).filter(NAME.eq(""))).contains("limit"));
}

#[test]
fn every_request_carries_version_agent_and_accept() {
    let request = get("x").into_request().unwrap();
    assert_eq!(request.method(), http::Method::GET);
    assert_eq!(request.headers()["x-library-version"], "2026-05-27");
    assert_eq!(request.headers()["user-agent"], "test/1");
    assert_eq!(request.headers()["accept"], "application/json");
    assert_eq!(request.headers().len(), 4);
}

#[test]
fn a_bearer_token_is_sent_where_due_alone() {
    let headers =
        |call: Call<Value, ApiProblem>| call.into_request().unwrap().into_parts().0.headers;
    assert_eq!(headers(get("x"))["authorization"], "Bearer hunter2");
    assert!(!headers(token()).contains_key("authorization"));
    let open = build(&READING).path::<i32>("id", 1).path::<i32>("at", 2);
    assert!(!headers(open.build()).contains_key("authorization"));
}

#[test]
fn a_client_without_token_cannot_call_what_needs_one() {
    let core: Core = ClientBuilder::new(API)
        .transport(Silent::default())
        .build()
        .unwrap();
    let call = |operation| CallBuilder::<Value, ApiProblem>::new(&core, operation).build();
    assert!(problem(call(&LIST)).contains("requires an access token"));
    assert!(call(&TOKEN).into_request().is_ok());
}

#[test]
fn basic_credentials_are_sent_as_rfc_7617_says() {
    let request = token()
        .with_basic_auth("Aladdin", "open:sesame")
        .into_request()
        .unwrap();
    assert_eq!(
        request.headers()["authorization"],
        "Basic QWxhZGRpbjpvcGVuOnNlc2FtZQ=="
    );
    assert!(problem(token().with_basic_auth("a:b", "s3cret")).contains("colon"));
}

#[test]
fn basic_credentials_are_refused_by_other_operations() {
    let problem = problem(get("x").with_basic_auth("id", "s3cret"));
    assert_eq!(
        problem,
        "plans.get: the operation does not accept a client ID and secret"
    );
}

#[test]
fn bodies_carry_their_content_type() {
    let request = |call: CallBuilder<Value, ApiProblem>| call.build().into_request().unwrap();
    let json = request(build(&TOKEN).json::<[i32; 2]>([1, 2]));
    assert_eq!(json.headers()["content-type"], "application/json");
    assert_eq!(json.body(), "[1,2]");
    let patch = build(&TOKEN).json::<[i32; 1]>([1]);
    let patch = request(patch.content_type("application/merge-patch+json"));
    assert_eq!(
        patch.headers()["content-type"],
        "application/merge-patch+json"
    );
    assert_eq!(patch.body(), "[1]");
    let form = serde_json::json!({"grant_type": "refresh token", "scope": null});
    let form = request(build(&TOKEN).form::<Value>(form));
    assert_eq!(
        form.headers()["content-type"],
        "application/x-www-form-urlencoded"
    );
    assert_eq!(form.body(), "grant_type=refresh%20token");
}

#[test]
fn a_body_that_cannot_be_written_is_refused_without_its_content() {
    let body = BTreeMap::from([(vec!["s3cret"], 1)]);
    assert_eq!(
        problem(build(&TOKEN).json::<BTreeMap<_, _>>(body).build()),
        "oauth.token: the body cannot be serialized as JSON"
    );
    assert_eq!(
        problem(build(&TOKEN).form::<[&str; 1]>(["s3cret"]).build()),
        "oauth.token: the body cannot be serialized as a form"
    );
}

#[test]
fn a_url_beyond_all_measure_is_refused() {
    assert!(problem(get("x".repeat(70_000))).contains("too long"));
}

#[test]
fn a_path_prefix_of_the_base_url_is_kept() {
    let core: Core = ClientBuilder::new(API)
        .token("t")
        .base_url("http://localhost:1/pre/")
        .transport(Silent::default())
        .build()
        .unwrap();
    let call = CallBuilder::<Value, ApiProblem>::new(&core, &LIST).build();
    let request = call.into_request().unwrap();
    assert_eq!(request.uri(), "http://localhost:1/pre/plans");
}

#[test]
fn the_timeout_of_the_call_wins() {
    let (core, mut request) = (core(), RequestBuilder::new(&GET));
    let link = core.pipeline();
    assert_eq!(request.limits(link), link.limits);
    assert_eq!(request.total_timeout(link), Duration::from_secs(120));
    request.set_timeout(Duration::from_millis(5));
    request.set_total_timeout(Duration::from_millis(6));
    request.set_max_response_bytes(7);
    assert_eq!(request.limits(link).timeout, Duration::from_millis(5));
    assert_eq!(request.limits(link).max_response_bytes, 7);
    assert_eq!(request.total_timeout(link), Duration::from_millis(6));
}

#[test]
fn raw_access_takes_any_path_and_query() {
    let core = core();
    let uri = |method, path: &str, query: &[(&'static str, &str)]| {
        let mut request = RequestBuilder::raw(&GET, method, path.to_owned());
        for (name, value) in query {
            request.set_query(name, value);
        }
        let request = request.build(core.pipeline(), Some(&HeaderValue::from_static("x")))?;
        Ok::<_, Problem>(format!("{} {}", request.method(), request.uri()))
    };
    assert_eq!(
        uri(Method::Delete, "/leads/lead_1", &[]).unwrap(),
        "DELETE https://api.library.example/leads/lead_1"
    );
    assert_eq!(
        uri(Method::Get, "/a?b=1", &[("c d", "ä")]).unwrap(),
        "GET https://api.library.example/a?b=1&c%20d=%C3%A4"
    );
    for path in [
        "",
        "plans",
        "//evil.example",
        "/a/../b",
        "/a/%2e%2E",
        "/.",
        "/a#b",
        "/a b",
        "@evil.example",
    ] {
        assert!(uri(Method::Get, path, &[]).is_err(), "{path}");
    }
}

#[test]
fn raw_access_needs_the_scope_of_its_method() {
    for (method, scope) in [
        (Method::Get, "books:read"),
        (Method::Post, "books:write"),
        (Method::Patch, "books:write"),
    ] {
        let request = RequestBuilder::raw(&GET, method, "/x".to_owned());
        assert_eq!(
            (request.scope(&API), request.is_safe()),
            (Some(scope), scope == "books:read")
        );
    }
}

#[test]
fn debug_shows_the_template_and_no_argument_or_secret() {
    let call = build(&TOKEN)
        .query::<String>("email", "s3cret")
        .json::<&str>("s3cret")
        .with(|call| call.with_basic_auth("id", "s3cret"));
    assert_eq!(
        format!("{call:?}"),
        r#"Call { operation: "oauth.token", method: "POST", path: "/token", .. }"#
    );
    let request = token()
        .with_basic_auth("id", "s3cret")
        .into_request()
        .unwrap();
    let text = format!("{request:?} {:?}", get("x").into_request().unwrap());
    assert!(
        !text.contains("Basic") && !text.contains("hunter2"),
        "{text}"
    );
}

#[tokio::test]
async fn nothing_is_sent_when_there_is_a_problem() {
    let silent = Silent::default();
    let core: Core = ClientBuilder::new(API)
        .token("t")
        .transport(silent.clone())
        .build()
        .unwrap();
    let call = CallBuilder::<Value, ApiProblem>::new(&core, &GET).path::<String>("id", "..");
    let result = call.build().await;
    assert!(result.unwrap_err().is_request());
    assert_eq!(*silent.0.lock().unwrap(), 0);
}
