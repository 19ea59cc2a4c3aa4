//! Results that are not JSON, over real sockets.

use crate::client::{API, ApiError, PLANS_GET};
use crate::support::{Server, Then};
use nomos_client_runtime::{Call, CallBuilder, ClientBuilder, Core, RawContent, RetryPolicy};

const PDF: &str = "content-type: application/pdf\r\n";
const NOT_FOUND: &str = r#"{"code":"NOT_FOUND","message":"m","requestId":"r1","docs":"d"}"#;

fn call(server: &Server) -> Call<RawContent, ApiError> {
    let builder = ClientBuilder::<Core>::new(API).base_url(&server.url());
    let builder = builder.token("hunter2").jitter(|| 0.0);
    let builder = builder.retry(RetryPolicy::default().attempts(2));
    CallBuilder::new(&builder.build().unwrap(), &PLANS_GET)
        .path::<String>("id", "pln_1")
        .accept("application/pdf, */*;q=0.1")
        .build()
}

#[tokio::test]
async fn a_body_is_read_with_its_media_type() {
    let server = Server::answering("200 OK", PDF, "%PDF \u{fffd}").await;
    let content = call(&server).await.unwrap();
    assert_eq!(content.content_type.as_deref(), Some("application/pdf"));
    assert_eq!(content.bytes, "%PDF \u{fffd}");
    assert_eq!(content.text(), "%PDF \u{fffd}");
    let request = server.request();
    assert!(
        request.contains("\r\naccept: application/pdf, */*;q=0.1\r\n"),
        "{request}"
    );
    assert!(!request.contains("application/json"), "{request}");
    assert_eq!(
        format!("{content:?}"),
        r#"RawContent { content_type: Some("application/pdf"), length: 8, .. }"#
    );
}

#[tokio::test]
async fn a_text_that_is_not_utf_8_is_still_a_text() {
    let server = Server::start(
        &b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\na\xff"[..],
        Then::Close,
    );
    let content = call(&server.await).await.unwrap();
    assert_eq!(content.bytes, &b"a\xff"[..]);
    assert_eq!(content.text(), "a\u{fffd}");
    assert_eq!(content.content_type, None);
}

#[tokio::test]
async fn a_body_of_any_length_is_written_as_it_arrives() {
    let body = "x".repeat(300_000);
    let server = Server::answering("200 OK", PDF, &body).await;
    let limited = call(&server).with_max_response_bytes(1000);
    let mut written = Vec::new();
    let length = limited.clone().write_to(&mut written).await.unwrap();
    assert_eq!((length, written.len()), (300_000, 300_000));
    let mut download = limited.clone().download().await.unwrap();
    assert_eq!(download.content_type(), Some("application/pdf"));
    assert_eq!(download.content_length(), Some(300_000));
    assert!(!download.next().await.unwrap().unwrap().is_empty());
    // In memory, the limit holds.
    assert!(limited.await.unwrap_err().is_transport());
}

#[tokio::test]
async fn an_error_of_a_download_is_typed() {
    let server = Server::answering("404 Not Found", "", NOT_FOUND).await;
    let error = call(&server).write_to(&mut Vec::new()).await.unwrap_err();
    assert!(
        matches!(error.api(), Some(ApiError::NotFound(_))),
        "{error}"
    );
}

#[tokio::test]
async fn a_download_is_retried_until_it_begins() {
    let server = Server::answering("503 Service Unavailable", "", "").await;
    let error = call(&server).download().await.unwrap_err();
    assert_eq!(error.status(), Some(503));
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn a_download_that_breaks_off_is_an_error() {
    let answer = "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nabc";
    let server = Server::start(answer, Then::Close).await;
    let mut written = Vec::new();
    let error = call(&server).write_to(&mut written).await.unwrap_err();
    assert!(error.is_transport(), "{error}");
    assert_eq!(written, b"abc");
}

#[tokio::test]
async fn the_answer_of_another_version_is_told_apart() {
    let server = Server::answering("200 OK", "x-api-version: 2000-01-01\r\n", "x").await;
    let error = call(&server).download().await.unwrap_err();
    assert!(error.is_version_mismatch(), "{error}");
}
