use nomos_tests::sandbox::{Fault, OAuth};

use super::*;

#[tokio::test]
async fn the_overview_lists_known_ids() {
    for version in [CHUCKY, EDISON, CURIE] {
        let world = World::start(version).await;
        let (status, overview) = answer(request(&world.sandbox, "GET", "/_sandbox")).await;
        assert_eq!(
            (status, &overview["version"], &overview["now"]),
            (200, &json!(version), &json!(NOW))
        );
        let known = overview["known"].as_object().unwrap();
        assert!(known.contains_key(ids::SUBSCRIPTION));
        assert_eq!(known.contains_key(ids::METER_ORDER), version != CHUCKY);
        assert_eq!(known.contains_key(ids::FEED_IN), version == CURIE);
    }
}

#[tokio::test]
async fn a_reset_restores_the_initial_state() {
    let world = World::start(CURIE).await;
    let before = world.get("/subscriptions").await;
    let created = world
        .post("/subscriptions", &signup(ids::PLAN, "neu@example.com"))
        .await;
    world
        .control("faults", &json!({ "fault": "status-500", "after": 1 }))
        .await;
    assert_eq!(world.control("reset", &json!({})).await.0, 200);
    for _ in 0..2 {
        assert_eq!(world.get("/subscriptions").await, before);
    }
    let again = world
        .post("/subscriptions", &signup(ids::PLAN, "neu@example.com"))
        .await;
    assert_ne!(again["id"], created["id"]);
}

#[tokio::test]
async fn faults_are_injected_by_name() {
    let world = World::start(CURIE).await;
    let body = json!({ "fault": "status-503", "after": 1 });
    assert_eq!(world.control("faults", &body).await.0, 200);
    let statuses = [200, 503, 200];
    for expected in statuses {
        let call = world.call("GET", "/plans").send().await.unwrap();
        assert_eq!(call.status(), expected);
    }
    let (status, answer) = world
        .control("faults", &json!({ "fault": "gremlins" }))
        .await;
    Refusal(400, "invalid_value", "fault").assert(status, &answer);
}

#[test]
fn every_fault_name_is_parsed() {
    for name in Fault::NAMES {
        let name = name.split(' ').next().unwrap().replace("-N", "-500");
        assert!(name.parse::<Fault>().is_ok(), "{name}");
    }
    for name in ["", "status", "status-200", "status-x", "delay--1"] {
        assert!(name.parse::<Fault>().is_err(), "{name}");
    }
}

#[tokio::test]
async fn an_unknown_control_endpoint_is_answered_with_the_known_ones() {
    let world = World::start(CURIE).await;
    let (status, answer) = world.control("nothing", &json!({})).await;
    assert_eq!(status, 404);
    assert!(
        answer["message"]
            .as_str()
            .unwrap()
            .contains("/_sandbox/reset")
    );
    let call = request(&world.sandbox, "POST", "/_sandbox/reset").body("{");
    assert_eq!(super::answer(call).await.0, 400);
    assert_eq!(
        world.control("leads/lead_x/convert", &json!({})).await.0,
        404
    );
}

#[tokio::test]
async fn any_client_gets_a_token_with_the_configured_scope() {
    let oauth = OAuth::of_any_client("read:*");
    let world = World::with(CURIE, |builder| builder.oauth(oauth)).await;
    assert_eq!(world.try_get("/plans").await.0, 401);
    let call = request(&world.sandbox, "POST", "/oauth/token")
        .header("X-API-Version", CURIE)
        .header("Content-Type", JSON)
        .basic_auth("whoever", Some("whatever"));
    let call = call.body(json!({ "grant_type": "client_credentials" }).to_string());
    let (_, token) = answer(call).await;
    let bearing = |method, target| {
        request(&world.sandbox, method, target)
            .header("X-API-Version", CURIE)
            .bearer_auth(token["access_token"].as_str().unwrap())
    };
    assert_eq!(answer(bearing("GET", "/plans")).await.0, 200);
    let write = bearing("POST", "/meter-orders").header("Content-Type", JSON);
    let body = json!({ "subscription": ids::SUBSCRIPTION_ANALOG });
    assert_eq!(answer(write.body(body.to_string())).await.0, 403);
}

#[tokio::test]
async fn versions_are_found_by_codename() {
    for name in ["curie", CURIE] {
        assert_eq!(Sandbox::version(name).as_deref(), Some(CURIE));
    }
    assert_eq!(Sandbox::version("2026-05-27"), None);
    let versions = Sandbox::versions();
    assert!(versions.is_sorted() && versions.iter().any(|it| it == CURIE));
}
