//! Time, which tests can replace.

use std::{
    future::{Future, poll_fn},
    pin::pin,
    task::Poll,
    time::{Duration, Instant, SystemTime},
};

use jiff::Timestamp;

use crate::BoxFuture;

/// Provides the time and timers. The default is the system clock with tokio's timers.
pub trait Clock: Send + Sync + 'static {
    /// Monotonic time.
    fn now(&self) -> Instant;

    /// The wall-clock time, for dates in `Retry-After` and in the [`Rule`](crate::Rule)s of
    /// requests.
    fn system_time(&self) -> SystemTime;

    /// Waits for this duration.
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()>;
}

/// The system clock. `now` and `sleep` follow tokio's time if it is paused.
///
/// `sleep` requires a tokio runtime and panics without one. On another runtime, set
/// [`ClientBuilder::clock`](crate::ClientBuilder::clock) and a transport.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Instant {
        tokio::time::Instant::now().into_std()
    }

    fn system_time(&self) -> SystemTime {
        SystemTime::now()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(tokio::time::sleep(duration))
    }
}

/// The wall-clock time.
pub(crate) fn timestamp(clock: &dyn Clock) -> Timestamp {
    // Only a clock that is off by thousands of years is out of range.
    Timestamp::try_from(clock.system_time()).unwrap_or(Timestamp::MAX)
}

/// The result of `work`, or `None` if it takes longer than `limit`.
pub(crate) async fn within<T>(
    clock: &dyn Clock,
    limit: Duration,
    work: impl Future<Output = T>,
) -> Option<T> {
    let mut work = pin!(work);
    let mut timer = clock.sleep(limit);
    poll_fn(|context| {
        if let Poll::Ready(value) = work.as_mut().poll(context) {
            return Poll::Ready(Some(value));
        }
        timer.as_mut().poll(context).map(|()| None)
    })
    .await
}
