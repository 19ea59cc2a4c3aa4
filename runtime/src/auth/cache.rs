//! The shared token, which is renewed only once at a time.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use tokio::{runtime::Handle, sync::watch};

use super::{Token, TokenSource};
use crate::{Clock, TokenError};

/// The longest margin before expiry at which a token is renewed, otherwise a tenth of its lifetime.
const LONGEST_MARGIN: Duration = Duration::from_secs(60);

/// The delay before a failed renewal is retried while the old token is still valid.
const PAUSE: Duration = Duration::from_secs(10);

/// Caches the token of a source. The source is called once, no matter how many calls wait.
pub(crate) struct TokenCache {
    source: Box<dyn TokenSource>,
    clock: Arc<dyn Clock>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    current: Option<Current>,
    renewal: Option<Renewal>,
}

struct Current {
    token: Arc<Token>,
    renew_at: Option<Instant>,
    expires_at: Option<Instant>,
}

/// A renewal under way, and its outcome once there is one.
type Renewal = watch::Receiver<Option<Outcome>>;
type Outcome = Result<Arc<Token>, TokenError>;

/// How to get a token.
struct Lookup {
    /// Use this one.
    token: Option<Arc<Token>>,
    /// Otherwise wait for this,
    renewal: Renewal,
    /// after having begun it.
    begin: Option<watch::Sender<Option<Outcome>>>,
}

impl TokenCache {
    pub(crate) fn new(source: Box<dyn TokenSource>, clock: Arc<dyn Clock>) -> Arc<Self> {
        Arc::new(Self {
            source,
            clock,
            state: Mutex::default(),
        })
    }

    /// A token that is valid and needs no renewal yet, without waiting.
    pub(crate) fn fresh(&self) -> Option<Arc<Token>> {
        let state = self.state();
        let current = state.current.as_ref()?;
        let now = self.clock.now();
        (current.is_valid(now) && !current.is_due(now)).then(|| Arc::clone(&current.token))
    }

    /// A valid token other than `stale`.
    pub(crate) async fn token(self: &Arc<Self>, stale: Option<&Arc<Token>>) -> Outcome {
        loop {
            let Lookup {
                token,
                mut renewal,
                begin,
            } = self.look_up(stale);
            if let Some(outcome) = begin {
                let work = Arc::clone(self).renew(outcome);
                match Handle::try_current() {
                    // A call that is dropped must not take the only copy of a new refresh token
                    // with it.
                    Ok(runtime) => drop(runtime.spawn(work)),
                    Err(_) => work.await,
                }
            }
            // It is renewed before it expires, so no call has to wait for the renewal.
            if let Some(token) = token {
                return Ok(token);
            }
            if let Ok(outcome) = renewal.wait_for(Option::is_some).await
                && let Some(outcome) = &*outcome
            {
                return outcome.clone();
            }
            // The call that was renewing the token was dropped: take over.
        }
    }

    fn look_up(&self, stale: Option<&Arc<Token>>) -> Lookup {
        let mut state = self.state();
        let now = self.clock.now();
        let valid = state.current.as_ref().filter(|current| {
            let refused = stale.is_some_and(|stale| Arc::ptr_eq(stale, &current.token));
            current.is_valid(now) && !refused
        });
        let token = valid.map(|current| Arc::clone(&current.token));
        let due = valid.is_none_or(|current| current.is_due(now));
        let (begin, renewal) = match &state.renewal {
            Some(renewal) if renewal.has_changed().is_ok() => (None, renewal.clone()),
            _ => {
                let (outcome, renewal) = watch::channel(None);
                if due {
                    state.renewal = Some(renewal.clone());
                }
                (due.then_some(outcome), renewal)
            }
        };
        Lookup {
            token,
            renewal,
            begin,
        }
    }

    async fn renew(self: Arc<Self>, outcome: watch::Sender<Option<Outcome>>) {
        let token = self.source.token().await.map(Arc::new);
        let mut state = self.state();
        let now = self.clock.now();
        match &token {
            Ok(token) => state.current = Some(Current::new(Arc::clone(token), now)),
            Err(_) => {
                if let Some(current) = &mut state.current {
                    current.renew_at = Some(now + PAUSE);
                }
            }
        }
        state.renewal = None;
        outcome.send_replace(Some(token));
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Current {
    fn new(token: Arc<Token>, now: Instant) -> Self {
        let expires_at = token
            .lifetime()
            .and_then(|lifetime| now.checked_add(lifetime));
        let renew_at = token.lifetime().and_then(|lifetime| {
            let margin = (lifetime / 10).min(LONGEST_MARGIN);
            now.checked_add(lifetime - margin)
        });
        Self {
            token,
            renew_at,
            expires_at,
        }
    }

    fn is_valid(&self, now: Instant) -> bool {
        self.expires_at.is_none_or(|end| now < end)
    }

    fn is_due(&self, now: Instant) -> bool {
        self.renew_at.is_some_and(|due| now >= due)
    }
}

#[cfg(test)]
mod tests;
