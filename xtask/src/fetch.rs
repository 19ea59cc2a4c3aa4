//! Fetches the pinned documents from where they are published: all of them, or none.

mod address;
mod check;
mod client;
mod retry;

use crate::{
    discover,
    documents::Stored,
    pins::{Pin, Pins},
};
use clap::Args;
use client::{Answer, Client, Limits};
use nomos_generator::model::Version;
use reqwest::{Url, header::HeaderValue};
use std::time::Duration;
use tokio::task::JoinSet;

/// Where documents are fetched from, and how.
#[derive(Args)]
pub struct Fetch {
    /// Fetch from a mirror: stands for everything in front of the last segment of the pinned URLs.
    #[arg(
        long,
        value_name = "URL",
        env = "NOMOS_SPEC_BASE_URL",
        hide_env_values = true
    )]
    base_url: Option<String>,
    /// Milliseconds for connecting.
    #[arg(long, hide = true, default_value_t = 10_000)]
    connect_timeout: u64,
    /// Milliseconds for a whole document.
    #[arg(long, hide = true, default_value_t = 60_000)]
    fetch_timeout: u64,
    /// Milliseconds before the second attempt; twice as many before the third.
    #[arg(long, hide = true, default_value_t = 500)]
    backoff: u64,
}

/// What became of one version.
pub enum Fetched {
    /// Upstream still has what was fetched last.
    NotModified,
    /// Upstream has this.
    Document {
        /// The document in canonical form.
        text: String,
        /// What the server calls it.
        etag: Option<String>,
    },
}

impl Fetch {
    /// Fetches the document of every pinned version at the same time, and says on standard error
    /// what becomes of each.
    ///
    /// # Errors
    ///
    /// Every version that could not be had, with its URL and the cause.
    pub fn run(&self, pins: &Pins, stored: &[Option<Stored>]) -> Result<Vec<Fetched>, String> {
        tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|error| format!("error: fetching cannot start: {error}"))?
            .block_on(self.all(pins, stored))
    }

    async fn all(&self, pins: &Pins, stored: &[Option<Stored>]) -> Result<Vec<Fetched>, String> {
        let index = tokio::spawn(self.index(pins));
        let mut tasks = JoinSet::new();
        for (place, (pin, stored)) in pins.versions.iter().zip(stored).enumerate() {
            let order = self.order(pin, stored.clone());
            tasks.spawn(async move { (place, told(order).await) });
        }
        let mut outcomes = Vec::new();
        while let Some(outcome) = tasks.join_next().await {
            outcomes
                .push(outcome.map_err(|error| format!("error: fetching ended early: {error}"))?);
        }
        outcomes.sort_by_key(|(place, _)| *place);
        let (mut fetched, mut errors) = (Vec::new(), Vec::new());
        for (_, outcome) in outcomes {
            match outcome {
                Ok(document) => fetched.push(document),
                Err(error) => errors.push(format!("error: {error}\n")),
            }
        }
        if !errors.is_empty() {
            return Err(format!(
                "{}help: `cargo xtask regen --offline` generates from the documents that are checked in\n\
                 nothing was changed",
                errors.concat()
            ));
        }
        if let Ok(notes) = index.await {
            eprint!("{notes}");
        }
        Ok(fetched)
    }

    fn limits(&self) -> Limits {
        Limits {
            connect: Duration::from_millis(self.connect_timeout),
            whole: Duration::from_millis(self.fetch_timeout),
            backoff: Duration::from_millis(self.backoff),
            attempts: 3,
        }
    }

    fn order(&self, pin: &Pin, stored: Option<Stored>) -> Order {
        // An ETag names the text that was fetched with it, not one that was edited since.
        let known = stored
            .as_ref()
            .is_some_and(|stored| stored.is_as_fetched(pin));
        let etag = pin.record.as_ref().and_then(|record| record.etag.clone());
        Order {
            version: pin.release.version.clone(),
            url: address::resolve(&pin.url, self.base_url()),
            etag: etag.filter(|etag| known && HeaderValue::from_str(etag).is_ok()),
            like: stored.map(|stored| stored.text),
            limits: self.limits(),
        }
    }

    fn base_url(&self) -> Option<&str> {
        self.base_url.as_deref().filter(|url| !url.is_empty())
    }

    /// What the list of published documents tells; it is only news, so that it is not worth a
    /// second attempt.
    fn index(&self, pins: &Pins) -> impl Future<Output = String> + use<> {
        let index = pins.index.as_ref();
        let url = index.map(|index| address::resolve(index, self.base_url()));
        let pinned = pins.versions.iter().map(|pin| pin.release.version.clone());
        let pinned: Vec<_> = pinned.collect();
        let limits = Limits {
            whole: Duration::from_millis(self.fetch_timeout.min(10_000)),
            attempts: 1,
            ..self.limits()
        };
        async move {
            let warning = |at: String, error: String| {
                format!("warning: {at}{error}; no look at what else is published\n")
            };
            match url {
                None => String::new(),
                Some(Err(error)) => warning("`index`: ".to_owned(), error),
                Some(Ok(url)) => match text(&url, limits).await {
                    Ok(text) => discover::notes(&text, &pinned),
                    Err(error) => warning(format!("{}: ", address::shown(&url)), error),
                },
            }
        }
    }
}

async fn text(url: &Url, limits: Limits) -> Result<String, String> {
    match Client::new(url, limits)?.get(url, None).await? {
        Answer::Body(body) => {
            String::from_utf8(body.bytes).map_err(|_| "not UTF-8 text".to_owned())
        }
        Answer::NotModified => Err("not modified".to_owned()),
    }
}

/// One document to fetch.
struct Order {
    version: Version,
    url: Result<Url, String>,
    etag: Option<String>,
    like: Option<String>,
    limits: Limits,
}

/// Fetches and says how it went.
async fn told(order: Order) -> Result<Fetched, String> {
    let version = order.version.clone();
    let outcome = fetch(order).await;
    match &outcome {
        Ok((Fetched::NotModified, _)) => eprintln!("{version}  not modified"),
        Ok((_, bytes)) => eprintln!("{version}  fetched {} kB", bytes.div_ceil(1000)),
        Err(_) => eprintln!("{version}  failed"),
    }
    outcome.map(|(fetched, _)| fetched)
}

/// The document and how many bytes were sent.
async fn fetch(order: Order) -> Result<(Fetched, usize), String> {
    let version = &order.version;
    let url = order.url.map_err(|error| format!("{version}: {error}"))?;
    let named = |error: String| format!("{version}: {}: {error}", address::shown(&url));
    let client = Client::new(&url, order.limits).map_err(named)?;
    match client
        .get(&url, order.etag.as_deref())
        .await
        .map_err(named)?
    {
        Answer::NotModified => Ok((Fetched::NotModified, 0)),
        Answer::Body(body) => {
            let text = check::document(&body, version, order.like.as_deref()).map_err(named)?;
            let etag = body.etag;
            Ok((Fetched::Document { text, etag }, body.bytes.len()))
        }
    }
}
