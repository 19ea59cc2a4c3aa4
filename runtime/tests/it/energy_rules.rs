//! The rules that are code.

use jiff::{SignedDuration, Timestamp};
use nomos_client_runtime::{
    Check, Rule,
    energy::rules::{first_of_month, minutes_ahead, months_ahead, whole_days},
};
use serde_json::{Value, json};

/// A Monday in summer, 14:00 in Germany.
fn now() -> Timestamp {
    "2026-06-15T12:00:00Z".parse().unwrap()
}

#[track_caller]
fn table<const N: usize>(field: &'static str, check: Check, cases: [(Value, Option<&str>); N]) {
    let rule = Rule {
        field,
        check,
        text: "text",
    };
    for (request, expected) in cases {
        let broken = rule.check(&request, now()).err();
        let field = broken.map(|broken| broken.field);
        assert_eq!(field.as_deref(), expected, "{request}");
    }
}

#[test]
fn a_date_is_the_first_of_a_month() {
    table(
        "a",
        Check::Custom(first_of_month),
        [
            (json!({}), None),
            (json!({"a": "2026-07-01"}), None),
            (json!({"a": "2026-07-02"}), Some("a")),
            (json!({"a": "July"}), Some("a")),
            (json!({"a": 1}), Some("a")),
        ],
    );
}

#[test]
fn a_date_is_so_many_months_ahead() {
    table(
        "a",
        Check::Custom(months_ahead::<1>),
        [
            (json!({}), None),
            (json!({"a": "2026-07-15"}), None),
            (json!({"a": "2027-01-01"}), None),
            (json!({"a": "2026-07-14"}), Some("a")),
            (json!({"a": "2026-07-01"}), Some("a")),
            (json!({"a": "2025-12-31"}), Some("a")),
        ],
    );
    let rule = Rule {
        field: "a",
        check: Check::Custom(months_ahead::<0>),
        text: "text",
    };
    // Already the 16th in Germany.
    let late = "2026-06-15T22:00:00Z".parse().unwrap();
    assert!(rule.check(&json!({"a": "2026-06-15"}), late).is_err());
    assert!(rule.check(&json!({"a": "2026-06-16"}), late).is_ok());
}

/// Quarter-hours from `start` on.
fn quarter_hours(start: &str, count: i64) -> Value {
    let start: Timestamp = start.parse().unwrap();
    let point =
        |quarter| json!({"start": start + SignedDuration::from_mins(15 * quarter), "value": 1});
    (0..count).map(point).collect()
}

#[test]
fn series_are_whole_days() {
    let mut gap = quarter_hours("2026-10-24T22:00:00Z", 101);
    gap.as_array_mut().unwrap().remove(7);
    let mut unreadable = quarter_hours("2026-10-24T22:00:00Z", 100);
    unreadable[9]["start"] = json!("soon");
    table(
        "data",
        Check::Custom(whole_days),
        [
            (json!({}), None),
            (
                json!({"data": quarter_hours("2026-03-28T23:00:00Z", 92)}),
                None,
            ),
            (
                json!({"data": quarter_hours("2026-10-24T22:00:00Z", 100)}),
                None,
            ),
            (
                json!({"data": quarter_hours("2026-10-24T22:00:00Z", 96)}),
                Some("data"),
            ),
            (
                json!({"data": quarter_hours("2026-10-25T00:00:00Z", 96)}),
                Some("data[0].start"),
            ),
            (json!({"data": gap}), Some("data[7].start")),
            (json!({"data": unreadable}), Some("data[9].start")),
            (json!({"data": []}), Some("data")),
            (json!({"data": [1]}), Some("data[0].start")),
            (json!({"data": "2026-03-28T23:00:00Z"}), Some("data")),
        ],
    );
}

#[test]
fn series_begin_so_many_minutes_ahead() {
    table(
        "data",
        Check::Custom(minutes_ahead::<15>),
        [
            (json!({}), None),
            (json!({"data": []}), None),
            (
                json!({"data": quarter_hours("2026-06-15T12:15:00Z", 2)}),
                None,
            ),
            (
                json!({"data": quarter_hours("2026-06-15T12:14:59Z", 2)}),
                Some("data[0].start"),
            ),
            (
                json!({"data": quarter_hours("2026-06-15T12:00:00Z", 2)}),
                Some("data[0].start"),
            ),
            (json!({"data": {}}), Some("data")),
        ],
    );
}
