//! Watching something until nothing changes any more. The time of tokio is paused.

use std::time::{Duration, SystemTime};

use crate::client::{self, ApiError, PLANS_GET};
use jiff::Timestamp;
use nomos_client_runtime::{
    BoxFuture, CallBuilder, ClientBuilder, Clock, Core, SystemClock, Watch, Watched,
    testing::TestTransport,
};
use serde::Deserialize;
use tokio::time::{Instant, timeout};

const HOUR: Duration = Duration::from_secs(60 * 60);
const DAY: Duration = HOUR.saturating_mul(24);

#[derive(Debug, Deserialize)]
struct Order {
    status: String,
}

impl Watched for Order {
    fn state(&self) -> String {
        self.status.clone()
    }

    fn is_final(&self) -> bool {
        self.status == "activated"
    }
}

/// The clock of the system, whose time of day begins with 1970 when it is made.
struct Begin(Instant);

impl Clock for Begin {
    fn now(&self) -> std::time::Instant {
        SystemClock.now()
    }

    fn system_time(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + self.0.elapsed()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        SystemClock.sleep(duration)
    }
}

fn order(status: &str) -> String {
    format!(r#"{{"status":"{status}"}}"#)
}

/// Answers with orders of these states; a number is an error with that status.
fn answering(states: &[&str]) -> TestTransport {
    states
        .iter()
        .fold(TestTransport::new(), |transport, state| {
            match state.parse() {
                Ok(status) => transport.reply(status, ""),
                Err(_) => transport.reply(200, order(state)),
            }
        })
}

fn watch_with(transport: &TestTransport, clock: impl Clock) -> Watch<Order, ApiError> {
    let core: Core = ClientBuilder::new(client::API)
        .token("hunter2")
        .transport(transport.clone())
        .clock(clock)
        .jitter(|| 1.0)
        .build()
        .unwrap();
    Watch::new(move || {
        let call = CallBuilder::new(&core, &PLANS_GET);
        call.path::<String>("id", "order").build()
    })
}

fn watch(transport: &TestTransport) -> Watch<Order, ApiError> {
    watch_with(transport, Begin(Instant::now()))
}

/// The state of the next change, or the status of an error.
async fn next(watch: &mut Watch<Order, ApiError>) -> Option<String> {
    Some(match watch.next().await? {
        Ok(order) => order.status,
        Err(error) => error.status().unwrap().to_string(),
    })
}

fn is_send<T: Send>(_: &T) {}

#[tokio::test(start_paused = true)]
async fn each_change_is_yielded_once_until_the_final_state() {
    let transport = answering(&["placed", "placed", "blocked", "placed", "activated"]);
    let (mut watch, start) = (watch(&transport), Instant::now());
    is_send(&watch);
    for (state, days) in [
        ("placed", 0),
        ("blocked", 2),
        ("placed", 3),
        ("activated", 4),
    ] {
        assert_eq!(next(&mut watch).await.as_deref(), Some(state));
        assert_eq!(start.elapsed(), DAY * days);
    }
    assert_eq!(next(&mut watch).await, None);
    assert_eq!(next(&mut watch).await, None);
    assert_eq!((transport.requests().len(), start.elapsed()), (5, DAY * 4));
}

#[tokio::test(start_paused = true)]
async fn the_time_between_polls_can_be_set_within_bounds() {
    for (interval, expected) in [
        (HOUR, HOUR),
        (Duration::ZERO, Duration::from_secs(1)),
        (Duration::MAX, DAY * 365),
    ] {
        let transport = answering(&["placed", "activated"]);
        let (mut watch, start) = (watch(&transport).every(interval), Instant::now());
        next(&mut watch).await.unwrap();
        next(&mut watch).await.unwrap();
        assert_eq!(start.elapsed(), expected);
    }
}

#[tokio::test(start_paused = true)]
async fn an_error_is_yielded_and_the_watch_goes_on() {
    let transport = answering(&["placed", "404", "404", "placed", "activated"]);
    let (mut watch, start) = (watch(&transport), Instant::now());
    for (state, days) in [("placed", 0), ("404", 1), ("404", 2), ("activated", 4)] {
        assert_eq!(next(&mut watch).await.as_deref(), Some(state));
        assert_eq!(start.elapsed(), DAY * days);
    }
    assert_eq!(next(&mut watch).await, None);
}

#[tokio::test(start_paused = true)]
async fn nothing_is_lost_when_the_future_is_dropped() {
    // The first answer is repeated after half a second.
    let transport = answering(&["500", "placed", "activated"]);
    let (mut watch, start) = (watch(&transport), Instant::now());
    for state in ["placed", "activated"] {
        let within = timeout(Duration::from_millis(100), watch.next()).await;
        assert!(within.is_err());
        assert_eq!(next(&mut watch).await.as_deref(), Some(state));
    }
    let elapsed = DAY + Duration::from_millis(500);
    assert_eq!((transport.requests().len(), start.elapsed()), (3, elapsed));
}

#[tokio::test(start_paused = true)]
async fn a_resumed_watch_neither_repeats_a_change_nor_polls_early() {
    let transport = answering(&["placed", "placed", "blocked", "activated"]);
    let start = Instant::now();
    let mut first = watch_with(&transport, Begin(start));
    next(&mut first).await.unwrap();
    let saved = first.saved();
    assert_eq!(
        saved,
        r#"{"format":1,"due":"1970-01-02T00:00:00Z","seen":"placed","done":false}"#
    );
    tokio::time::sleep(HOUR).await;
    let mut second = watch_with(&transport, Begin(start)).resume(&saved).unwrap();
    assert_eq!(second.saved(), saved);
    assert_eq!(next(&mut second).await.as_deref(), Some("blocked"));
    assert_eq!((transport.requests().len(), start.elapsed()), (3, DAY * 2));
    // The poll is overdue.
    let saved = second.saved();
    tokio::time::sleep(DAY * 7).await;
    let mut third = watch_with(&transport, Begin(start)).resume(&saved).unwrap();
    assert_eq!(next(&mut third).await.as_deref(), Some("activated"));
    assert_eq!(start.elapsed(), DAY * 9);
    let mut done = watch_with(&transport, Begin(start))
        .resume(&third.saved())
        .unwrap();
    assert_eq!(next(&mut done).await, None);
    assert_eq!((transport.requests().len(), start.elapsed()), (4, DAY * 9));
}

#[tokio::test(start_paused = true)]
async fn a_watch_that_was_saved_before_its_first_poll_polls_at_once() {
    let transport = answering(&["placed"]);
    let saved = watch(&transport).saved();
    let (mut watch, start) = (watch(&transport).resume(&saved).unwrap(), Instant::now());
    assert_eq!(next(&mut watch).await.as_deref(), Some("placed"));
    assert_eq!(start.elapsed(), Duration::ZERO);
}

#[tokio::test(start_paused = true)]
async fn a_clock_that_was_set_back_delays_by_one_interval_at_most() {
    let transport = answering(&["placed", "blocked"]);
    for due in ["2026-01-01T00:00:00Z", "9999-12-30T00:00:00Z"] {
        let due: Timestamp = due.parse().unwrap();
        let saved = format!(r#"{{"format":1,"due":"{due}","seen":null,"done":false}}"#);
        let mut watch = watch(&transport).every(HOUR).resume(&saved).unwrap();
        let start = Instant::now();
        assert!(next(&mut watch).await.is_some());
        assert_eq!(start.elapsed(), HOUR);
    }
}

#[tokio::test]
async fn what_is_not_a_saved_watch_is_refused_and_not_quoted() {
    for saved in [
        "",
        "hunter2",
        "{}",
        r#"{"format":2,"due":null,"seen":"hunter2","done":false}"#,
        r#"{"format":1,"due":"hunter2","seen":null,"done":false}"#,
    ] {
        let error = watch(&answering(&[])).resume(saved).unwrap_err();
        assert_eq!(
            error.to_string(),
            "not a saved watch, or in an unsupported format"
        );
        assert!(!format!("{error:?}").contains("hunter2"));
    }
}

#[tokio::test(start_paused = true)]
async fn debug_shows_the_operation_and_not_the_state() {
    let mut watch = watch(&answering(&["placed"]));
    next(&mut watch).await.unwrap();
    let text = format!("{watch:?}");
    assert_eq!(
        text,
        r#"Watch { operation: "plans.get", interval: 86400s, .. }"#
    );
}

#[cfg(feature = "blocking")]
#[test]
fn a_watch_can_block_the_thread() {
    /// Does not wait.
    struct Hasty;

    impl Clock for Hasty {
        fn now(&self) -> std::time::Instant {
            std::time::Instant::now()
        }

        fn system_time(&self) -> SystemTime {
            SystemTime::UNIX_EPOCH
        }

        fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
            Box::pin(async move {
                // The time limit of a call is not hasty.
                if duration < DAY - HOUR {
                    std::future::pending().await
                }
            })
        }
    }

    let transport = answering(&["placed", "placed", "activated"]);
    let mut watch = watch_with(&transport, Hasty).blocking();
    let states: Vec<_> = watch.by_ref().map(|order| order.unwrap().status).collect();
    assert_eq!(states, ["placed", "activated"]);
    assert!(watch.saved().unwrap().contains("activated"));
}
