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

/// Timeout for the response of a receiver.
const TIMEOUT: Duration = Duration::from_secs(30);

/// An endpoint that receives every event, signed. Deliveries are retried until it responds with
/// 2xx. `Debug` does not show the secret.
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
    /// Creates an endpoint with a secret and the documented retry schedule: after 1, 2, 4, … 32
    /// minutes, then after 1, 2, 4, … 32 hours.
    pub fn new(url: &str, secret: &str) -> Self {
        let units = [MINUTE, HOUR].into_iter();
        let delays = units.flat_map(|unit| (0..6).map(move |power| unit << power));
        Self {
            url: url.to_owned(),
            secret: secret.to_owned(),
            delays: delays.map(Duration::from_secs).collect(),
        }
    }

    /// Replaces the retry schedule with these delays.
    #[must_use]
    pub fn retry_after(mut self, delays: Vec<Duration>) -> Self {
        self.delays = delays;
        self
    }

    /// Delivers the events from a channel in the background, until its sender is dropped.
    pub(in crate::sandbox) fn start(self) -> UnboundedSender<Value> {
        // An error means that a provider is already installed.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder().redirect(Policy::none()).timeout(TIMEOUT);
        let client = client.build().expect("these settings are allowed");
        let (outbox, mut events) = unbounded_channel();
        tokio::spawn(async move {
            // Deliveries can overtake each other, as in production.
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

    /// Whether the receiver accepted the event.
    async fn attempt(&self, client: &Client, body: &str) -> bool {
        // Uses the real time even if the clock is stopped, because receivers check the age.
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
        let mut mac = mac.expect("keys of any length are valid");
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
