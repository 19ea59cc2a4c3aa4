//! Invoice files, downloaded from the file host.
//!
//! Every version with GET /invoices/{id}/file.

use nomos_tests::sandbox::{FileServer, Sandbox};

use super::api::{API_VERSION, Client};
use crate::connect;

async fn start() -> (FileServer, Sandbox, Client) {
    let files = FileServer::start().await;
    let sandbox = Sandbox::builder(API_VERSION)
        .oauth(Default::default())
        .files(&files)
        .start()
        .await;
    let client = connect(Client::builder(), &sandbox);
    (files, sandbox, client)
}

#[tokio::test]
async fn bytes_chunks_and_a_writer_receive_the_same_file() {
    let (files, sandbox, client) = start().await;
    let call = client.invoices().file("inv_1");
    assert_eq!(call.clone().bytes().await.unwrap(), FileServer::content());

    let mut written = Vec::new();
    let length = call.clone().write_to(&mut written).await.unwrap();
    assert_eq!(written, FileServer::content());
    assert_eq!(length, written.len() as u64);

    let mut file = call.download().await.unwrap();
    assert_eq!(file.content_type(), Some("application/pdf"));
    assert_eq!(file.content_length(), Some(length));
    let mut parts = Vec::new();
    while let Some(part) = file.next().await {
        parts.extend_from_slice(&part.unwrap());
    }
    assert_eq!(parts, written);

    assert_eq!(files.requests().len(), 3);
    for request in files.requests() {
        for name in ["authorization", "x-api-version", "cookie", "referer"] {
            assert!(!request.headers.contains_key(name), "{name}");
        }
    }
    assert_eq!(sandbox.violations(), []);
}

#[tokio::test]
async fn an_expired_link_is_requested_again() {
    let (files, sandbox, client) = start().await;
    files.expire_next_link();
    let bytes = client.invoices().file("inv_1").bytes().await.unwrap();
    assert_eq!(bytes, FileServer::content());
    assert_eq!(sandbox.count("GET", "/invoices/{id}/file"), 2);
    assert_eq!(files.requests().len(), 2);
}

#[tokio::test]
async fn a_file_above_the_size_limit_is_not_read_into_memory() {
    let (_files, _sandbox, client) = start().await;
    let call = client
        .invoices()
        .file("inv_1")
        .with_max_response_bytes(1000);
    assert!(call.bytes().await.unwrap_err().is_too_large());
}

#[tokio::test]
async fn an_unreachable_file_host_is_an_error() {
    let (files, _sandbox, client) = start().await;
    drop(files);
    // The port is closed when the server has stopped.
    while let Ok(bytes) = client.invoices().file("inv_1").bytes().await {
        assert_eq!(bytes, FileServer::content());
    }
    let error = client.invoices().file("inv_1").bytes().await.unwrap_err();
    assert!(error.is_connect() || error.is_transport(), "{error}");
}
