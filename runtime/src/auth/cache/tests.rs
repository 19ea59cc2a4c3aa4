use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::time::{self, advance};

use super::*;
use crate::{BoxFuture, ConfigError, SystemClock};

/// Gives a new token after a second, or an error while `broken`.
#[derive(Default)]
struct Source {
    asked: AtomicUsize,
    broken: AtomicUsize,
}

impl TokenSource for Source {
    fn token(&self) -> BoxFuture<'_, Result<Token, TokenError>> {
        Box::pin(async {
            self.asked.fetch_add(1, Ordering::SeqCst);
            time::sleep(Duration::from_secs(1)).await;
            if self.broken.load(Ordering::SeqCst) > 0 {
                return Err(TokenError::new(ConfigError::new("out of order")));
            }
            let token = Token::new("token").map_err(TokenError::new)?;
            Ok(token.expires_in(Duration::from_secs(100)))
        })
    }
}

fn cache() -> (Arc<Source>, Arc<TokenCache>) {
    let source = Arc::new(Source::default());
    let cache = TokenCache::new(Box::new(Arc::clone(&source)), Arc::new(SystemClock));
    (source, cache)
}

impl Source {
    fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }
}

#[tokio::test(start_paused = true)]
async fn the_source_is_asked_once_however_many_wait() {
    let (source, cache) = cache();
    let tasks: Vec<_> = (0..100)
        .map(|_| {
            let cache = Arc::clone(&cache);
            tokio::spawn(async move { cache.token(None).await.unwrap() })
        })
        .collect();
    let mut tokens = Vec::new();
    for task in tasks {
        tokens.push(task.await.unwrap());
    }
    assert!(tokens.iter().all(|token| Arc::ptr_eq(token, &tokens[0])));
    assert_eq!(source.asked(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_token_is_renewed_ahead_of_its_end_and_nobody_waits() {
    let (source, cache) = cache();
    let first = cache.token(None).await.unwrap();
    advance(Duration::from_secs(89)).await;
    assert!(cache.fresh().is_some());
    advance(Duration::from_secs(2)).await;
    assert!(cache.fresh().is_none());
    let still = cache.token(None).await.unwrap();
    assert!(Arc::ptr_eq(&first, &still));
    time::sleep(Duration::from_secs(2)).await;
    let second = cache.token(None).await.unwrap();
    assert!(!Arc::ptr_eq(&first, &second));
    assert_eq!(source.asked(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_valid_token_outlives_a_failed_renewal_until_it_expires() {
    let (source, cache) = cache();
    let first = cache.token(None).await.unwrap();
    source.broken.store(1, Ordering::SeqCst);
    advance(Duration::from_secs(90)).await;
    for _ in 0..5 {
        assert!(Arc::ptr_eq(&first, &cache.token(None).await.unwrap()));
        time::sleep(Duration::from_secs(1)).await;
    }
    // Not once per call, but once in a while.
    assert_eq!(source.asked(), 2);
    time::sleep(Duration::from_secs(6)).await;
    assert!(cache.token(None).await.is_err());
}

#[tokio::test(start_paused = true)]
async fn those_who_waited_for_a_failure_share_it_and_the_next_call_asks_again() {
    let (source, cache) = cache();
    source.broken.store(1, Ordering::SeqCst);
    let (one, two) = tokio::join!(cache.token(None), cache.token(None));
    assert!(one.is_err() && two.is_err());
    assert_eq!(source.asked(), 1);
    source.broken.store(0, Ordering::SeqCst);
    assert!(cache.token(None).await.is_ok());
    assert_eq!(source.asked(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_refused_token_is_renewed_once_for_all_who_were_refused() {
    let (source, cache) = cache();
    let stale = cache.token(None).await.unwrap();
    let (one, two) = tokio::join!(cache.token(Some(&stale)), cache.token(Some(&stale)));
    let late = cache.token(Some(&stale)).await.unwrap();
    assert!(Arc::ptr_eq(&one.unwrap(), &late) && Arc::ptr_eq(&two.unwrap(), &late));
    assert_eq!(source.asked(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_renewal_goes_on_when_the_call_that_began_it_is_dropped() {
    let (source, cache) = cache();
    let dropped = time::timeout(Duration::from_millis(1), cache.token(None)).await;
    assert!(dropped.is_err());
    cache.token(None).await.unwrap();
    assert_eq!(source.asked(), 1);
}
