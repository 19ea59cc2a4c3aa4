//! The HTTP server.

use std::{
    collections::VecDeque,
    fmt, io,
    net::{Ipv4Addr, SocketAddr},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use axum::{
    Router,
    body::to_bytes,
    extract::{ConnectInfo, Request, State},
};
use jiff::Timestamp;
use tokio::{net::TcpListener, sync::oneshot};

use super::{
    answer::{answer, check, envelope, location, sign},
    connection::{Connections, Cutter},
    document::{self, Document, Operation, Security, TOKEN},
    fault::{Fault, Faults},
    files::{FileServer, Signer},
    oauth::{Issuer, OAuth},
    rate_limit::RateLimit,
    record::{Log, Recorded, Response, Violation},
    request::inspect,
    sample::{Answers, Sample},
    store::Store,
    world::{ROOT, Webhook, World, control},
};

type Observer = Box<dyn Fn(&Recorded) + Send + Sync>;

/// Sets up a [`Sandbox`].
pub struct Builder {
    version: String,
    answers: Answers,
    port: u16,
    observer: Observer,
    issuer: Option<Issuer>,
    store: Option<Store>,
    rate_limit: Option<RateLimit>,
    signer: Option<Signer>,
    is_stateful: bool,
    now: Option<Timestamp>,
    webhook: Option<Webhook>,
}

impl Builder {
    /// Stores customers, subscriptions and other data, which requests change, and enforces the
    /// rules of the API. The initial data is listed in [`ids`](super::ids). Control endpoints below
    /// `/_sandbox` do what the API cannot.
    #[must_use]
    pub fn stateful(mut self) -> Self {
        self.is_stateful = true;
        self
    }

    /// Stops the clock of a [stateful](Self::stateful) sandbox at this time.
    #[must_use]
    pub fn now(mut self, now: Timestamp) -> Self {
        self.now = Some(now);
        self
    }

    /// Delivers the events of a [stateful](Self::stateful) sandbox.
    #[must_use]
    pub fn webhook(mut self, webhook: Webhook) -> Self {
        self.webhook = Some(webhook);
        self
    }

    /// Issues tokens and accepts no others. By default, any token is accepted.
    #[must_use]
    pub fn oauth(mut self, settings: OAuth) -> Self {
        self.issuer = Some(Issuer::new(settings));
        self
    }

    /// Fills every list with this many items, paginated if the version has pages.
    #[must_use]
    pub fn items(mut self, count: usize) -> Self {
        self.store = Some(Store::new(count));
        self
    }

    /// Responds with 429 to more requests per second than this.
    #[must_use]
    pub fn rate_limit(mut self, per_second: u32) -> Self {
        self.rate_limit = Some(RateLimit::new(per_second));
        self
    }

    /// Redirects requests for files to this server.
    #[must_use]
    pub fn files(mut self, files: &FileServer) -> Self {
        self.signer = Some(files.signer());
        self
    }

    /// How much data responses contain; everything by default.
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

    /// Calls `observer` with every request and its response.
    #[must_use]
    pub fn observe(mut self, observer: impl Fn(&Recorded) + Send + Sync + 'static) -> Self {
        self.observer = Box::new(observer);
        self
    }

    /// Starts listening on the loopback interface.
    ///
    /// # Panics
    ///
    /// If the version does not exist or the port is in use.
    pub async fn start(self) -> Sandbox {
        let port = self.port;
        let started = self.try_start().await;
        started.unwrap_or_else(|error| panic!("port {port}: {error}"))
    }

    /// Like [`start`](Self::start), but returns an error if the port is in use.
    ///
    /// # Errors
    ///
    /// The port is in use.
    ///
    /// # Panics
    ///
    /// If the version does not exist.
    pub async fn try_start(self) -> io::Result<Sandbox> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, self.port)).await?;
        let address = listener.local_addr()?;
        let document = Document::load(&self.version);
        let world = self.is_stateful.then(|| {
            let (origin, outbox) = (
                format!("http://{address}"),
                self.webhook.map(Webhook::start),
            );
            World::new(Arc::clone(&document), origin, self.now, outbox)
        });
        let shared = Arc::new(Shared {
            document,
            answers: self.answers,
            observer: self.observer,
            issuer: self.issuer.map(Mutex::new),
            store: self.store,
            world: world.map(Mutex::new),
            rate_limit: self.rate_limit.map(Mutex::new),
            signer: self.signer,
            log: Mutex::default(),
            queue: Mutex::default(),
            faults: Mutex::default(),
        });
        let router = Router::new()
            .fallback(handle)
            .with_state(Arc::clone(&shared))
            .into_make_service_with_connect_info::<Cutter>();
        let (shutdown, dropped) = oneshot::channel::<()>();
        let server = axum::serve(Connections(listener), router).with_graceful_shutdown(async {
            // Nothing is ever sent: the signal is the error after the sender is dropped.
            let _ = dropped.await;
        });
        tokio::spawn(server.into_future());
        Ok(Sandbox {
            address,
            shared,
            _shutdown: shutdown,
        })
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
    /// Starts a server with full responses on a free port.
    ///
    /// # Panics
    ///
    /// If the version does not exist.
    pub async fn start(version: &str) -> Self {
        Self::builder(version).start().await
    }

    /// The available versions, oldest first.
    #[must_use]
    pub fn versions() -> Vec<String> {
        document::versions()
    }

    /// The full name of a version, such as `2026-05-27.curie`, by its name or codename.
    #[must_use]
    pub fn version(name: &str) -> Option<String> {
        let mut versions = Self::versions().into_iter();
        versions.find(|it| it == name || it.split_once('.').is_some_and(|(_, code)| code == name))
    }

    /// Configures a server.
    pub fn builder(version: &str) -> Builder {
        Builder {
            version: version.to_owned(),
            answers: Answers::default(),
            port: 0,
            observer: Box::new(|_| {}),
            issuer: None,
            store: None,
            rate_limit: None,
            signer: None,
            is_stateful: false,
            now: None,
            webhook: None,
        }
    }

    /// The base URL, without a trailing slash.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The fixed ids of a [stateful](Builder::stateful) sandbox that are visible in this version,
    /// each with a description.
    pub fn known(&self) -> Vec<(&'static str, &'static str)> {
        let world = self.shared.world.as_ref();
        world.map_or_else(Vec::new, |world| lock(world).known().collect())
    }

    /// Every request so far, in order of arrival.
    pub fn requests(&self) -> Vec<Recorded> {
        self.shared.log().requests().to_vec()
    }

    /// Every violation so far. Tests assert that there are none.
    pub fn violations(&self) -> Vec<Violation> {
        self.shared
            .log()
            .requests()
            .iter()
            .flat_map(|it| it.violations.clone())
            .collect()
    }

    /// Method and path template of every operation in the document.
    pub fn operations(&self) -> Vec<(String, String)> {
        let operations = self.shared.document.operations.iter();
        operations
            .map(|it| (it.method.clone(), it.template.clone()))
            .collect()
    }

    /// Method and path template of each operation called so far, in document order.
    pub fn operations_seen(&self) -> Vec<(String, String)> {
        let log = self.shared.log();
        let seen = |(method, template): &(String, String)| {
            log.requests()
                .iter()
                .any(|it| it.method == *method && it.template.as_ref() == Some(template))
        };
        self.operations().into_iter().filter(seen).collect()
    }

    /// A valid request to every operation, with as much data as the responses.
    pub fn samples(&self) -> Vec<Sample> {
        let Shared {
            document, answers, ..
        } = &*self.shared;
        let operations = document.operations.iter();
        operations
            .map(|operation| Sample::new(document, operation, *answers, 0))
            .collect()
    }

    /// A valid request to one operation, with the variant of each union whose turn it is.
    ///
    /// # Panics
    ///
    /// If the document does not have the operation.
    pub fn sample(&self, method: &str, template: &str, turn: usize) -> Sample {
        let Shared {
            document, answers, ..
        } = &*self.shared;
        let mut operations = document.operations.iter();
        let operation = operations.find(|it| it.method == method && it.template == template);
        let operation = operation.unwrap_or_else(|| panic!("no {method} {template}"));
        Sample::new(document, operation, *answers, turn)
    }

    /// How often an operation was executed: the number of requests that were not rejected, even if
    /// a fault was injected into the response.
    pub fn count(&self, method: &str, template: &str) -> usize {
        let log = self.shared.log();
        let is_counted = |it: &&Recorded| {
            it.method == method && it.template.as_deref() == Some(template) && it.is_carried_out
        };
        log.requests().iter().filter(is_counted).count()
    }

    /// The number of token requests.
    pub fn token_requests(&self) -> usize {
        let log = self.shared.log();
        log.requests()
            .iter()
            .filter(|it| it.template.as_deref() == Some(TOKEN))
            .count()
    }

    /// Expires every access token.
    pub fn expire_tokens(&self) {
        self.shared.with_issuer(Issuer::expire);
    }

    /// Makes every refresh token invalid.
    pub fn revoke_refresh_tokens(&self) {
        self.shared.with_issuer(Issuer::revoke_refresh_tokens);
    }

    /// Sets the lifetime of new access tokens, in seconds.
    pub fn set_expires_in(&self, seconds: u64) {
        self.shared
            .with_issuer(|issuer| issuer.set_expires_in(seconds));
    }

    /// The valid refresh tokens.
    pub fn refresh_tokens(&self) -> Vec<String> {
        self.shared
            .with_issuer(|issuer| issuer.refresh_tokens())
            .unwrap_or_default()
    }

    /// Injects a fault into the response to the next request, not counting token requests.
    pub fn fault(&self, fault: Fault) {
        self.fault_after(0, fault);
    }

    /// Injects a fault after this many other requests.
    pub fn fault_after(&self, requests: usize, fault: Fault) {
        self.shared.faults().queue(requests, fault);
    }

    /// Injects a fault into every response.
    pub fn fault_always(&self, fault: Fault) {
        self.shared.faults().set_always(Some(fault));
    }

    /// Ends [`fault_always`](Self::fault_always).
    pub fn clear_faults(&self) {
        self.shared.faults().set_always(None);
    }

    /// Queues a literal response for the next request, whether valid or not. The request is still
    /// validated and recorded.
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
    issuer: Option<Mutex<Issuer>>,
    store: Option<Store>,
    rate_limit: Option<Mutex<RateLimit>>,
    signer: Option<Signer>,
    world: Option<Mutex<World>>,
    log: Mutex<Log>,
    queue: Mutex<VecDeque<Response>>,
    faults: Mutex<Faults>,
}

impl Shared {
    fn log(&self) -> MutexGuard<'_, Log> {
        lock(&self.log)
    }

    fn queue(&self) -> MutexGuard<'_, VecDeque<Response>> {
        lock(&self.queue)
    }

    fn faults(&self) -> MutexGuard<'_, Faults> {
        lock(&self.faults)
    }

    /// Records a request with its response.
    fn record(&self, recorded: Recorded) {
        (self.observer)(&recorded);
        self.log().push(recorded);
    }

    fn with_issuer<T>(&self, work: impl FnOnce(&mut Issuer) -> T) -> Option<T> {
        self.issuer.as_ref().map(|issuer| work(&mut lock(issuer)))
    }

    /// The response to a request, before faults are injected.
    fn answer(
        &self,
        operation: Option<&Operation>,
        recorded: &Recorded,
        turn: usize,
        request_id: &str,
    ) -> Response {
        let document = &self.document;
        let refuse = |(status, message): (u16, &str)| {
            Response::json(status, &envelope(status, message, request_id))
        };
        if let Some(operation) = operation
            && recorded.violations.is_empty()
        {
            if operation.template == TOKEN
                && let Some(tokens) = self.with_issuer(|issuer| issuer.token(document, recorded))
            {
                return tokens.unwrap_or_else(refuse);
            }
            if let Some(Err(refusal)) = self.with_issuer(|issuer| issuer.admit(operation, recorded))
            {
                return refuse(refusal);
            }
            if let Some(world) = &self.world
                && let Some(done) = lock(world).answer(operation, recorded)
            {
                let response =
                    done.unwrap_or_else(|refusal| refusal.response(document, request_id));
                check(document, operation, &response);
                return response;
            }
            if let Some(store) = &self.store
                && let Some(page) = store.answer(document, operation, recorded)
            {
                return page.unwrap_or_else(|message| refuse((400, message)));
            }
            if operation.success().1.is_none() {
                if operation.security == Security::None
                    && let Some(code) = self.with_issuer(|issuer| issuer.code(recorded))
                {
                    return Response::new(302).header("location", &location(recorded, &code));
                }
                if operation.security == Security::Bearer
                    && let Some(signer) = &self.signer
                {
                    return Response::new(302).header("location", &signer.link());
                }
            }
        }
        answer(
            document,
            operation,
            recorded,
            self.answers,
            turn,
            request_id,
        )
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // A panic means that a response was invalid; the data behind the lock is still consistent.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn handle(
    State(shared): State<Arc<Shared>>,
    ConnectInfo(cutter): ConnectInfo<Cutter>,
    request: Request,
) -> axum::response::Response {
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, usize::MAX).await else {
        // The client has disconnected.
        return axum::response::Response::default();
    };
    if let Some(world) = &shared.world
        && parts.uri.path().starts_with(ROOT)
    {
        return control(&mut lock(world), &mut shared.faults(), &parts, &body).into_http();
    }
    let document = &shared.document;
    let (mut recorded, operation) = inspect(document, parts, body.into());
    let queued = shared.queue().pop_front();
    if let Some(response) = queued {
        recorded.status = response.status;
        shared.record(recorded);
        return response.into_http();
    }
    let (turn, serial) = {
        let log = shared.log();
        (log.turn(&recorded), log.requests().len())
    };
    let request_id = format!("00000000-0000-4000-8000-{serial:012x}");
    let usage = shared.rate_limit.as_ref().map(|limit| lock(limit).count());
    if let Some(usage) = usage.filter(|usage| usage.is_exceeded) {
        recorded.status = 429;
        shared.record(recorded);
        let refusal = Response::json(429, &envelope(429, "rate limit exceeded", &request_id));
        return usage
            .write(sign(refusal, document, &request_id))
            .into_http();
    }
    let is_token = recorded.template.as_deref() == Some(TOKEN);
    let fault = if is_token {
        None
    } else {
        shared.faults().next()
    };
    if let Some(Fault::ExpireToken) = fault {
        shared.with_issuer(Issuer::expire);
    }
    let response = shared.answer(operation, &recorded, turn, &request_id);
    recorded.is_carried_out = response.status < 400;
    recorded.answer = serde_json::from_slice(&response.body).ok();
    let response = sign(response, document, &request_id);
    if let Some(Fault::Delay(delay)) = fault {
        // Recorded before the delay, because the client may not wait for the response.
        recorded.status = response.status;
        shared.record(recorded);
        tokio::time::sleep(delay).await;
        return response.into_http();
    }
    let (response, cut) = match fault {
        Some(fault) => fault.inject(response, &request_id),
        None => (response, None),
    };
    recorded.status = response.status;
    shared.record(recorded);
    if let Some(cut) = cut {
        cutter.cut(cut);
    }
    match usage {
        Some(usage) => usage.write(response).into_http(),
        None => response.into_http(),
    }
}
