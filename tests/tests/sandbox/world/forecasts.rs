use jiff::{SignedDuration, Timestamp};

use super::*;

/// A forecast with this many quarter-hours.
fn forecast(start: &str, points: i32) -> Value {
    let start: Timestamp = start.parse().unwrap();
    let at = |point| (start + SignedDuration::from_mins(15) * point).to_string();
    let data = (0..points).map(|point| json!({ "start": at(point), "value": 0.2 }));
    json!({
        "scope": "subscription",
        "subscription": ids::SUBSCRIPTION,
        "resolution": "15min",
        "unit": "KW",
        "data": data.collect::<Vec<_>>(),
    })
}

#[tokio::test]
async fn full_german_days_are_accepted() {
    for version in [CHUCKY, CURIE] {
        let world = World::start(version).await;
        // An ordinary day, the days with an hour less and an hour more, and two consecutive days.
        for (start, points) in [
            ("2026-06-15T22:00:00Z", 96),
            ("2027-03-27T23:00:00Z", 92),
            ("2026-10-24T22:00:00Z", 100),
            ("2026-06-15T22:00:00Z", 192),
        ] {
            let receipt = world
                .post("/load-forecasts", &forecast(start, points))
                .await;
            assert_eq!(
                (&receipt["start"], &receipt["total"]),
                (&json!(start), &json!(points))
            );
        }
    }
}

#[tokio::test]
async fn forecasts_with_partial_days_or_gaps_are_rejected() {
    let world = World::start(CURIE).await;
    let mut gap = forecast("2026-06-15T22:00:00Z", 97);
    gap["data"].as_array_mut().unwrap().remove(40);
    let mut twice = forecast("2026-06-15T22:00:00Z", 96);
    twice["data"][41] = twice["data"][40].clone();
    for body in [
        gap,
        twice,
        forecast("2026-06-16T00:00:00Z", 96),
        forecast("2026-06-15T22:00:00Z", 95),
        forecast("2026-10-24T22:00:00Z", 96),
        forecast("2026-06-15T22:00:00Z", 0),
    ] {
        world
            .refuses("/load-forecasts", &body, Refusal(400, "custom", "data"))
            .await;
    }
}
