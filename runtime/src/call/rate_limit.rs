//! The client-side rate limit.

use std::{
    collections::VecDeque,
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use http::{HeaderMap, Response, StatusCode};

use crate::{Clock, headers::retry_after};

/// The upper bound of a pause that a response asks for.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

const PERIOD: Duration = Duration::from_secs(1);

/// Assigns the times at which requests may start: no more than allowed in any second, first come,
/// first served. Shared by the clones of a client.
#[derive(Debug)]
pub(crate) struct RateLimit {
    per_second: usize,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    /// The slots handed out that lie ahead, and before them as many as fit into a second. Each is
    /// written as if `delay` were zero.
    slots: VecDeque<Instant>,
    /// By how much the server has put off the slots.
    delay: Duration,
    /// No new slot comes before this.
    not_before: Option<Instant>,
}

/// A place in the queue. Its time is put off when the server asks for a pause.
#[derive(Debug)]
struct Slot(Instant);

impl RateLimit {
    pub(crate) fn new(per_second: u32) -> Self {
        Self {
            per_second: per_second.max(1) as usize,
            state: Mutex::default(),
        }
    }

    /// Waits for a slot. `false`, at once, if it would come after `deadline`.
    pub(crate) async fn acquire(&self, clock: &dyn Clock, deadline: Instant) -> bool {
        let Some(slot) = self.reserve(clock.now(), deadline) else {
            return false;
        };
        // A pause that was asked for meanwhile has moved the slot.
        loop {
            let wait = self.wait(&slot, clock.now());
            if wait.is_zero() {
                return true;
            }
            if clock.now() + wait > deadline {
                return false;
            }
            clock.sleep(wait).await;
        }
    }

    fn reserve(&self, now: Instant, deadline: Instant) -> Option<Slot> {
        let mut state = self.state();
        let mut at = state.not_before.map_or(now, |until| until.max(now));
        if let Some(index) = state.slots.len().checked_sub(self.per_second) {
            at = at.max(state.slots[index] + state.delay + PERIOD);
        }
        if at > deadline {
            return None;
        }
        let at = at.checked_sub(state.delay).unwrap_or(at);
        state.slots.push_back(at);
        while state.slots.len() > self.per_second && state.slots[0] + state.delay <= now {
            state.slots.pop_front();
        }
        Some(Slot(at))
    }

    fn wait(&self, slot: &Slot, now: Instant) -> Duration {
        (slot.0 + self.state().delay).saturating_duration_since(now)
    }

    /// Adapts to the rate that a response reports. A 429 applies to all calls of this client, not
    /// just to this one.
    pub(crate) fn observe<B>(&self, response: &Response<B>, clock: &dyn Clock) {
        let (headers, now) = (response.headers(), clock.now());
        self.observe_headers(headers, now);
        if response.status() == StatusCode::TOO_MANY_REQUESTS
            && let Some(pause) = retry_after(headers, clock.system_time())
        {
            self.pause(pause, now);
        }
    }

    fn observe_headers(&self, headers: &HeaderMap, now: Instant) {
        let number = |name| headers.get(name)?.to_str().ok()?.trim().parse::<u64>().ok();
        if number("ratelimit-remaining") == Some(0)
            && let Some(seconds) = number("ratelimit-reset")
        {
            self.pause(Duration::from_secs(seconds), now);
        }
    }

    /// Delays all requests for a while, including those already waiting.
    fn pause(&self, pause: Duration, now: Instant) {
        let until = now + pause.min(LONGEST_PAUSE);
        let mut state = self.state();
        let delay = state.delay;
        let mut ahead = state
            .slots
            .iter()
            .map(|slot| *slot + delay)
            .filter(|at| *at > now);
        if let Some(next) = ahead.next() {
            state.delay += until.saturating_duration_since(next);
        }
        state.not_before = state.not_before.max(Some(until));
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where slots of a limit of 2 per second fall, in milliseconds after the start.
    struct Queue {
        limit: RateLimit,
        start: Instant,
    }

    impl Queue {
        fn new() -> Self {
            Self {
                limit: RateLimit::new(2),
                start: Instant::now(),
            }
        }

        fn at(&self, millis: u64) -> Instant {
            self.start + Duration::from_millis(millis)
        }

        fn reserve(&self, now: u64) -> Slot {
            self.limit
                .reserve(self.at(now), self.at(3_600_000))
                .unwrap()
        }

        fn time(&self, slot: &Slot) -> u128 {
            self.limit.wait(slot, self.start).as_millis()
        }

        fn observe(&self, now: u64, headers: &[(&'static str, &'static str)]) {
            let headers = headers
                .iter()
                .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()))
                .collect();
            self.limit.observe_headers(&headers, self.at(now));
        }
    }

    const USED_UP: [(&str, &str); 2] = [("ratelimit-remaining", "0"), ("ratelimit-reset", "1")];

    #[test]
    fn no_second_has_more_slots_than_allowed() {
        let queue = Queue::new();
        let slots = [0, 0, 0, 0, 0].map(|now| queue.reserve(now));
        assert_eq!(
            slots.each_ref().map(|slot| queue.time(slot)),
            [0, 0, 1000, 1000, 2000]
        );
        let later = [2500, 2500].map(|now| queue.reserve(now));
        assert_eq!(later.each_ref().map(|slot| queue.time(slot)), [2500, 3000]);
        let idle = [9000, 9100, 9200].map(|now| queue.reserve(now));
        assert_eq!(
            idle.each_ref().map(|slot| queue.time(slot)),
            [9000, 9100, 10_000]
        );
    }

    #[test]
    fn a_slot_after_the_deadline_is_not_taken() {
        let queue = Queue::new();
        for _ in 0..2 {
            queue.reserve(0);
        }
        assert!(queue.limit.reserve(queue.at(0), queue.at(999)).is_none());
        assert_eq!(queue.time(&queue.reserve(0)), 1000);
    }

    #[test]
    fn a_pause_moves_the_queue_as_a_whole() {
        let queue = Queue::new();
        let slots = [0, 0, 0, 0, 0].map(|now| queue.reserve(now));
        queue.observe(20, &USED_UP);
        assert_eq!(
            slots.each_ref().map(|slot| queue.time(slot))[2..],
            [1020, 1020, 2020]
        );
        // Said again by the response to another request of the same second.
        queue.observe(20, &USED_UP);
        assert_eq!(queue.time(&slots[4]), 2020);
        assert_eq!(queue.time(&queue.reserve(30)), 2020);
        assert_eq!(queue.time(&queue.reserve(30)), 3020);
    }

    #[test]
    fn a_pause_holds_back_those_who_come_later() {
        let queue = Queue::new();
        queue.reserve(0);
        queue.observe(100, &USED_UP);
        let slots = [200, 200, 200].map(|now| queue.reserve(now));
        assert_eq!(
            slots.each_ref().map(|slot| queue.time(slot)),
            [1100, 1100, 2100]
        );
    }

    #[test]
    fn other_headers_change_nothing_and_no_pause_is_endless() {
        let queue = Queue::new();
        queue.observe(0, &[("ratelimit-remaining", "1"), ("ratelimit-reset", "1")]);
        queue.observe(0, &[("ratelimit-remaining", "0")]);
        queue.observe(
            0,
            &[("ratelimit-remaining", "0"), ("ratelimit-reset", "soon")],
        );
        assert_eq!(queue.time(&queue.reserve(0)), 0);
        queue.observe(
            0,
            &[
                ("ratelimit-remaining", "0"),
                ("ratelimit-reset", "99999999999"),
            ],
        );
        assert_eq!(queue.time(&queue.reserve(0)), 60_000);
    }
}
