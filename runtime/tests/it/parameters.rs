//! Parameters as they arrive over a real socket.

use crate::client::{API, ApiError, MeterType, PLANS_CREATE, PLANS_LIST};
use crate::support::Server;
use nomos_client_runtime::{CallBuilder, ClientBuilder, Core, RetryPolicy};

type Builder = CallBuilder<serde_json::Value, ApiError>;

/// What the server is sent by a call with these parameters.
async fn sent(parameters: impl FnOnce(Builder) -> Builder) -> String {
    let server = Server::answering("200 OK", "", "{}").await;
    parameters(builder(&server)).build().await.unwrap();
    server.request()
}

fn builder(server: &Server) -> Builder {
    let builder = ClientBuilder::<Core>::new(API).token("hunter2");
    let builder = builder.base_url(&server.url()).retry(RetryPolicy::none());
    CallBuilder::new(&builder.build().unwrap(), &PLANS_LIST)
}

/// Why a call with these parameters is not sent.
async fn refused(parameters: impl FnOnce(Builder) -> Builder) -> String {
    let server = Server::answering("200 OK", "", "{}").await;
    let error = parameters(builder(&server)).build().await.unwrap_err();
    assert!(error.is_request() && server.requests().is_empty());
    error.to_string()
}

#[track_caller]
fn assert_line(request: &str, line: &str) {
    assert!(request.lines().any(|it| it == line), "{line} in {request}");
}

#[tokio::test]
async fn headers_are_sent_as_they_are() {
    let request = sent(|call| {
        call.header::<String>("X-Color", "100% dark, blue")
            .header::<MeterType>("X-Meter", MeterType::Smart)
            .header::<i32>("X-Count", 1)
            .header::<i32>("x-count", 2)
            .header::<String>("X-Empty", "")
    })
    .await;
    assert_line(&request, "x-color: 100% dark, blue");
    assert_line(&request, "x-meter: smart");
    assert_line(&request, "x-count: 2");
    assert_line(&request, "x-empty: ");
    assert_eq!(request.matches("x-count").count(), 1, "{request}");
}

#[tokio::test]
async fn cookies_share_a_header() {
    let request = sent(|call| {
        call.cookie::<String>("session", "abc+/%==")
            .cookie::<bool>("dark", false)
            .cookie::<bool>("dark", true)
    })
    .await;
    assert_line(&request, "cookie: session=abc+/%==; dark=true");
}

#[tokio::test]
async fn a_header_that_cannot_be_sent_is_refused_without_its_value() {
    for value in ["a\r\nX-Evil: 1", "a\0", "bläu", " a", "a\t"] {
        assert_eq!(
            refused(|call| call.header::<String>("X-Color", value)).await,
            "plans.list: header parameter `X-Color` has a value that a header cannot hold: only \
             visible ASCII characters, and spaces between them"
        );
    }
}

#[tokio::test]
async fn a_cookie_that_cannot_be_sent_is_refused_without_its_value() {
    for value in ["a; admin=1", "a b", "\"a\"", "a\\b", "a\r\nb", "ü"] {
        assert_eq!(
            refused(|call| call.cookie::<String>("session", value)).await,
            "plans.list: cookie parameter `session` has a value that a cookie cannot hold: only \
             visible ASCII characters other than `\"`, `;` and `\\`"
        );
    }
}

/// The idempotency keys that a failing server receives, each with the number of its attempts.
async fn keys(calls: &[fn(Builder) -> Builder]) -> Vec<(String, usize)> {
    let server = Server::answering("500 Internal Server Error", "", "").await;
    let builder = ClientBuilder::<Core>::new(API).base_url(&server.url());
    let builder = builder.token("t").retry(RetryPolicy::default().attempts(2));
    let core = builder.jitter(|| 0.0).build().unwrap();
    for parameters in calls {
        let call = parameters(CallBuilder::new(&core, &PLANS_CREATE)).build();
        assert_eq!(call.await.unwrap_err().status(), Some(500));
    }
    let requests = server.requests();
    let key = |request: &String| {
        let mut lines = request.lines();
        let key = lines.find_map(|line| line.strip_prefix("idempotency-key: "));
        key.unwrap_or_default().to_owned()
    };
    let keys: Vec<_> = requests.iter().map(key).collect();
    let mut unique = keys.clone();
    unique.dedup();
    let attempts = |key: &String| keys.iter().filter(|it| *it == key).count();
    unique
        .into_iter()
        .map(|key| (key.clone(), attempts(&key)))
        .collect()
}

#[tokio::test]
async fn every_attempt_of_a_call_has_the_key_of_the_call() {
    let keyed: fn(Builder) -> Builder = |call| call.idempotency_key("Idempotency-Key");
    let keys = keys(&[keyed, keyed]).await;
    let [(first, 2), (second, 2)] = keys.as_slice() else {
        panic!("{keys:?}");
    };
    assert_ne!(first, second);
    for key in [first, second] {
        let groups: Vec<_> = key.split('-').map(str::len).collect();
        assert_eq!(groups, [8, 4, 4, 4, 12], "{key}");
        let version = key.as_bytes()[14];
        assert_eq!(version, b'4', "{key}");
        assert!(key.bytes().all(|it| it == b'-' || it.is_ascii_hexdigit()));
    }
}

#[tokio::test]
async fn a_caller_may_choose_the_key() {
    let chosen = keys(&[|call| {
        call.idempotency_key("Idempotency-Key")
            .header::<String>("Idempotency-Key", "order-7")
    }]);
    assert_eq!(chosen.await, [("order-7".to_owned(), 2)]);
}

#[tokio::test]
async fn a_write_without_a_key_is_not_repeated() {
    assert_eq!(keys(&[|call| call]).await, [(String::new(), 1)]);
}

#[tokio::test]
async fn a_request_that_is_not_sent_by_the_client_has_a_key_too() {
    let server = Server::answering("200 OK", "", "{}").await;
    let call = builder(&server).idempotency_key("Idempotency-Key").build();
    let key = || {
        let request = call.clone().into_request().unwrap();
        request.headers()["idempotency-key"].clone()
    };
    assert_ne!(key(), key());
}
