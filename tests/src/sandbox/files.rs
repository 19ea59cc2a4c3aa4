//! A file server with links that expire.

use std::{
    net::{Ipv4Addr, SocketAddr},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use axum::{
    Router,
    extract::{Request, State},
    http::{HeaderMap, StatusCode, header::CONTENT_TYPE},
    response::{IntoResponse as _, Response},
};
use tokio::{net::TcpListener, sync::oneshot};

/// A request to a [`FileServer`].
#[derive(Clone, Debug)]
pub struct FileRequest {
    /// Path and query.
    pub target: String,
    /// All headers.
    pub headers: HeaderMap,
}

/// A second server that serves a file through expiring links. It stops when dropped.
#[derive(Debug)]
pub struct FileServer {
    address: SocketAddr,
    shared: Arc<Shared>,
    _shutdown: oneshot::Sender<()>,
}

#[derive(Debug, Default)]
struct Shared {
    state: Mutex<Links>,
}

#[derive(Debug, Default)]
struct Links {
    issued: usize,
    /// Links up to this one have expired.
    expired: usize,
    requests: Vec<FileRequest>,
}

/// Creates links to a [`FileServer`].
#[derive(Clone)]
pub(super) struct Signer {
    address: SocketAddr,
    shared: Arc<Shared>,
}

impl FileServer {
    /// Starts a server on a free port.
    ///
    /// # Panics
    ///
    /// If there is no free port.
    pub async fn start() -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await;
        let listener = listener.expect("a free port");
        let address = listener
            .local_addr()
            .expect("a bound socket has an address");
        let shared = Arc::<Shared>::default();
        let router = Router::new()
            .fallback(handle)
            .with_state(Arc::clone(&shared));
        let (shutdown, dropped) = oneshot::channel::<()>();
        let server = axum::serve(listener, router).with_graceful_shutdown(async {
            // Nothing is ever sent: the signal is the error after the sender is dropped.
            let _ = dropped.await;
        });
        tokio::spawn(server.into_future());
        Self {
            address,
            shared,
            _shutdown: shutdown,
        }
    }

    /// Every request so far, in order of arrival.
    pub fn requests(&self) -> Vec<FileRequest> {
        self.shared.state().requests.clone()
    }

    /// Expires every existing link. The next one is valid.
    pub fn expire_links(&self) {
        let mut state = self.shared.state();
        state.expired = state.issued;
    }

    /// Makes the next link expired from the start.
    pub fn expire_next_link(&self) {
        let mut state = self.shared.state();
        state.expired = state.issued + 1;
    }

    /// The content of the file.
    pub fn content() -> Vec<u8> {
        let lines = (0..10_000).map(|line| format!("% line {line:05} of it\n"));
        format!("%PDF-1.7\n{}%%EOF\n", lines.collect::<String>()).into_bytes()
    }

    pub(super) fn signer(&self) -> Signer {
        Signer {
            address: self.address,
            shared: Arc::clone(&self.shared),
        }
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, Links> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Signer {
    pub(super) fn link(&self) -> String {
        let mut state = self.shared.state();
        state.issued += 1;
        let Self { address, .. } = self;
        format!(
            "http://{address}/signed/{}.pdf?X-Signature=0a1b2c3d",
            state.issued
        )
    }
}

async fn handle(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let mut state = shared.state();
    let path = request.uri().path();
    let number = path
        .strip_prefix("/signed/")
        .and_then(|rest| rest.strip_suffix(".pdf"));
    let number: Option<usize> = number.and_then(|number| number.parse().ok());
    let valid = number.is_some_and(|number| number > state.expired && number <= state.issued);
    state.requests.push(FileRequest {
        target: request.uri().to_string(),
        headers: request.headers().clone(),
    });
    if valid {
        let head = [(CONTENT_TYPE, "application/pdf")];
        (head, FileServer::content()).into_response()
    } else {
        let head = [(CONTENT_TYPE, "application/xml")];
        let body = "<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>";
        (StatusCode::FORBIDDEN, head, body).into_response()
    }
}
