//! Delivery of events.

use std::{fmt, time::Duration};

use hmac::{Hmac, KeyInit as _, Mac as _};
use jiff::Timestamp;
use reqwest::{Client, header::CONTENT_TYPE, redirect::Policy};
use serde_json::Value;
use sha2::Sha256;
use tokio::{
    sync::mpsc::{UnboundedSender, unbounded_channel},
    task::JoinSet,
    time::sleep,
};

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;

/// How long a receiver has for its answer.
const PATIENCE: Duration = Duration::from_secs(30);

/// An endpoint that every event is sent to, signed, until it answers 2xx. `Debug` does not show the
/// secret.
///
/// ```
/// use nomos_tests::sandbox::Webhook;
/// use std::time::Duration;
///
/// let webhook = Webhook::new("http://127.0.0.1:9000/", "whsec_demo")
///     .retry_after(vec![Duration::from_secs(1); 3]);
/// ```
#[derive(Clone)]
pub struct Webhook {
    url: String,
    secret: String,
    delays: Vec<Duration>,
}

impl Webhook {
    /// An endpoint and its secret, with the documented attempts: after 1, 2, 4 … 32 minutes, then
    /// after as many hours.
    pub fn new(url: &str, secret: &str) -> Self {
        let units = [MINUTE, HOUR].into_iter();
        let delays = units.flat_map(|unit| (0..6).map(move |power| unit << power));
        Self {
            url: url.to_owned(),
            secret: secret.to_owned(),
            delays: delays.map(Duration::from_secs).collect(),
        }
    }

    /// Waits this long before each further attempt instead.
    #[must_use]
    pub fn retry_after(mut self, delays: Vec<Duration>) -> Self {
        self.delays = delays;
        self
    }

    /// Delivers in the background whatever is put into the channel, until its end is dropped.
    pub(in crate::sandbox) fn start(self) -> UnboundedSender<Value> {
        // The error says that there is a provider already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder().redirect(Policy::none()).timeout(PATIENCE);
        let client = client.build().expect("these settings are allowed");
        let (outbox, mut events) = unbounded_channel();
        tokio::spawn(async move {
            // Deliveries overtake each other, as they do in earnest.
            let mut deliveries = JoinSet::new();
            while let Some(event) = events.recv().await {
                deliveries.spawn(self.clone().deliver(client.clone(), event));
            }
        });
        outbox
    }

    async fn deliver(self, client: Client, event: Value) {
        let body = event.to_string();
        let mut delays = self.delays.iter();
        while !self.attempt(&client, &body).await {
            match delays.next() {
                Some(delay) => sleep(*delay).await,
                None => return,
            }
        }
    }

    /// Whether the receiver has taken it.
    async fn attempt(&self, client: &Client, body: &str) -> bool {
        // The receiver's clock judges it, so a fixed time of the world would not do.
        let signature = self.sign(Timestamp::now(), body);
        let request = client
            .post(&self.url)
            .header(CONTENT_TYPE, "application/json")
            .header("X-Nomos-Signature", signature)
            .body(body.to_owned());
        let answer = request.send().await;
        answer.is_ok_and(|answer| answer.status().is_success())
    }

    fn sign(&self, now: Timestamp, body: &str) -> String {
        let mac = Hmac::<Sha256>::new_from_slice(self.secret.as_bytes());
        let mut mac = mac.expect("a key of any length will do");
        let seconds = now.as_second();
        mac.update(format!("{seconds}.{body}").as_bytes());
        let digest = base16ct::lower::encode_string(&mac.finalize().into_bytes());
        format!("t={seconds},v1={digest}")
    }
}

impl fmt::Debug for Webhook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Webhook")
            .field("url", &self.url)
            .finish_non_exhaustive()
    }
}
