//! Termination of subscriptions.
//!
//! Every version with POST /subscriptions/{id}/terminate, termination.rs.

use super::api::{API_VERSION, Client, Date, types::TerminateSubscription};
use crate::{body, start};
use jiff::Timestamp;
use nomos_tests::sandbox::ids;
use serde_json::json;

#[tokio::test]
async fn a_last_day_becomes_the_midnight_after_it() {
    for (last_day, midnight) in [
        (Date::constant(2026, 7, 31), "2026-07-31T22:00:00Z"),
        // The day before and the day of each clock change.
        (Date::constant(2026, 10, 24), "2026-10-24T22:00:00Z"),
        (Date::constant(2026, 10, 25), "2026-10-25T23:00:00Z"),
        (Date::constant(2027, 3, 27), "2027-03-27T23:00:00Z"),
        (Date::constant(2027, 3, 28), "2027-03-28T22:00:00Z"),
    ] {
        for termination in [
            TerminateSubscription::move_out(last_day),
            TerminateSubscription::ordinary_after(last_day),
        ] {
            let (sandbox, client) = start(API_VERSION, Client::builder()).await;
            let call = client
                .subscriptions()
                .terminate(ids::SUBSCRIPTION, termination);
            let answer = call.await.unwrap();
            let sent = body(&sandbox)["intended_end_at"]
                .as_str()
                .unwrap()
                .to_owned();
            assert_eq!(sent.parse::<Timestamp>().unwrap().to_string(), midnight);
            assert_eq!(answer.intended_end_at.to_string(), midnight);
        }
    }
}

#[tokio::test]
async fn there_are_three_reasons() {
    for (termination, sent) in [
        (
            TerminateSubscription::ordinary(),
            json!({"reason": "ORDINARY"}),
        ),
        (
            TerminateSubscription::withdrawal(),
            json!({"reason": "WITHDRAWAL"}),
        ),
    ] {
        let (sandbox, client) = start(API_VERSION, Client::builder()).await;
        // The subscription was signed in 2024, so a withdrawal is too late.
        let _ = client
            .subscriptions()
            .terminate(ids::SUBSCRIPTION, termination)
            .await;
        assert_eq!(body(&sandbox), sent);
    }
}

#[tokio::test]
async fn a_late_withdrawal_is_reported() {
    let (_sandbox, client) = start(API_VERSION, Client::builder()).await;
    let withdrawal = TerminateSubscription::withdrawal();
    let error = client
        .subscriptions()
        .terminate(ids::SUBSCRIPTION, withdrawal)
        .await
        .unwrap_err();
    let codes: Vec<_> = error
        .field_errors()
        .iter()
        .map(|field| field.code.to_owned())
        .collect();
    assert!(
        error.is_conflict() && codes == ["withdrawal_not_allowed"],
        "{error} {codes:?}"
    );
}
