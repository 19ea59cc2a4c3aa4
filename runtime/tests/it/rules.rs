//! Rules are checked before anything is sent.

use std::time::{Duration, Instant, SystemTime};

use crate::client::{self, ApiError};
use jiff::Timestamp;
use nomos_client_runtime::{
    BoxFuture, Call, CallBuilder, Check, ClientBuilder, Clock, Core, NoContent, OAuth, Operation,
    Rule, energy::rules::months_ahead, testing::TestTransport,
};
use serde_json::json;

const TOKEN: &str = r#"{"access_token":"t","token_type":"Bearer","expires_in":3600}"#;

static SIGN_UP: Operation = Operation {
    rules: &[
        Rule {
            field: "intended_start_date",
            check: Check::Excludes(&["next_possible_start"]),
            text: "either a date or the next possible start",
        },
        Rule {
            field: "intended_start_date",
            check: Check::Custom(months_ahead::<1>),
            text: "at least one month ahead",
        },
    ],
    ..client::PLANS_CREATE
};

static QUOTE: Operation = Operation {
    rules: &[Rule {
        field: "usage",
        check: Check::AtLeast(100),
        text: "at least 100 kWh",
    }],
    ..client::PLANS_LIST
};

/// A clock that stands still on 15 June 2026.
struct Summer;

impl Clock for Summer {
    fn now(&self) -> Instant {
        Instant::now()
    }

    fn system_time(&self) -> SystemTime {
        "2026-06-15T12:00:00Z".parse::<Timestamp>().unwrap().into()
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'static, ()> {
        Box::pin(std::future::pending())
    }
}

fn connect(transport: &TestTransport) -> Core {
    ClientBuilder::new(client::API)
        .credentials(OAuth::client_credentials("id", "hunter2"))
        .transport(transport.clone())
        .clock(Summer)
        .build()
        .unwrap()
}

fn sign_up(transport: &TestTransport, body: &serde_json::Value) -> Call<NoContent, ApiError> {
    let call = CallBuilder::new(&connect(transport), &SIGN_UP);
    call.json::<&serde_json::Value>(body).build()
}

#[tokio::test]
async fn a_request_that_breaks_a_rule_is_not_sent_and_asks_for_no_token() {
    let transport = TestTransport::new();
    let body = json!({"intended_start_date": "2026-07-14"});
    let error = sign_up(&transport, &body).await.unwrap_err();
    assert!(error.is_broken_rule() && error.is_request());
    let broken = error.broken_rule().unwrap();
    assert_eq!(
        (&*broken.field, broken.rule),
        ("intended_start_date", "at least one month ahead")
    );
    assert_eq!(
        error.to_string(),
        "plans.create: `intended_start_date`: at least one month ahead"
    );
    assert!(!format!("{error:?}").contains("07-14"));
    let body = json!({"intended_start_date": "2026-07-15", "next_possible_start": true});
    let error = sign_up(&transport, &body).send_raw().await.unwrap_err();
    assert_eq!(
        error.broken_rule().unwrap().rule,
        "either a date or the next possible start"
    );
    assert_eq!((error.attempts(), transport.requests().len()), (0, 0));
}

#[tokio::test]
async fn a_request_that_keeps_to_the_rules_is_sent() {
    let transport = TestTransport::new().reply(200, TOKEN).reply(200, "");
    let body = json!({"intended_start_date": "2026-07-15", "next_possible_start": false});
    sign_up(&transport, &body).await.unwrap();
    assert_eq!(transport.requests().len(), 2);
}

#[tokio::test]
async fn without_a_body_the_query_is_checked() {
    for (usage, sent) in [("99", 0), ("100", 2)] {
        let transport = TestTransport::new().reply(200, TOKEN).reply(200, "");
        let quote = CallBuilder::<NoContent, ApiError>::new(&connect(&transport), &QUOTE);
        let result = quote.query::<String>("usage", usage).build().await;
        assert_eq!(
            (result.is_ok(), transport.requests().len()),
            (sent > 0, sent)
        );
    }
}

#[tokio::test]
async fn a_form_is_checked_field_by_field() {
    let transport = TestTransport::new();
    let form = json!({"intended_start_date": "2026-07-14"});
    let call = CallBuilder::<NoContent, ApiError>::new(&connect(&transport), &SIGN_UP);
    let error = call
        .form::<serde_json::Value>(form)
        .build()
        .await
        .unwrap_err();
    assert_eq!(
        error.broken_rule().unwrap().rule,
        "at least one month ahead"
    );
}

#[tokio::test]
async fn raw_access_knows_no_rules() {
    let transport = TestTransport::new().reply(200, TOKEN).reply(200, "");
    let call = connect(&transport).raw::<ApiError>(nomos_client_runtime::Method::Post, "/plans");
    let body = json!({"intended_start_date": "2020-01-01"});
    assert_eq!(call.json(&body).await.unwrap().status(), 200);
}
