use super::*;

async fn points(world: &World, id: &str, what: &str, start: &str, end: &str) -> Vec<Value> {
    let target = format!("/subscriptions/{id}/{what}start={start}&end={end}");
    let mut answer = world.get(&target).await;
    let name = if what.starts_with("prices") {
        "items"
    } else {
        "data"
    };
    answer[name].as_array_mut().unwrap().drain(..).collect()
}

#[tokio::test]
async fn prices_cover_every_quarter_hour_of_german_days() {
    for version in [CHUCKY, CURIE] {
        let world = World::start(version).await;
        for (day, count, first) in [
            ("2026-06-15", 96, "2026-06-14T22:00:00Z"),
            ("2026-03-29", 92, "2026-03-28T23:00:00Z"),
            ("2026-10-25", 100, "2026-10-24T22:00:00Z"),
        ] {
            let prices = points(&world, ids::SUBSCRIPTION, "prices?", day, day).await;
            assert_eq!(
                (prices.len(), &prices[0]["timestamp"]),
                (count, &json!(first))
            );
        }
    }
}

#[tokio::test]
async fn prices_are_reproducible_and_higher_in_the_evening_than_at_noon() {
    let world = World::start(CURIE).await;
    let day = || {
        points(
            &world,
            ids::SUBSCRIPTION,
            "prices?",
            "2026-06-15",
            "2026-06-15",
        )
    };
    let (one, two) = (day().await, day().await);
    assert_eq!(one, two);
    let amount = |hour: usize| one[hour * 4]["amount"].as_f64().unwrap();
    assert!(amount(19) > amount(13));
    assert!(
        one.iter()
            .all(|it| (10.0..60.0).contains(&it["amount"].as_f64().unwrap()))
    );
}

#[tokio::test]
async fn the_end_of_prices_is_inclusive_and_of_usage_exclusive() {
    let world = World::start(CURIE).await;
    let prices = points(
        &world,
        ids::SUBSCRIPTION,
        "prices?",
        "2026-05-01",
        "2026-05-02",
    )
    .await;
    let usage = "usage?resolution=15min&";
    let usage = points(&world, ids::SUBSCRIPTION, usage, "2026-05-01", "2026-05-02").await;
    assert_eq!((prices.len(), usage.len()), (192, 96));
    assert_eq!(usage[0]["start"], "2026-04-30T22:00:00Z");
}

#[tokio::test]
async fn invalid_ranges_are_rejected() {
    let world = World::start(CURIE).await;
    for (what, start, end, code) in [
        ("prices", "2026-05-02", "2026-05-01", "custom"),
        ("usage", "2026-05-01", "2026-05-01", "custom"),
        ("prices", "2026-01-01", "2027-06-01", "too_big"),
        ("usage", "2024-01-01", "2026-01-01", "too_big"),
        ("prices", "2026-01-01", "2026-02-30", "invalid_format"),
    ] {
        let id = ids::SUBSCRIPTION;
        let target = format!("/subscriptions/{id}/{what}?start={start}&end={end}");
        let (status, answer) = world.try_get(&target).await;
        Refusal(400, code, "end").assert(status, &answer);
    }
}

#[tokio::test]
async fn usage_adds_up_in_every_resolution() {
    let world = World::start(CURIE).await;
    let mut sums = Vec::new();
    for (resolution, count) in [
        ("15min", 2972),
        ("hour", 743),
        ("day", 31),
        ("week", 6),
        ("month", 1),
    ] {
        let what = format!("usage?resolution={resolution}&");
        let usage = points(&world, ids::SUBSCRIPTION, &what, "2026-03-01", "2026-04-01").await;
        assert_eq!(usage.len(), count);
        let sum: f64 = usage.iter().map(|it| it["usage"].as_f64().unwrap()).sum();
        sums.push((sum * 1000.0).round());
    }
    sums.dedup();
    assert_eq!(sums.len(), 1);
}

#[tokio::test]
async fn usage_is_known_from_16_oclock_on_the_next_day_and_preliminary_at_first() {
    let world = World::start(CURIE).await;
    // At noon on the 15th, the values of the 14th are not available yet.
    let usage = points(
        &world,
        ids::SUBSCRIPTION,
        "usage?resolution=day&",
        "2026-05-31",
        "2026-06-16",
    )
    .await;
    assert_eq!(usage.len(), 14);
    assert_eq!(
        (&usage[0]["type"], &usage[1]["type"]),
        (&json!("final"), &json!("preliminary"))
    );
}

#[tokio::test]
async fn analog_meters_have_monthly_usage() {
    let world = World::start(EDISON).await;
    let path = format!("/subscriptions/{}", ids::SUBSCRIPTION_ANALOG);
    let target = format!("{path}/consumption?resolution=15min&start=2026-03-10&end=2026-06-10");
    let usage = world.get(&target).await;
    assert_eq!(
        (&usage["meter_type"], &usage["resolution"]),
        (&json!("analog"), &json!("month"))
    );
    let months = usage["data"].as_array().unwrap().iter();
    let months: Vec<_> = months.map(|it| &it["start"]).collect();
    assert_eq!(
        months,
        [
            "2026-02-28T23:00:00Z",
            "2026-03-31T22:00:00Z",
            "2026-04-30T22:00:00Z"
        ]
    );
}

#[tokio::test]
async fn solar_energy_is_fed_in_by_day() {
    let world = World::start(CURIE).await;
    let usage = points(
        &world,
        ids::FEED_IN,
        "usage?resolution=hour&",
        "2026-05-01",
        "2026-05-02",
    )
    .await;
    assert_eq!(usage[0]["usage"], 0);
    assert!(usage[12]["usage"].as_f64().unwrap() > 1.0);
}
