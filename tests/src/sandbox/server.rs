//! The server around it all.

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
    connection::{Connections, Scissors},
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
    /// Answers from a small world with customers, subscriptions and all else, which requests change
    /// and which keeps the rules of the API. What it holds from the start is listed in
    /// [`ids`](super::ids), and calls below `/_sandbox` do what no request does.
    #[must_use]
    pub fn stateful(mut self) -> Self {
        self.is_stateful = true;
        self
    }

    /// Lets it be this time for ever in a [stateful](Self::stateful) sandbox.
    #[must_use]
    pub fn now(mut self, now: Timestamp) -> Self {
        self.now = Some(now);
        self
    }

    /// Delivers what happens in a [stateful](Self::stateful) sandbox.
    #[must_use]
    pub fn webhook(mut self, webhook: Webhook) -> Self {
        self.webhook = Some(webhook);
        self
    }

    /// Issues tokens, and accepts no others; otherwise any token will do.
    #[must_use]
    pub fn oauth(mut self, settings: OAuth) -> Self {
        self.issuer = Some(Issuer::new(settings));
        self
    }

    /// Fills every list with this many items, in pages where the version has them.
    #[must_use]
    pub fn items(mut self, count: usize) -> Self {
        self.store = Some(Store::new(count));
        self
    }

    /// Answers 429 to more requests than this in a second.
    #[must_use]
    pub fn rate_limit(mut self, per_second: u32) -> Self {
        self.rate_limit = Some(RateLimit::new(per_second));
        self
    }

    /// Sends whoever asks for a file to this server.
    #[must_use]
    pub fn files(mut self, files: &FileServer) -> Self {
        self.signer = Some(files.signer());
        self
    }

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
        let port = self.port;
        let started = self.try_start().await;
        started.unwrap_or_else(|error| panic!("port {port}: {error}"))
    }

    /// The same, for programs whose users choose the port.
    ///
    /// # Errors
    ///
    /// The port is taken.
    ///
    /// # Panics
    ///
    /// If there is no such version.
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
            .into_make_service_with_connect_info::<Scissors>();
        let (shutdown, dropped) = oneshot::channel::<()>();
        let server = axum::serve(Connections(listener), router).with_graceful_shutdown(async {
            // Nothing is ever sent: the error that the sender is gone is the signal.
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
    /// Starts a server with full answers on a free port.
    ///
    /// # Panics
    ///
    /// If there is no such version.
    pub async fn start(version: &str) -> Self {
        Self::builder(version).start().await
    }

    /// The versions that there are documents of, oldest first.
    #[must_use]
    pub fn versions() -> Vec<String> {
        document::versions()
    }

    /// The full name of a version, such as `2026-05-27.curie`, which may be given as `curie`.
    #[must_use]
    pub fn version(name: &str) -> Option<String> {
        let mut versions = Self::versions().into_iter();
        versions.find(|it| it == name || it.split_once('.').is_some_and(|(_, code)| code == name))
    }

    /// A server with other settings.
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

    /// The base URL, without a slash at the end.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Ids of a [stateful](Builder::stateful) sandbox that are always the same, as far as the
    /// version shows what they are of, each with a description.
    pub fn known(&self) -> Vec<(&'static str, &'static str)> {
        let world = self.shared.world.as_ref();
        world.map_or_else(Vec::new, |world| lock(world).known().collect())
    }

    /// Every request so far, in order of arrival.
    pub fn requests(&self) -> Vec<Recorded> {
        self.shared.log().requests().to_vec()
    }

    /// Every violation so far; what a test asserts to be empty.
    pub fn violations(&self) -> Vec<Violation> {
        self.shared
            .log()
            .requests()
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
            log.requests()
                .iter()
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

    /// How often an operation was carried out, whatever became of the answer: the requests that it
    /// did not refuse.
    pub fn count(&self, method: &str, template: &str) -> usize {
        let log = self.shared.log();
        let is_counted = |it: &&Recorded| {
            it.method == method && it.template.as_deref() == Some(template) && it.is_carried_out
        };
        log.requests().iter().filter(is_counted).count()
    }

    /// How often a token was asked for.
    pub fn token_requests(&self) -> usize {
        let log = self.shared.log();
        log.requests()
            .iter()
            .filter(|it| it.template.as_deref() == Some(TOKEN))
            .count()
    }

    /// Lets every access token expire.
    pub fn expire_tokens(&self) {
        self.shared.with_issuer(Issuer::expire);
    }

    /// Makes every refresh token invalid.
    pub fn revoke_refresh_tokens(&self) {
        self.shared.with_issuer(Issuer::revoke_refresh_tokens);
    }

    /// How long tokens issued from now on are valid, in seconds.
    pub fn set_expires_in(&self, seconds: u64) {
        self.shared
            .with_issuer(|issuer| issuer.set_expires_in(seconds));
    }

    /// The refresh tokens that are valid now.
    pub fn refresh_tokens(&self) -> Vec<String> {
        self.shared
            .with_issuer(|issuer| issuer.refresh_tokens())
            .unwrap_or_default()
    }

    /// Spoils the answer to the next request that is no token request.
    pub fn fault(&self, fault: Fault) {
        self.fault_after(0, fault);
    }

    /// Spoils the answer to the request after so many others.
    pub fn fault_after(&self, requests: usize, fault: Fault) {
        self.shared.faults().queue(requests, fault);
    }

    /// Spoils every answer from now on.
    pub fn fault_always(&self, fault: Fault) {
        self.shared.faults().set_always(Some(fault));
    }

    /// Goes back to good answers.
    pub fn clear_faults(&self) {
        self.shared.faults().set_always(None);
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

    /// Keeps a request that has been answered.
    fn record(&self, recorded: Recorded) {
        (self.observer)(&recorded);
        self.log().push(recorded);
    }

    fn with_issuer<T>(&self, work: impl FnOnce(&mut Issuer) -> T) -> Option<T> {
        self.issuer.as_ref().map(|issuer| work(&mut lock(issuer)))
    }

    /// The answer to a request before anything goes wrong with it.
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
    // A panic says that an answer was bad; what it was made of is not.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn handle(
    State(shared): State<Arc<Shared>>,
    ConnectInfo(scissors): ConnectInfo<Scissors>,
    request: Request,
) -> axum::response::Response {
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, usize::MAX).await else {
        // The client has gone away: nobody reads an answer.
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
        let refusal = Response::json(429, &envelope(429, "slow down", &request_id));
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
        // Counted at once: what happened has happened, whether or not the client waits.
        recorded.status = response.status;
        shared.record(recorded);
        tokio::time::sleep(delay).await;
        return response.into_http();
    }
    let (response, cut) = match fault {
        Some(fault) => fault.spoil(response, &request_id),
        None => (response, None),
    };
    recorded.status = response.status;
    shared.record(recorded);
    if let Some(cut) = cut {
        scissors.cut(cut);
    }
    match usage {
        Some(usage) => usage.write(response).into_http(),
        None => response.into_http(),
    }
}
