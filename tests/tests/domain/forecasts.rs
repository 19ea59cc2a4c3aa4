//! Load forecasts for whole German days.
//!
//! Every version with POST /load-forecasts.

use super::api::{
    API_VERSION, Client, Date, Decimal,
    slots::Forecast,
    types::{InsertLoadForecast, LoadForecastPoint},
};
use crate::{body, start};
use nomos_tests::sandbox::ids;

fn points(day: Date) -> Vec<LoadForecastPoint> {
    let forecast = Forecast::days(day, day).unwrap();
    forecast.from_fn(|_| Decimal::new(2, 1)).unwrap()
}

#[tokio::test]
async fn days_with_a_clock_change_have_another_length() {
    let (sandbox, client) = start(API_VERSION, Client::builder()).await;
    for (day, count, first) in [
        (Date::constant(2026, 7, 1), 96, "2026-06-30T22:00:00Z"),
        (Date::constant(2026, 10, 25), 100, "2026-10-24T22:00:00Z"),
        (Date::constant(2027, 3, 28), 92, "2027-03-27T23:00:00Z"),
    ] {
        let body_sent = InsertLoadForecast::of(ids::SUBSCRIPTION, points(day));
        client.load_forecasts().create(body_sent).await.unwrap();
        let data = body(&sandbox)["data"].as_array().unwrap().clone();
        assert_eq!(
            (data.len(), data[0]["start"].as_str()),
            (count, Some(first))
        );
    }
}

#[tokio::test]
async fn a_forecast_with_a_gap_is_not_sent() {
    let (sandbox, client) = start(API_VERSION, Client::builder()).await;
    let mut points = points(Date::constant(2026, 7, 1));
    points.remove(40);
    let forecast = InsertLoadForecast::of(ids::SUBSCRIPTION, points);
    let error = client.load_forecasts().create(forecast).await.unwrap_err();
    assert!(error.to_string().contains("whole German days"), "{error}");
    assert_eq!(sandbox.requests().len(), 0);
}

#[tokio::test]
async fn a_forecast_for_a_started_day_is_not_sent() {
    let (sandbox, client) = start(API_VERSION, Client::builder()).await;
    let forecast = InsertLoadForecast::of(ids::SUBSCRIPTION, points(Date::constant(2026, 6, 1)));
    let error = client.load_forecasts().create(forecast).await.unwrap_err();
    assert!(
        error.to_string().contains("at least 15 minutes before"),
        "{error}"
    );
    assert_eq!(sandbox.requests().len(), 0);
}

#[test]
fn the_deadline_is_nine_in_the_morning_the_day_before() {
    let forecast = |day: Date| Forecast::days(day, day).unwrap();
    let summer = forecast(Date::constant(2026, 7, 1));
    assert_eq!(summer.deadline().to_string(), "2026-06-30T07:00:00Z");
    let winter = forecast(Date::constant(2026, 10, 26));
    assert_eq!(winter.deadline().to_string(), "2026-10-25T08:00:00Z");
    let now = |text: &str| text.parse().unwrap();
    assert!(summer.check_deadline(now("2026-06-30T07:00:00Z")).is_ok());
    assert!(summer.check_deadline(now("2026-06-30T07:00:01Z")).is_err());
}
