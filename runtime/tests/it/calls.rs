//! What a call does beyond one request: retries, limits, scopes, files, raw access. No sockets, and
//! the time of tokio is paused.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use crate::client::{self, Client, Error, Plan};
use http::{Response, header::LOCATION};
use nomos_client_runtime::{
    ClientBuilder, FileLink, Method, Observer, Received, RetryPolicy, Sent, Token,
    TransportErrorKind, testing::TestTransport,
};
use tokio::time::Instant;

const PLAN: &str = r#"{"id":"pln_1","price":0.10}"#;
const LIMITED: &str = r#"{"code":"TOO_MANY_REQUESTS","message":"m","requestId":"r","docs":"d"}"#;

fn builder(transport: &TestTransport) -> ClientBuilder<Client> {
    Client::builder()
        .token("hunter2")
        .transport(transport.clone())
        .jitter(|| 1.0)
}

fn connect(transport: &TestTransport) -> Client {
    builder(transport).build().unwrap()
}

fn plan() -> Plan {
    serde_json::from_str(PLAN).unwrap()
}

#[tokio::test(start_paused = true)]
async fn reads_are_repeated_with_growing_waits() {
    let transport = TestTransport::new()
        .reply(500, "")
        .fail(TransportErrorKind::Body)
        .reply(503, "")
        .reply(200, PLAN);
    let start = Instant::now();
    connect(&transport).get("pln_1").await.unwrap();
    assert_eq!(transport.requests().len(), 4);
    assert_eq!(start.elapsed(), Duration::from_millis(500 + 1000 + 2000));
}

#[tokio::test(start_paused = true)]
async fn the_last_failure_is_returned_with_the_number_of_attempts() {
    let mut transport = TestTransport::new();
    for _ in 0..4 {
        transport = transport.reply(503, "busy");
    }
    let error: Error = connect(&transport).get("pln_1").await.unwrap_err();
    assert_eq!((error.status(), error.attempts()), (Some(503), 4));
    assert!(error.to_string().ends_with(", after 4 attempts"), "{error}");
}

#[tokio::test(start_paused = true)]
async fn changes_are_repeated_only_when_nothing_happened() {
    for (transport, sent) in [
        (TestTransport::new().reply(500, ""), 1),
        (TestTransport::new().fail(TransportErrorKind::Timeout), 1),
        (TestTransport::new().fail(TransportErrorKind::Body), 1),
        (TestTransport::new().fail(TransportErrorKind::Other), 1),
        (TestTransport::new().reply(429, LIMITED).reply(200, PLAN), 2),
        (
            TestTransport::new()
                .fail(TransportErrorKind::Connect)
                .reply(200, PLAN),
            2,
        ),
    ] {
        let result = connect(&transport).create(&plan()).await;
        assert_eq!(result.is_ok(), sent == 2);
        assert_eq!(transport.requests().len(), sent);
    }
}

#[tokio::test(start_paused = true)]
async fn retry_after_is_honoured_for_all_calls_of_the_client() {
    let limited = Response::builder().status(429).header("retry-after", "7");
    let transport = TestTransport::new()
        .respond(limited.body(LIMITED.into()).unwrap())
        .reply(200, PLAN)
        .reply(200, PLAN);
    let client = connect(&transport);
    let start = Instant::now();
    let (one, two) = tokio::join!(client.get("pln_1"), async {
        tokio::time::sleep(Duration::from_secs(1)).await;
        client.get("pln_2").await
    });
    assert!(one.is_ok() && two.is_ok());
    assert_eq!(start.elapsed(), Duration::from_secs(7));
}

#[tokio::test(start_paused = true)]
async fn a_retry_after_beyond_measure_is_left_to_the_caller() {
    let limited = Response::builder()
        .status(429)
        .header("retry-after", "3600");
    let transport = TestTransport::new().respond(limited.body(LIMITED.into()).unwrap());
    let error = connect(&transport).get("pln_1").await.unwrap_err();
    assert!(error.is_rate_limited());
    assert_eq!(error.retry_after(), Some(Duration::from_secs(3600)));
}

#[tokio::test(start_paused = true)]
async fn a_call_ends_with_its_total_time() {
    let mut transport = TestTransport::new();
    for _ in 0..4 {
        transport = transport.reply(500, "");
    }
    let call = connect(&transport).get("pln_1");
    let start = Instant::now();
    let error = call
        .with_total_timeout(Duration::from_secs(1))
        .await
        .unwrap_err();
    // The second wait would have gone beyond.
    assert_eq!(error.status(), Some(500));
    assert_eq!(start.elapsed(), Duration::from_millis(500));
}

#[tokio::test(start_paused = true)]
async fn a_call_that_would_have_to_wait_too_long_for_the_rate_limit_sends_nothing() {
    let transport = TestTransport::new().reply(200, PLAN).reply(200, PLAN);
    let client = builder(&transport).rate_limit(1).build().unwrap();
    client.get("pln_1").await.unwrap();
    let call = client
        .get("pln_1")
        .with_total_timeout(Duration::from_millis(900));
    let error = call.await.unwrap_err();
    assert!(error.is_timeout());
    assert_eq!((error.attempts(), transport.requests().len()), (0, 1));
}

#[tokio::test(start_paused = true)]
async fn requests_start_no_faster_than_allowed() {
    let mut transport = TestTransport::new();
    for _ in 0..30 {
        transport = transport.reply(200, PLAN);
    }
    let client = connect(&transport);
    let start = Instant::now();
    for _ in 0..30 {
        client.clone().get("pln_1").await.unwrap();
    }
    assert_eq!(start.elapsed(), Duration::from_secs(2));
}

#[tokio::test(start_paused = true)]
async fn an_outage_uses_up_the_budget() {
    let mut transport = TestTransport::new();
    for _ in 0..40 {
        transport = transport.reply(500, "");
    }
    let client = builder(&transport).no_rate_limit().build().unwrap();
    for _ in 0..10 {
        assert!(client.get("pln_1").await.is_err());
    }
    // Ten calls, ten retries: without a budget it would be forty requests.
    assert_eq!(transport.requests().len(), 20);
}

#[tokio::test]
async fn a_call_outside_the_granted_scope_is_not_sent() {
    let transport = TestTransport::new().reply(200, PLAN);
    let token = Token::new("hunter2").unwrap().scope("write:*");
    let client: Client = Client::builder()
        .fixed_token(token)
        .transport(transport.clone())
        .build()
        .unwrap();
    let error = client.get("pln_1").await.unwrap_err();
    assert!(error.is_missing_scope() && error.attempts() == 0);
    assert_eq!(
        error.to_string(),
        "plans.get: requires the scope read:*, but the token was granted \"write:*\""
    );
    assert!(transport.requests().is_empty());
}

#[tokio::test]
async fn raw_access_has_everything_that_a_call_has() {
    let transport = TestTransport::new().reply(418, "short and stout");
    let core: nomos_client_runtime::Core = ClientBuilder::new(client::API)
        .fixed_token(Token::new("hunter2").unwrap().scope("read:*"))
        .transport(transport.clone())
        .build()
        .unwrap();
    let raw = |method, path| core.raw::<client::ApiError>(method, path);
    let response = raw(Method::Get, "/teapots?size=2")
        .query("filter[zip][eq]", "10115")
        .await
        .unwrap();
    assert_eq!(
        (response.status().as_u16(), &response.body()[..]),
        (418, &b"short and stout"[..])
    );
    let request = &transport.requests()[0];
    assert_eq!(
        request.uri(),
        "https://api.library.example/teapots?size=2&filter%5Bzip%5D%5Beq%5D=10115"
    );
    assert_eq!(request.headers()["authorization"], "Bearer hunter2");
    assert_eq!(request.headers()["x-api-version"], "2026-05-27");
    let error = raw(Method::Post, "/teapots").json(&1).await.unwrap_err();
    assert!(error.is_missing_scope());
    let error = raw(Method::Get, "/../admin").await.unwrap_err();
    assert!(error.is_request());
    assert_eq!(transport.requests().len(), 1);
}

#[tokio::test]
async fn the_response_of_a_call_can_be_had_as_it_is() {
    let transport = TestTransport::new().reply(404, "nothing");
    let response = connect(&transport).get("pln_1").send_raw().await.unwrap();
    assert_eq!(
        (response.status().as_u16(), &response.body()[..]),
        (404, &b"nothing"[..])
    );
}

fn link(url: &str) -> Response<bytes::Bytes> {
    let response = Response::builder().status(302).header(LOCATION, url);
    response.body(bytes::Bytes::new()).unwrap()
}

#[tokio::test]
async fn a_file_is_fetched_without_token_and_version() {
    let transport = TestTransport::new()
        .respond(link("https://files.example/1?signature=s3cret"))
        .reply(200, "%PDF");
    let bytes = connect(&transport).file("pln_1").bytes().await.unwrap();
    assert_eq!(bytes, "%PDF");
    let requests = transport.requests();
    assert_eq!(
        requests[1].uri(),
        "https://files.example/1?signature=s3cret"
    );
    let names: Vec<_> = requests[1].headers().keys().collect();
    assert_eq!(names, ["user-agent"]);
}

#[tokio::test(start_paused = true)]
async fn an_expired_link_is_asked_for_again_once() {
    let transport = TestTransport::new()
        .respond(link("https://files.example/1"))
        .reply(403, "<Error>AccessDenied</Error>")
        .respond(link("https://files.example/2"))
        .reply(200, "%PDF")
        .respond(link("https://files.example/3"))
        .reply(403, "<Error>AccessDenied</Error>")
        .respond(link("https://files.example/4"))
        .reply(403, "<Error>AccessDenied</Error>");
    let client = connect(&transport);
    assert_eq!(client.file("pln_1").bytes().await.unwrap(), "%PDF");
    let error = client.file("pln_1").bytes().await.unwrap_err();
    assert!(error.is_file());
    assert_eq!((error.status(), error.api()), (Some(403), None));
    assert_eq!(transport.requests().len(), 8);
}

#[tokio::test(start_paused = true)]
async fn a_file_that_breaks_off_is_fetched_again_and_one_beyond_the_cap_is_not() {
    let transport = TestTransport::new()
        .respond(link("https://files.example/1"))
        .fail(TransportErrorKind::Body)
        .respond(link("https://files.example/2"))
        .reply(200, "%PDF")
        .respond(link("https://files.example/3"))
        .reply(200, "%PDF");
    let client = connect(&transport);
    assert_eq!(client.file("pln_1").bytes().await.unwrap(), "%PDF");
    let call = client.file("pln_1").with_max_response_bytes(3);
    assert!(call.bytes().await.unwrap_err().is_too_large());
    assert_eq!(transport.requests().len(), 6);
}

#[tokio::test]
async fn a_file_is_written_to_a_writer() {
    let transport = TestTransport::new()
        .respond(link("https://files.example/1"))
        .reply(200, "%PDF");
    let mut written = Vec::new();
    let length = connect(&transport)
        .file("pln_1")
        .write_to(&mut written)
        .await
        .unwrap();
    assert_eq!((length, &written[..]), (4, &b"%PDF"[..]));
    // Following the link by oneself is possible too.
    let transport = TestTransport::new().respond(link("https://files.example/1"));
    let FileLink { url, .. } = connect(&transport).file("pln_1").await.unwrap();
    assert_eq!(url, "https://files.example/1");
}

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<String>>>);

impl Observer for Log {
    fn on_request(&self, sent: &Sent<'_>) {
        let Sent {
            operation,
            path,
            attempt,
            ..
        } = sent;
        self.0
            .lock()
            .unwrap()
            .push(format!("{operation} {path} {attempt}"));
    }

    fn on_response(&self, received: &Received<'_>) {
        let Received {
            status,
            error,
            request_id,
            ..
        } = received;
        self.0
            .lock()
            .unwrap()
            .push(format!("{status:?} {error:?} {request_id:?}"));
    }
}

#[tokio::test(start_paused = true)]
async fn an_observer_sees_every_attempt_and_no_argument() {
    let found = Response::builder().status(200).header("x-request-id", "r1");
    let transport = TestTransport::new()
        .fail(TransportErrorKind::Connect)
        .respond(found.body(PLAN.into()).unwrap());
    let log = Log::default();
    let client: Client = builder(&transport).observer(log.clone()).build().unwrap();
    client.get("pln_s3cret").await.unwrap();
    assert_eq!(
        *log.0.lock().unwrap(),
        [
            "plans.get /plans/{id} 1",
            "None Some(Connect) None",
            "plans.get /plans/{id} 2",
            "Some(200) None Some(\"r1\")",
        ]
    );
}

#[cfg(feature = "blocking")]
#[test]
fn calls_block_without_a_runtime_and_inside_one() {
    let transport = TestTransport::new().reply(200, PLAN).reply(200, PLAN);
    let client = builder(&transport)
        .retry(RetryPolicy::none())
        .build()
        .unwrap();
    assert_eq!(client.get("pln_1").send_blocking().unwrap(), plan());
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    runtime.block_on(async { client.get("pln_1").send_blocking().unwrap() });
    let error = client.get("pln_1").send_blocking().unwrap_err();
    assert!(error.is_transport());
}

#[cfg(feature = "blocking")]
#[test]
fn files_and_walks_block_too() {
    let page = |next: &str| format!(r#"{{"items":[{PLAN}],"next_page":{next},"has_more":false}}"#);
    let transport = TestTransport::new()
        .respond(link("https://files.example/1"))
        .reply(200, "%PDF")
        .respond(link("https://files.example/2"))
        .reply(200, "%PDF")
        .reply(200, page("\"c1\""))
        .reply(200, page("null"));
    let client = connect(&transport);
    assert_eq!(client.file("pln_1").bytes_blocking().unwrap(), "%PDF");
    let mut written = Vec::new();
    assert_eq!(
        client
            .file("pln_1")
            .write_to_blocking(&mut written)
            .unwrap(),
        4
    );
    let items: Result<Vec<_>, _> = client.list().items().blocking().collect();
    assert_eq!(items.unwrap(), [plan(), plan()]);
}
