use super::*;
use crate::{Method, TransportErrorKind as Kind};

fn attempt(safe: bool, failure: Failure) -> Attempt {
    Attempt {
        number: 1,
        safe,
        failure,
        retry_after: None,
    }
}

fn decide(attempt: Attempt) -> Option<Duration> {
    RetryPolicy::default().decide(&attempt, 1.0)
}

#[test]
fn what_is_repeated() {
    // Failure, whether a read is repeated, whether a change is.
    let table = [
        (Failure::Status(429), true, true),
        (Failure::Status(500), true, false),
        (Failure::Status(502), true, false),
        (Failure::Status(503), true, false),
        (Failure::Status(599), true, false),
        (Failure::Status(200), false, false),
        (Failure::Status(302), false, false),
        (Failure::Status(400), false, false),
        (Failure::Status(401), false, false),
        (Failure::Status(403), false, false),
        (Failure::Status(404), false, false),
        (Failure::Status(409), false, false),
        (Failure::Status(422), false, false),
        (Failure::Transport(Kind::Connect), true, true),
        (Failure::Transport(Kind::Timeout), true, false),
        (Failure::Transport(Kind::Body), true, false),
        (Failure::Transport(Kind::Other), true, false),
        (Failure::Transport(Kind::Tls), false, false),
        (Failure::Transport(Kind::TooLarge), false, false),
    ];
    for (failure, read, change) in table {
        assert_eq!(
            decide(attempt(true, failure)).is_some(),
            read,
            "{failure:?}"
        );
        assert_eq!(
            decide(attempt(false, failure)).is_some(),
            change,
            "{failure:?}"
        );
    }
}

#[test]
fn only_reads_do_no_harm_when_repeated() {
    assert!(Method::Get.is_safe());
    for method in [Method::Post, Method::Put, Method::Patch, Method::Delete] {
        assert!(!method.is_safe());
    }
}

#[test]
fn waits_double_up_to_the_longest_and_are_spread() {
    let policy = RetryPolicy::default().attempts(100);
    for (number, bound) in [
        (1, 500),
        (2, 1000),
        (3, 2000),
        (6, 16_000),
        (7, 20_000),
        (99, 20_000),
    ] {
        for (jitter, share) in [
            (0.0, 0.0),
            (0.25, 0.25),
            (1.0, 1.0),
            (7.0, 1.0),
            (-1.0, 0.0),
        ] {
            let attempt = Attempt {
                number,
                ..attempt(true, Failure::Status(500))
            };
            let expected = Duration::from_millis(bound).mul_f64(share);
            assert_eq!(policy.decide(&attempt, jitter), Some(expected));
        }
    }
}

#[test]
fn attempts_are_counted() {
    let failed = attempt(true, Failure::Status(500));
    assert_eq!(RetryPolicy::none().decide(&failed, 1.0), None);
    assert_eq!(
        RetryPolicy::default().attempts(0).decide(&failed, 1.0),
        None
    );
    for (number, again) in [(1, true), (3, true), (4, false), (5, false)] {
        assert_eq!(decide(Attempt { number, ..failed }).is_some(), again);
    }
}

#[test]
fn the_server_says_how_long_unless_it_takes_too_long() {
    for (seconds, again) in [
        (0, true),
        (7, true),
        (60, true),
        (61, false),
        (u64::MAX, false),
    ] {
        let wait = Duration::from_secs(seconds);
        let attempt = Attempt {
            retry_after: Some(wait),
            ..attempt(false, Failure::Status(429))
        };
        assert_eq!(decide(attempt), again.then_some(wait));
    }
}
