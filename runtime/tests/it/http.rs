//! Calls over real sockets, through the default transport.

use std::{error::Error as _, time::Duration};

use crate::client::{ApiError, Client, Error, METER_TYPE, MeterType, Plan, TokenRequest};
use crate::support::{Server, Then};
use nomos_client_runtime::{RetryPolicy, TransportError, TransportErrorKind};

const PLAN: &str = r#"{"id":"pln_1","price":0.10}"#;
const NOT_FOUND: &str =
    r#"{"code":"NOT_FOUND","message":"No such plan","requestId":"r1","docs":"https://docs"}"#;

fn client(server: &Server) -> Client {
    Client::builder()
        .token("hunter2")
        .base_url(&server.url())
        .retry(RetryPolicy::none())
        .build()
        .unwrap()
}

async fn get_error(server: &Server) -> Error {
    client(server).get("pln_1").await.unwrap_err()
}

#[tokio::test]
async fn a_get_sends_its_headers_and_reads_json() {
    let server = Server::answering("200 OK", "x-api-version: 2026-05-27\r\n", PLAN).await;
    let plan = client(&server).get("pln/1").await.unwrap();
    assert_eq!(plan.price.to_string(), "0.10");
    let request = server.request();
    assert!(
        request.starts_with("GET /plans/pln%2F1 HTTP/1.1\r\n"),
        "{request}"
    );
    for header in [
        "authorization: Bearer hunter2",
        "x-api-version: 2026-05-27",
        "accept: application/json",
        concat!(
            "user-agent: nomos-client-runtime/",
            env!("CARGO_PKG_VERSION")
        ),
    ] {
        assert!(
            request.contains(&format!("{header}\r\n")),
            "{header} in {request}"
        );
    }
    assert!(!request.contains("content-"), "{request}");
}

#[tokio::test]
async fn a_list_sends_filter_limit_and_cursor() {
    let body = format!(r#"{{"items":[{PLAN}],"next_page":"c2","has_more":true}}"#);
    let server = Server::answering("200 OK", "", &body).await;
    let call = client(&server).read_only().list().limit(50).cursor("c1==");
    let page = call
        .filter(METER_TYPE.is_in([MeterType::Smart, MeterType::Analog]))
        .await
        .unwrap();
    assert_eq!(page.next_page.as_deref(), Some("c2"));
    let request = server.request();
    let line = "GET /plans?limit=50&cursor=c1%3D%3D&filter%5Bmeter_type%5D%5Bin%5D=smart%2Canalog ";
    assert!(request.starts_with(line), "{request}");
}

#[tokio::test]
async fn an_operation_with_parameters_of_its_own_is_a_call() {
    let server = Server::answering("200 OK", "", PLAN).await;
    let usage: rust_decimal::Decimal = "2500.50".parse().unwrap();
    let quote = client(&server)
        .quote("pln_1", usage)
        .meter_type(MeterType::Smart);
    assert!(quote.clone().into_request().is_ok());
    quote.with_timeout(Duration::from_secs(5)).await.unwrap();
    let request = server.request();
    assert!(
        request.starts_with("GET /plans/pln_1/quote?usage=2500.5&meter_type=smart "),
        "{request}"
    );
}

#[tokio::test]
async fn a_post_sends_its_body() {
    let server = Server::answering("201 Created", "", PLAN).await;
    let plan: Plan = serde_json::from_str(PLAN).unwrap();
    client(&server).create(&plan).await.unwrap();
    let request = server.request();
    assert!(
        request.contains("content-type: application/json\r\n"),
        "{request}"
    );
    assert!(request.ends_with(PLAN), "{request}");
}

#[tokio::test]
async fn a_form_travels_with_basic_credentials_and_without_the_token() {
    let server = Server::answering("200 OK", "", "{}").await;
    let body = TokenRequest {
        grant_type: "client_credentials",
        refresh_token: None,
    };
    client(&server)
        .token(&body)
        .with_basic_auth("id", "s3cret")
        .await
        .unwrap();
    let request = server.request();
    assert!(
        request.contains("authorization: Basic aWQ6czNjcmV0\r\n"),
        "{request}"
    );
    assert!(
        request.ends_with("\r\n\r\ngrant_type=client_credentials"),
        "{request}"
    );
    assert!(!request.contains("hunter2"), "{request}");
}

#[tokio::test]
async fn an_open_operation_travels_without_the_token() {
    let server = Server::answering("200 OK", "", "{}").await;
    client(&server).metadata().await.unwrap();
    assert!(!server.request().contains("authorization"));
}

#[tokio::test]
async fn no_content_is_read_from_an_empty_body() {
    let server = Server::start("HTTP/1.1 204 No Content\r\n\r\n", Then::Close).await;
    client(&server).delete("pln_1").await.unwrap();
}

#[tokio::test]
async fn a_documented_error_is_typed() {
    let server = Server::answering("404 Not Found", "", NOT_FOUND).await;
    let error = get_error(&server).await;
    assert!(matches!(error.api(), Some(ApiError::NotFound(_))));
    assert_eq!(
        error.to_string(),
        "plans.get: 404 Not Found: NOT_FOUND: No such plan (request r1)"
    );
}

#[tokio::test]
async fn an_undocumented_or_html_error_is_kept_raw() {
    let server = Server::answering("502 Bad Gateway", "x-request-id: r9\r\n", "<html>").await;
    let error = get_error(&server).await;
    assert!(error.api().is_none() && error.is_retryable());
    assert_eq!(
        (error.status(), error.request_id()),
        (Some(502), Some("r9"))
    );
    assert_eq!(error.body(), Some(&b"<html>"[..]));
    let server = Server::answering("404 Not Found", "", "<html>").await;
    let error = get_error(&server).await;
    assert!(error.api().is_none() && error.is_not_found());
}

#[tokio::test]
async fn a_success_without_json_is_a_decode_error() {
    for body in ["", "OK", r#"{"id":"pln_1"}"#] {
        let server = Server::answering("200 OK", "", body).await;
        let error = get_error(&server).await;
        assert!(error.is_decode(), "{error}");
        assert_eq!(error.body(), Some(body.as_bytes()));
    }
}

#[tokio::test]
async fn another_version_is_told_apart() {
    let server = Server::answering("200 OK", "x-api-version: 2026-01-29\r\n", PLAN).await;
    assert!(get_error(&server).await.is_version_mismatch());
}

#[tokio::test]
async fn redirects_are_never_followed() {
    let target = Server::answering("200 OK", "", PLAN).await;
    let location = format!("location: {}/plans/pln_1\r\n", target.url());
    let server = Server::answering("302 Found", &location, "").await;
    assert_eq!(get_error(&server).await.status(), Some(302));
    let link = client(&server).file("pln_1").await.unwrap();
    assert_eq!(link.url, format!("{}/plans/pln_1", target.url()));
    assert!(target.requests().is_empty());
}

#[tokio::test]
async fn a_relative_location_is_resolved() {
    let server = Server::answering("302 Found", "location: ../f?sig=1\r\n", "").await;
    let link = client(&server).file("pln_1").await.unwrap();
    assert_eq!(link.url, format!("{}/plans/f?sig=1", server.url()));
}

async fn get_limited(server: &Server, limit: usize) -> Result<Plan, Error> {
    let builder = Client::builder().token("t").base_url(&server.url());
    builder
        .max_response_bytes(limit)
        .build()
        .unwrap()
        .get("pln_1")
        .await
}

#[tokio::test]
async fn a_body_over_the_limit_is_cut_off() {
    let whole = Server::answering("200 OK", "", PLAN).await;
    assert!(get_limited(&whole, PLAN.len()).await.is_ok());
    let error = get_limited(&whole, PLAN.len() - 1).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "plans.get: the response exceeds the size limit"
    );
    // Without a length ahead, and without an end: only the limit ends this.
    let endless = format!("HTTP/1.1 200 OK\r\n\r\n{}", " ".repeat(100_000));
    let endless = Server::start(endless, Then::Hang).await;
    let error = get_limited(&endless, 50_000).await.unwrap_err();
    assert!(error.is_transport() && !error.is_timeout(), "{error}");
}

#[tokio::test]
async fn a_body_that_breaks_off_is_an_error() {
    for head in ["content-length: 100", "transfer-encoding: chunked"] {
        let answer = format!("HTTP/1.1 200 OK\r\n{head}\r\n\r\n1b\r\n{PLAN}");
        let server = Server::start(answer, Then::Close).await;
        let error = get_error(&server).await;
        assert_eq!(
            error.to_string(),
            "plans.get: the connection closed before the response was complete"
        );
    }
}

#[tokio::test]
async fn a_connection_closed_without_an_answer_is_an_error() {
    let server = Server::start("", Then::Close).await;
    let error = get_error(&server).await;
    assert!(
        error.is_transport() && !error.is_connect() && !error.is_retryable(),
        "{error}"
    );
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn an_answer_that_is_not_http_is_an_error() {
    let server = Server::start("220 smtp.example ready\r\n", Then::Close).await;
    assert!(get_error(&server).await.is_transport());
}

#[tokio::test]
async fn a_refused_connection_is_a_connect_error() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let client = Client::builder()
        .token("hunter2")
        .base_url(&url)
        .build()
        .unwrap();
    let error = client.get("s3cret").await.unwrap_err();
    assert!(error.is_connect() && error.is_retryable(), "{error:?}");
    let mut text = format!("{error:?} {error}");
    let mut source = error.source();
    while let Some(error) = source {
        text += &format!(" {error} {error:?}");
        source = error.source();
    }
    assert!(
        !text.contains("s3cret") && !text.contains("hunter2"),
        "{text}"
    );
}

#[tokio::test]
async fn a_silent_server_is_a_timeout() {
    let server = Server::start("", Then::Hang).await;
    let builder = Client::builder().token("t").base_url(&server.url());
    let client = builder.timeout(Duration::from_millis(50)).build().unwrap();
    assert!(client.get("pln_1").await.unwrap_err().is_timeout());
}

#[tokio::test]
async fn the_timeout_covers_the_body() {
    let server = Server::start("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{", Then::Hang).await;
    let call = client(&server)
        .get("pln_1")
        .with_timeout(Duration::from_millis(50));
    assert!(call.await.unwrap_err().is_timeout());
}

#[tokio::test]
async fn a_server_without_tls_is_a_tls_error() {
    let server = Server::start("HTTP/1.1 400 Bad Request\r\n\r\n", Then::Close).await;
    let url = format!("https://{}", server.address);
    let client = Client::builder().token("t").base_url(&url).build().unwrap();
    let error = client.get("pln_1").await.unwrap_err();
    assert!(error.is_transport() && !error.is_connect(), "{error:?}");
    assert_eq!(error.to_string(), "plans.get: TLS handshake failed");
    assert_eq!(server.request(), "TLS");
}

#[tokio::test]
async fn no_provider_is_installed_for_the_process() {
    Client::new("t").unwrap();
    assert!(rustls::crypto::CryptoProvider::get_default().is_none());
}

#[tokio::test]
async fn a_call_can_be_spawned_and_cloned() {
    let server = Server::answering("200 OK", "", PLAN).await;
    let call = client(&server).get("pln_1");
    let again = call.clone();
    tokio::spawn(call.into_future()).await.unwrap().unwrap();
    again.await.unwrap();
    assert_eq!(server.requests().len(), 2);
}

#[test]
fn nothing_shows_the_token() {
    let client = Client::new("hunter2").unwrap();
    let text = format!(
        "{client:?} {:?} {:?}",
        client.list(),
        client.quote("hunter2", 1)
    );
    assert!(!text.contains("hunter2"), "{text}");
}

#[test]
fn a_transport_error_says_its_kind() {
    let error = TransportError::new(TransportErrorKind::Tls);
    assert_eq!(error.kind(), TransportErrorKind::Tls);
    assert!(error.source().is_none());
}
