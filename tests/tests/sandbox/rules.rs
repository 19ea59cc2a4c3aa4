//! Every rule is broken once and reports the expected violation, and no other.

use nomos_tests::sandbox::Sandbox;
use serde_json::{Value, json};

use super::{CURIE, EDISON, JSON, answer, request};

const FORM: &str = "application/x-www-form-urlencoded";
const BASIC: &str = "Basic aWQ6c2VjcmV0";
pub(super) const AUTHORIZE: &str = "/oauth/authorize?response_type=code&client_id=id\
                         &redirect_uri=https%3A%2F%2Fapp.example%2Fback";

/// A request to curie that is valid except for what a test changes.
struct Case {
    method: &'static str,
    target: String,
    headers: Vec<(&'static str, &'static str)>,
    body: String,
}

/// A message without the list of known values, which upstream may extend.
fn without_values(message: &str) -> &str {
    const LIST: &str = " is not one of";
    let end = message.find(LIST).map(|at| at + LIST.len());
    &message[..end.unwrap_or(message.len())]
}

impl Case {
    fn new(method: &'static str, target: &str, headers: &[(&'static str, &'static str)]) -> Self {
        Self {
            method,
            target: target.to_owned(),
            headers: headers.to_vec(),
            body: String::new(),
        }
    }

    fn get(target: &str) -> Self {
        Self::new(
            "GET",
            target,
            &[("X-API-Version", CURIE), ("Authorization", "Bearer token")],
        )
    }

    fn post(target: &str, body: &Value) -> Self {
        Self {
            method: "POST",
            body: body.to_string(),
            ..Self::get(target).header("Content-Type", JSON)
        }
    }

    fn token(content_type: &'static str, body: &str) -> Self {
        let headers = [("X-API-Version", CURIE), ("Content-Type", content_type)];
        Self {
            body: body.to_owned(),
            ..Self::new("POST", "/oauth/token", &headers)
        }
    }

    fn header(mut self, name: &'static str, value: &'static str) -> Self {
        self.headers.push((name, value));
        self
    }

    async fn send(self) -> (u16, Value, Vec<String>) {
        let sandbox = Sandbox::start(CURIE).await;
        let mut request = request(&sandbox, self.method, &self.target).body(self.body);
        for (name, value) in self.headers {
            request = request.header(name, value);
        }
        let (status, body) = answer(request).await;
        let violations = sandbox.violations();
        assert_eq!(sandbox.requests()[0].status, status);
        (
            status,
            body,
            violations.iter().map(ToString::to_string).collect(),
        )
    }

    async fn passes(self) {
        let (status, _, violations) = self.send().await;
        assert_eq!((status, violations), (200, vec![]));
    }

    /// Asserts a 400 response with exactly this violation.
    async fn breaks(self, violation: &str) {
        self.fails(400, "BAD_REQUEST", violation).await;
    }

    async fn fails(self, expected: u16, code: &str, violation: &str) {
        let (status, body, violations) = self.send().await;
        let violations: Vec<_> = violations.iter().map(|it| without_values(it)).collect();
        assert_eq!(violations, [violation]);
        let message = body["message"].as_str().map(without_values);
        assert_eq!(
            (status, &body["code"], message),
            (expected, &json!(code), Some(violation))
        );
        assert!(body["requestId"].is_string() && body["docs"].is_string());
    }
}

#[tokio::test]
async fn routes() {
    Case::get("/nowhere")
        .fails(404, "NOT_FOUND", "route: unknown path /nowhere")
        .await;
    let mut wrong = Case::get("/plans/pln_1");
    wrong.method = "DELETE";
    let message = "route: /plans/pln_1 does not support DELETE, only GET";
    wrong.fails(405, "METHOD_NOT_ALLOWED", message).await;
    Case::get("/plans/").breaks("route: `id` is empty").await;
    Case::get("/plans/%zz")
        .breaks("route: the path contains an invalid percent escape")
        .await;
    Case::get("/plans/%FF")
        .breaks("route: the path is not valid UTF-8 after decoding")
        .await;
}

#[tokio::test]
async fn version_header() {
    let bearer = ("Authorization", "Bearer token");
    let missing = Case::new("GET", "/plans", &[bearer]);
    missing.breaks("header: X-API-Version is missing").await;
    let other = Case::new("GET", "/plans", &[bearer, ("X-API-Version", EDISON)]);
    other
        .breaks(&format!(
            "header: X-API-Version is `{EDISON}`, not `{CURIE}`"
        ))
        .await;
    let twice = Case::get("/plans").header("X-API-Version", CURIE);
    twice.breaks("header: X-API-Version is sent 2 times").await;
}

#[tokio::test]
async fn bearer_authorization() {
    let message = "header: Authorization must be one non-empty Bearer token";
    let version = ("X-API-Version", CURIE);
    for wrong in ["", "Bearer", "Bearer ", BASIC] {
        let headers = [version, ("Authorization", wrong)];
        Case::new("GET", "/plans", &headers).breaks(message).await;
    }
    Case::new("GET", "/plans", &[version]).breaks(message).await;
    Case::get("/plans")
        .header("Authorization", "Bearer token")
        .breaks(message)
        .await;
    let unexpected = "header: Authorization is sent, but the operation requires none";
    Case::get(AUTHORIZE).breaks(unexpected).await;
}

#[tokio::test]
async fn basic_authorization() {
    let message = "header: Authorization must be one Basic `client_id:client_secret`";
    let token = || Case::token(FORM, "grant_type=client_credentials");
    token().header("Authorization", BASIC).passes().await;
    token().breaks(message).await;
    // "Basic id" without a secret.
    for wrong in ["Bearer token", "Basic aWQ=", "Basic ???"] {
        token().header("Authorization", wrong).breaks(message).await;
    }
    Case::token(
        FORM,
        "grant_type=refresh_token&refresh_token=r&client_id=public",
    )
    .passes()
    .await;
}

#[tokio::test]
async fn token_request_as_form_and_json() {
    let token = |media, body| Case::token(media, body).header("Authorization", BASIC);
    token(JSON, r#"{"grant_type":"client_credentials"}"#)
        .passes()
        .await;
    let form = "application/x-www-form-urlencoded; charset=utf-8";
    token(form, "grant_type=authorization_code&code=a%2Fb")
        .passes()
        .await;
    token(FORM, "grant_type=x")
        .breaks(r#"body: /grant_type: "x" is not one of"#)
        .await;
    token(
        FORM,
        "grant_type=client_credentials&grant_type=client_credentials",
    )
    .breaks("body: `grant_type` is specified twice")
    .await;
    token(FORM, "").breaks("body: is missing").await;
}

#[tokio::test]
async fn query_parameters() {
    let quote = "/plans/pln_1/quote?zip_code=10115";
    let quoted = |rest: &str| Case::get(&format!("{quote}{rest}"));
    for good in ["&usage=2500.5&14a_module_1=true", "&usage=100"] {
        quoted(good).passes().await;
    }
    for (bad, message) in [
        ("", "`usage` is missing"),
        (
            "&usage=100&nope=1",
            "`nope` is not a parameter of this operation",
        ),
        ("&usage=100&usage=100", "`usage` is specified twice"),
        ("&usage=1e3", "`usage`: `1e3` is not a plain \"number\""),
        ("&usage=99", "`usage`: 99 is less than the minimum of 100"),
        (
            "&usage=60000",
            "`usage`: 60000 is greater than the maximum of 50000",
        ),
        (
            "&usage=100&14a_module_1=1",
            "`14a_module_1`: `1` is not a plain \"boolean\"",
        ),
        (
            "&usage=100&meter_type=x",
            "`meter_type`: \"x\" is not one of",
        ),
    ] {
        quoted(bad).breaks(&format!("query: {message}")).await;
    }
    Case::get("/plans/pln_1/quote?zip_code=%zz&usage=100")
        .breaks("query: `zip_code` contains an invalid percent escape")
        .await;
    Case::get("/plans?limit=10").passes().await;
    Case::get("/plans?limit=10.0")
        .breaks("query: `limit`: `10.0` is not a whole number")
        .await;
    Case::get("/subscriptions/sub_1/prices?start=2025-02-01&end=2025-2-1")
        .breaks(r#"query: `end`: "2025-2-1" does not match "^\d{4}-\d{2}-\d{2}$""#)
        .await;
}

#[tokio::test]
async fn filters() {
    let filtered = |filter: &str| Case::get(&format!("/invoices?filter%5B{filter}"));
    for good in [
        "status%5D%5Beq%5D=open",
        "status%5D%5Bin%5D=open,voided",
        "period_end%5D%5Bgte%5D=2026-01-01T00:00:00%2B01:00",
        "subscription%5D%5Bcontains%5D=sub",
        "period_end%5D%5Bis_null%5D=true",
    ] {
        filtered(good).passes().await;
    }
    for (bad, name, message) in [
        (
            "total%5D%5Beq%5D=1",
            "total][eq",
            "cannot filter by `total`, only by status, period_start, period_end, type, subscription",
        ),
        (
            "period_end%5D%5Beq%5D=2026-01-01T00:00:00Z",
            "period_end][eq",
            "`period_end` does not support the operator `eq`, only gte, lte, is_null",
        ),
        (
            "period_end%5D%5Bgte%5D=2026-01-01T00:00:00",
            "period_end][gte",
            "`2026-01-01T00:00:00` is not an ISO 8601 date and time with a zone",
        ),
        (
            "status%5D%5Bin%5D=open,lost",
            "status][in",
            "`lost` is not one of",
        ),
        (
            "status%5D%5Bis_null%5D=1",
            "status][is_null",
            "`1` must be true or false",
        ),
        ("subscription%5D%5Beq%5D=", "subscription][eq", "is empty"),
        (
            "status%5D=open",
            "status",
            "is not of the form filter[field][operator]",
        ),
        (
            "field%5D%5Boperator%5D=open",
            "field][operator",
            "cannot filter by `field`, only by status, period_start, period_end, type, subscription",
        ),
    ] {
        filtered(bad)
            .breaks(&format!("query: `filter[{name}]`: {message}"))
            .await;
    }
    Case::get("/invoices?filter[status][eq]=open")
        .breaks("query: the brackets of `filter[status][eq]` are not percent-encoded")
        .await;
    Case::get("/plans/pln_1?filter%5Bstatus%5D%5Beq%5D=open")
        .breaks("query: `filter[status][eq]` is not a parameter of this operation")
        .await;
}

#[tokio::test]
async fn bodies() {
    let reading =
        json!({ "subscription": "sub_1", "value": 1, "timestamp": "2026-01-01T00:00:00Z" });
    let changed = |name: &str, value: Value| {
        let mut reading = reading.clone();
        reading[name] = value;
        Case::post("/meter-readings", &reading)
    };
    Case::post("/meter-readings", &reading).passes().await;
    changed("value", json!(0))
        .breaks("body: /value: 0 is less than or equal to the minimum of 0")
        .await;
    changed("timestamp", json!("2026-01-01"))
        .breaks(r#"body: /timestamp: "2026-01-01" is not a "date-time""#)
        .await;
    changed("message", Value::Null)
        .breaks(r#"body: /message: null is not of type "string""#)
        .await;
    changed("extra", json!(1))
        .breaks("body: Additional properties are not allowed ('extra' was unexpected)")
        .await;
    Case::post("/meter-orders", &json!({}))
        .breaks(r#"body: "subscription" is a required property"#)
        .await;

    let mut empty = Case::post("/meter-orders", &Value::Null);
    empty.body.clear();
    empty.breaks("body: is missing").await;
    let mut unexpected = Case::get("/plans").header("Content-Type", JSON);
    unexpected.body = "{}".into();
    unexpected.breaks("body: must be empty").await;
    let mut broken = Case::post("/meter-orders", &Value::Null);
    broken.body = "{".into();
    broken
        .breaks("body: not JSON: EOF while parsing an object at line 1 column 1")
        .await;
    let mut form = Case::post("/meter-orders", &Value::Null);
    form.headers[2].1 = FORM;
    form.breaks(&format!("header: Content-Type `{FORM}` is not declared"))
        .await;
}

#[tokio::test]
async fn a_union_reports_the_errors_of_the_likely_branch() {
    let terminate = |body: Value| Case::post("/subscriptions/sub_1/terminate", &body);
    terminate(json!({ "reason": "MOVE_OUT" }))
        .breaks(r#"body: "intended_end_at" is a required property"#)
        .await;
    terminate(json!({ "reason": "WITHDRAWAL", "intended_end_at": "2026-01-01T00:00:00Z" }))
        .breaks("body: Additional properties are not allowed ('intended_end_at' was unexpected)")
        .await;
}
