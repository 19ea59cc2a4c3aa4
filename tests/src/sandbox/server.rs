//! The server around it all.

use std::{
    collections::VecDeque,
    fmt,
    net::{Ipv4Addr, SocketAddr},
    sync::{Arc, Mutex, MutexGuard},
};

use axum::{
    Router,
    body::to_bytes,
    extract::{Request, State},
};
use tokio::{net::TcpListener, sync::oneshot};

use super::{
    answer::answer,
    document::Document,
    record::{Recorded, Response, Violation},
    request::inspect,
    sample::{Answers, Sample},
};

type Observer = Box<dyn Fn(&Recorded) + Send + Sync>;

/// Sets up a [`Sandbox`].
pub struct Builder {
    version: String,
    answers: Answers,
    port: u16,
    observer: Observer,
}

impl Builder {
    /// How much answers hold; everything by default.
    #[must_use]
    pub fn answers(mut self, answers: Answers) -> Self {
        self.answers = answers;
        self
    }

    /// The port to listen on; a free one by default.
    #[must_use]
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// Calls `observer` with every request once its answer is known.
    #[must_use]
    pub fn observe(mut self, observer: impl Fn(&Recorded) + Send + Sync + 'static) -> Self {
        self.observer = Box::new(observer);
        self
    }

    /// Starts listening on the loopback interface.
    ///
    /// # Panics
    ///
    /// If there is no such version or the port is taken.
    pub async fn start(self) -> Sandbox {
        let shared = Arc::new(Shared {
            document: Document::load(&self.version),
            answers: self.answers,
            observer: self.observer,
            log: Mutex::default(),
            queue: Mutex::default(),
        });
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, self.port)).await;
        let listener = listener.unwrap_or_else(|error| panic!("port {}: {error}", self.port));
        let address = listener
            .local_addr()
            .expect("a bound socket has an address");
        let router = Router::new()
            .fallback(handle)
            .with_state(Arc::clone(&shared));
        let (shutdown, dropped) = oneshot::channel::<()>();
        let server = axum::serve(listener, router).with_graceful_shutdown(async {
            // Nothing is ever sent: the error that the sender is gone is the signal.
            let _ = dropped.await;
        });
        tokio::spawn(server.into_future());
        Sandbox {
            address,
            shared,
            _shutdown: shutdown,
        }
    }
}

impl fmt::Debug for Builder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Builder")
            .field("version", &self.version)
            .finish_non_exhaustive()
    }
}

/// A running server for one version of the API. It stops when dropped.
pub struct Sandbox {
    address: SocketAddr,
    shared: Arc<Shared>,
    _shutdown: oneshot::Sender<()>,
}

impl Sandbox {
    /// Starts a server with full answers on a free port.
    ///
    /// # Panics
    ///
    /// If there is no such version.
    pub async fn start(version: &str) -> Self {
        Self::builder(version).start().await
    }

    /// A server with other settings.
    pub fn builder(version: &str) -> Builder {
        Builder {
            version: version.to_owned(),
            answers: Answers::default(),
            port: 0,
            observer: Box::new(|_| {}),
        }
    }

    /// The base URL, without a slash at the end.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Every request so far, in order of arrival.
    pub fn requests(&self) -> Vec<Recorded> {
        self.shared.log().clone()
    }

    /// Every violation so far; what a test asserts to be empty.
    pub fn violations(&self) -> Vec<Violation> {
        self.shared
            .log()
            .iter()
            .flat_map(|it| it.violations.clone())
            .collect()
    }

    /// Method and path template of every operation that the document has.
    pub fn operations(&self) -> Vec<(String, String)> {
        let operations = self.shared.document.operations.iter();
        operations
            .map(|it| (it.method.clone(), it.template.clone()))
            .collect()
    }

    /// Method and path template of the operations called so far, each once, in document order.
    pub fn operations_seen(&self) -> Vec<(String, String)> {
        let log = self.shared.log();
        let seen = |(method, template): &(String, String)| {
            log.iter()
                .any(|it| it.method == *method && it.template.as_ref() == Some(template))
        };
        self.operations().into_iter().filter(seen).collect()
    }

    /// A valid request to every operation, with as much in it as the answers have.
    pub fn samples(&self) -> Vec<Sample> {
        let Shared {
            document, answers, ..
        } = &*self.shared;
        let operations = document.operations.iter();
        operations
            .map(|operation| Sample::new(document, operation, *answers))
            .collect()
    }

    /// Queues a literal answer. The next request without one gets it, whether valid or not; the
    /// request is validated and recorded all the same.
    pub fn respond_next(&self, response: Response) {
        self.shared.queue().push_back(response);
    }
}

impl fmt::Debug for Sandbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sandbox")
            .field("url", &self.url())
            .finish_non_exhaustive()
    }
}

struct Shared {
    document: Arc<Document>,
    answers: Answers,
    observer: Observer,
    log: Mutex<Vec<Recorded>>,
    queue: Mutex<VecDeque<Response>>,
}

impl Shared {
    fn log(&self) -> MutexGuard<'_, Vec<Recorded>> {
        self.log
            .lock()
            .expect("nothing panics while the log is locked")
    }

    fn queue(&self) -> MutexGuard<'_, VecDeque<Response>> {
        self.queue
            .lock()
            .expect("nothing panics while the queue is locked")
    }
}

async fn handle(State(shared): State<Arc<Shared>>, request: Request) -> axum::response::Response {
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, usize::MAX)
        .await
        .expect("the client sends its whole body");
    let document = &shared.document;
    let (mut recorded, operation) = inspect(document, parts, body.into());
    let queued = shared.queue().pop_front();
    let response = queued.unwrap_or_else(|| {
        let (turn, serial) = {
            let log = shared.log();
            let same =
                |it: &&Recorded| it.method == recorded.method && it.template == recorded.template;
            (log.iter().filter(same).count(), log.len())
        };
        answer(document, operation, &recorded, shared.answers, turn, serial)
    });
    recorded.status = response.status;
    (shared.observer)(&recorded);
    shared.log().push(recorded);
    response.into_http()
}
