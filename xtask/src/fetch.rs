//! Fetches the pinned documents from their published locations: all of them, or none.

mod address;
mod check;
mod client;
mod retry;

use crate::{
    discover,
    documents::Stored,
    pins::{Pin, Pins},
    selection::Selection,
};
use clap::Args;
use client::{Answer, Client, Limits};
use nomos_generator::model::Version;
use reqwest::{Url, header::HeaderValue};
use std::{fmt::Write as _, time::Duration};
use tokio::task::JoinSet;

/// How documents are fetched.
#[derive(Args)]
pub struct Fetch {
    /// Fetch from a mirror. Replaces everything before the last path segment of the pinned URLs.
    #[arg(
        long,
        value_name = "URL",
        env = "NOMOS_SPEC_BASE_URL",
        hide_env_values = true
    )]
    base_url: Option<String>,
    /// Connect timeout in milliseconds.
    #[arg(long, hide = true, default_value_t = 10_000)]
    connect_timeout: u64,
    /// Timeout in milliseconds for one attempt at a document.
    #[arg(long, hide = true, default_value_t = 60_000)]
    fetch_timeout: u64,
    /// Delay in milliseconds before the second attempt; doubles before the third.
    #[arg(long, hide = true, default_value_t = 500)]
    backoff: u64,
}

/// The result of fetching one version.
pub enum Fetched {
    /// The version is retired, or the run is not about it.
    Skipped,
    /// The document is unchanged since the last fetch.
    NotModified,
    /// The document was sent.
    Document {
        /// The document, in canonical form.
        text: String,
        /// The ETag that the server sent.
        etag: Option<String>,
    },
}

impl Fetch {
    /// Fetches the documents of all pinned versions concurrently, and logs each result to standard
    /// error.
    ///
    /// # Errors
    ///
    /// At least one version could not be fetched. The message names each, with its URL and the
    /// cause.
    pub fn run(
        &self,
        pins: &Pins,
        stored: &[Option<Stored>],
        selection: &Selection,
    ) -> Result<Vec<Fetched>, String> {
        tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|error| format!("error: could not start fetching: {error}"))?
            .block_on(self.all(pins, stored, selection))
    }

    async fn all(
        &self,
        pins: &Pins,
        stored: &[Option<Stored>],
        selection: &Selection,
    ) -> Result<Vec<Fetched>, String> {
        let unpinned = tokio::spawn(self.unpinned_versions(pins));
        let mut tasks = JoinSet::new();
        for (index, (pin, stored)) in pins.versions.iter().zip(stored).enumerate() {
            let is_selected = selection.contains(&pin.release.version);
            if pin.is_retired() && is_selected {
                eprintln!("{}  retired, not fetched", pin.release.version);
            }
            let job = self.job(pin, stored.clone());
            let is_skipped = pin.is_retired() || !is_selected;
            tasks.spawn(async move {
                let fetched = match is_skipped {
                    true => Ok(Fetched::Skipped),
                    false => fetch_and_log(job).await,
                };
                (index, fetched)
            });
        }
        let mut outcomes = Vec::new();
        while let Some(outcome) = tasks.join_next().await {
            outcomes.push(outcome.map_err(|error| format!("error: a fetch was aborted: {error}"))?);
        }
        outcomes.sort_by_key(|(index, _)| *index);
        let (mut fetched, mut errors, mut failed) = (Vec::new(), Vec::new(), Vec::new());
        for (index, outcome) in outcomes {
            match outcome {
                Ok(document) => fetched.push(document),
                Err(error) => {
                    errors.push(format!("error: {error}\n"));
                    failed.push(index);
                }
            }
        }
        if !errors.is_empty() {
            let help = help(pins, stored, selection, &failed);
            return Err(format!("{}{help}no files were changed", errors.concat()));
        }
        if let Ok(notes) = unpinned.await {
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

    fn job(&self, pin: &Pin, stored: Option<Stored>) -> Job {
        // The recorded ETag belongs to the text as fetched, not to one edited since.
        let is_unedited = stored
            .as_ref()
            .is_some_and(|stored| stored.is_as_fetched(pin));
        let etag = pin.record.as_ref().and_then(|record| record.etag.clone());
        Job {
            version: pin.release.version.clone(),
            url: address::resolve(&pin.url, self.base_url()),
            etag: etag.filter(|etag| is_unedited && HeaderValue::from_str(etag).is_ok()),
            layout: stored.map(|stored| stored.text),
            limits: self.limits(),
        }
    }

    fn base_url(&self) -> Option<&str> {
        self.base_url.as_deref().filter(|url| !url.is_empty())
    }

    /// Notes about versions that are published but not pinned. They are optional, so a failure is
    /// only a warning and not retried.
    fn unpinned_versions(&self, pins: &Pins) -> impl Future<Output = String> + use<> {
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
            let warning = |source: &str, error: String| {
                format!("warning: could not check for new versions: {source}: {error}\n")
            };
            match url {
                None => String::new(),
                Some(Err(error)) => warning("`index` in versions.toml", error),
                Some(Ok(url)) => match fetch_text(&url, limits).await {
                    Ok(text) => discover::notes(&text, &pinned),
                    Err(error) => warning(&address::shown(&url), error),
                },
            }
        }
    }
}

/// The commands that go on although the versions at `failed` could not be fetched.
fn help(pins: &Pins, stored: &[Option<Stored>], selection: &Selection, failed: &[usize]) -> String {
    let mut help = String::new();
    let mut line = |purpose: &str, arguments: String| {
        let _ = writeln!(
            help,
            "help: to {purpose}, run `cargo xtask regen {arguments}`"
        );
    };
    let versions = pins
        .versions
        .iter()
        .map(|pin| &pin.release.version)
        .enumerate();
    let (failed, others): (Vec<_>, Vec<_>) = versions
        .filter(|(_, version)| selection.contains(version))
        .partition(|(index, _)| failed.contains(index));
    let others: Vec<&str> = others.iter().map(|(_, other)| &*other.codename).collect();
    if !others.is_empty() {
        line(
            "regenerate the others",
            format!("--only {}", others.join(",")),
        );
    }
    for (index, version) in failed {
        if stored[index].is_some() {
            let codename = &version.codename;
            line(
                &format!("keep the crate of {codename} if its document is gone for good"),
                format!("--status {codename}=retired"),
            );
        }
    }
    line(
        "generate from the checked-in documents",
        "--offline".to_owned(),
    );
    help
}

async fn fetch_text(url: &Url, limits: Limits) -> Result<String, String> {
    match Client::new(url, limits)?.get(url, None).await? {
        Answer::Body(body) => {
            String::from_utf8(body.bytes).map_err(|_| "not valid UTF-8".to_owned())
        }
        Answer::NotModified => Err("not modified".to_owned()),
    }
}

/// One document to fetch.
struct Job {
    version: Version,
    url: Result<Url, String>,
    etag: Option<String>,
    /// The stored text, whose order the fetched one keeps.
    layout: Option<String>,
    limits: Limits,
}

/// Fetches a document and logs the result.
async fn fetch_and_log(job: Job) -> Result<Fetched, String> {
    let version = job.version.clone();
    let outcome = fetch(job).await;
    match &outcome {
        Ok((Fetched::NotModified | Fetched::Skipped, _)) => eprintln!("{version}  not modified"),
        Ok((_, bytes)) => eprintln!("{version}  fetched {} kB", bytes.div_ceil(1000)),
        Err(_) => eprintln!("{version}  failed"),
    }
    outcome.map(|(fetched, _)| fetched)
}

/// The document, and the size of the response in bytes.
async fn fetch(job: Job) -> Result<(Fetched, usize), String> {
    let version = &job.version;
    let url = job.url.map_err(|error| format!("{version}: {error}"))?;
    let named = |error: String| format!("{version}: {}: {error}", address::shown(&url));
    let client = Client::new(&url, job.limits).map_err(named)?;
    match client.get(&url, job.etag.as_deref()).await.map_err(named)? {
        Answer::NotModified => Ok((Fetched::NotModified, 0)),
        Answer::Body(body) => {
            let text = check::document(&body, version, job.layout.as_deref()).map_err(named)?;
            let etag = body.etag;
            Ok((Fetched::Document { text, etag }, body.bytes.len()))
        }
    }
}
