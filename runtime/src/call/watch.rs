//! Polling for changes that take days or weeks and have no webhook event.

use std::{
    fmt,
    future::{IntoFuture as _, poll_fn},
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
    time::{Duration, Instant},
};

use futures_core::Stream;
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::json;

use crate::{
    ApiError, BoxFuture, Call, Clock, ConfigError, Error, FromResponse, Operation, clock::timestamp,
};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// The intervals that are possible between two polls.
const SHORTEST: Duration = Duration::from_secs(1);
const LONGEST: Duration = DAY.saturating_mul(365);

/// The format version of [`Watch::saved`].
const FORMAT: u32 = 1;

/// A resource that a [`Watch`] can poll. Implemented by types of the generated crates.
pub trait Watched {
    /// The state whose changes are reported, such as the status.
    fn state(&self) -> String;

    /// Whether the state is final.
    fn is_final(&self) -> bool;
}

/// Polls a resource and yields it whenever its [state](Watched::state) has changed, until the state
/// is final.
///
/// The first poll is immediate and always yields. Further polls follow once a day unless
/// [`every`](Self::every) sets another interval: orders take weeks, and the API recommends polling
/// once a day. To continue after a restart, [save](Self::saved) the watch and
/// [resume](Self::resume) it.
///
/// ```no_run
/// # use nomos_client_runtime::{ApiError, Call, Error, FromResponse, Watch, Watched};
/// # use std::{error, fs};
/// # async fn example<T: Watched + FromResponse, E: ApiError>(call: Call<T, E>) -> Result<(), Box<dyn error::Error>> {
/// let mut watch = Watch::new(move || call.clone());
/// if let Ok(saved) = fs::read_to_string("order.json") {
///     watch = watch.resume(&saved)?;
/// }
/// while let Some(order) = watch.next().await {
///     match order {
///         Ok(order) => println!("the order is {}", order.state()),
///         Err(error) => eprintln!("{error}"),
///     }
///     fs::write("order.json", watch.saved())?;
/// }
/// # Ok(())
/// # }
/// ```
pub struct Watch<T, E> {
    make: Box<dyn Fn() -> Call<T, E> + Send>,
    operation: &'static Operation,
    clock: Arc<dyn Clock>,
    interval: Duration,
    /// When to poll next; `None` for immediately.
    due: Option<Instant>,
    /// The state that was yielded last.
    seen: Option<String>,
    step: Step<T, E>,
}

enum Step<T, E> {
    Idle,
    Waiting(BoxFuture<'static, ()>),
    Polling(BoxFuture<'static, Result<T, Error<E>>>),
    Done,
}

impl<T, E> Watch<T, E> {
    /// Creates a watch that polls with the calls that `make` returns, one per poll.
    pub fn new(make: impl Fn() -> Call<T, E> + Send + 'static) -> Self {
        let call = make();
        Self {
            operation: call.operation(),
            clock: Arc::clone(&call.core().pipeline().clock),
            make: Box::new(make),
            interval: DAY,
            due: None,
            seen: None,
            step: Step::Idle,
        }
    }

    /// Sets the interval between polls, from one second to one year. Default: one day.
    #[must_use]
    pub fn every(mut self, interval: Duration) -> Self {
        self.interval = interval.clamp(SHORTEST, LONGEST);
        self
    }

    /// Resumes a [saved](Self::saved) watch: the last state is not yielded again, and the next poll
    /// stays on schedule.
    ///
    /// # Errors
    ///
    /// Fails if the text is not a saved watch or has a format that this version of the crate does
    /// not support.
    pub fn resume(mut self, saved: &str) -> Result<Self, ConfigError> {
        let saved = serde_json::from_str::<Saved>(saved)
            .ok()
            .filter(|saved| saved.format == FORMAT)
            .ok_or_else(|| ConfigError::new("not a saved watch, or in an unsupported format"))?;
        self.due = saved.due.map(|due| {
            let wait = due.duration_since(timestamp(&*self.clock));
            self.clock.now() + Duration::try_from(wait).unwrap_or_default().min(LONGEST)
        });
        self.seen = saved.seen;
        self.step = if saved.done { Step::Done } else { Step::Idle };
        Ok(self)
    }

    /// The state of the watch as a short text for [`resume`](Self::resume): when the next poll is
    /// due, and the state that was yielded last. Save it after processing a change; a watch that is
    /// resumed from an older text yields the change again.
    pub fn saved(&self) -> String {
        let due = self.due.and_then(|due| {
            let wait = due.saturating_duration_since(self.clock.now());
            timestamp(&*self.clock).checked_add(wait).ok()
        });
        let done = matches!(self.step, Step::Done);
        json!({"format": FORMAT, "due": due, "seen": self.seen, "done": done}).to_string()
    }
}

/// The contents of [`Watch::saved`].
#[derive(Deserialize)]
struct Saved {
    format: u32,
    due: Option<Timestamp>,
    seen: Option<String>,
    done: bool,
}

impl<T: Watched + FromResponse, E: ApiError> Watch<T, E> {
    /// The next change, which may be weeks away; `None` after a final state.
    ///
    /// An error does not end the watch: the next call waits for the next poll. This method is
    /// cancel safe.
    pub async fn next(&mut self) -> Option<Result<T, Error<E>>> {
        poll_fn(|context| self.poll(context)).await
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T, Error<E>>>> {
        loop {
            match &mut self.step {
                Step::Done => return Poll::Ready(None),
                Step::Idle => {
                    let wait = self.wait();
                    self.step = if wait.is_zero() {
                        Step::Polling((self.make)().into_future())
                    } else {
                        Step::Waiting(self.clock.sleep(wait))
                    };
                }
                Step::Waiting(timer) => {
                    ready!(timer.as_mut().poll(context));
                    self.step = Step::Polling((self.make)().into_future());
                }
                Step::Polling(call) => {
                    let result = ready!(call.as_mut().poll(context));
                    if let Some(change) = self.observe(result) {
                        return Poll::Ready(Some(change));
                    }
                }
            }
        }
    }

    /// How long to wait for the next poll. Never longer than between two of them, even if the clock
    /// has been set back since the watch was saved.
    fn wait(&self) -> Duration {
        let now = self.clock.now();
        let due = self.due.unwrap_or(now);
        due.saturating_duration_since(now).min(self.interval)
    }

    /// The result of a poll, if it is to be yielded.
    fn observe(&mut self, result: Result<T, Error<E>>) -> Option<Result<T, Error<E>>> {
        self.step = Step::Idle;
        self.due = Some(self.clock.now() + self.interval);
        let value = match result {
            Ok(value) => value,
            Err(error) => return Some(Err(error)),
        };
        if value.is_final() {
            self.step = Step::Done;
        }
        let state = Some(value.state());
        if self.seen == state {
            return None;
        }
        self.seen = state;
        Some(Ok(value))
    }
}

impl<T: Watched + FromResponse, E: ApiError> Stream for Watch<T, E> {
    type Item = Result<T, Error<E>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll(context)
    }
}

impl<T, E> fmt::Debug for Watch<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Watch")
            .field("operation", &self.operation.id)
            .field("interval", &self.interval)
            .finish_non_exhaustive()
    }
}
