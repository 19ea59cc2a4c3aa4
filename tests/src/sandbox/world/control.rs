//! Control endpoints for tests and demos, outside of the API.
//!
//! They are below `/_sandbox`, use JSON, and need no token or version header. [`CONTROL`] lists
//! them.

use axum::http::{Method, request::Parts};
use serde_json::{Value, json};

use super::{World, ids, refusal::Refusal, text};
use crate::sandbox::{
    fault::{Fault, Faults},
    record::Response,
};

/// Path prefix of the control endpoints.
pub(in crate::sandbox) const ROOT: &str = "/_sandbox";

/// Path prefix of invoice files.
pub(super) const FILES: &str = "/_sandbox/files/";

/// The control endpoints of a [stateful](super::super::Builder::stateful) sandbox, with
/// descriptions.
pub const CONTROL: &[(&str, &str)] = &[
    ("GET /_sandbox", "lists known ids, recent events and faults"),
    (
        "POST /_sandbox/leads/{id}/convert",
        "simulates that the customer opens the link and signs up",
    ),
    (
        "POST /_sandbox/subscriptions/{id}/activate",
        "starts supply today",
    ),
    (
        "POST /_sandbox/meter-orders/{id}",
        r#"{} moves to the next state, {"status": "blocked", "reason": "check_missing"} to another"#,
    ),
    (
        "POST /_sandbox/faults",
        r#"{"fault": "status-500", "after": 2} injects a fault after two more requests"#,
    ),
    ("POST /_sandbox/reset", "restores the initial state"),
];

/// Number of events in the overview.
const RECENT: usize = 20;

/// Handles a request below [`ROOT`].
pub(in crate::sandbox) fn control(
    world: &mut World,
    faults: &mut Faults,
    parts: &Parts,
    body: &[u8],
) -> Response {
    world.advance();
    let body = match serde_json::from_slice(body) {
        Ok(body) => body,
        Err(_) if body.is_empty() => json!({}),
        Err(error) => {
            let refusal = Refusal::new(400, format!("the body is not valid JSON: {error}"));
            return refusal.response(&world.document, REQUEST_ID);
        }
    };
    let done = world.execute_control(faults, parts, &body);
    done.unwrap_or_else(|refusal| refusal.response(&world.document, REQUEST_ID))
}

/// The request id of all control endpoints.
const REQUEST_ID: &str = "00000000-0000-4000-8000-ffffffffffff";

impl World {
    fn execute_control(
        &mut self,
        faults: &mut Faults,
        parts: &Parts,
        body: &Value,
    ) -> Result<Response, Refusal> {
        let path = parts.uri.path();
        if let Some(file) = path.strip_prefix(FILES) {
            return self.file(file, parts.uri.query().unwrap_or_default());
        }
        let rest = path.strip_prefix(ROOT).unwrap_or(path);
        let segments: Vec<_> = rest.split('/').filter(|it| !it.is_empty()).collect();
        let done = match (&parts.method, &segments[..]) {
            (&Method::GET, []) => self.overview(),
            (&Method::POST, ["leads", id, "convert"]) => {
                let subscription = self.check_out(id)?;
                let lead = self.found("lead", id)?;
                json!({
                    "lead": self.shown_as("/leads/{id}", lead),
                    "subscription": self.shown_as("/subscriptions/{id}", &subscription),
                })
            }
            (&Method::POST, ["subscriptions", id, "activate"]) => {
                let subscription = self.activate(id)?;
                self.shown_as("/subscriptions/{id}", &subscription)
            }
            (&Method::POST, ["meter-orders", id]) => {
                let order = self.move_meter_order(id, body)?;
                self.shown_as("/meter-orders/{id}", &order)
            }
            (&Method::POST, ["faults"]) => {
                let fault: Fault = text(&body["fault"]).parse().map_err(|_| {
                    let message = format!("must be one of {}", Fault::NAMES.join(", "));
                    Refusal::field("invalid_value", "fault", &message)
                })?;
                let after = body["after"].as_u64().unwrap_or(0);
                faults.queue(usize::try_from(after).unwrap_or(usize::MAX), fault);
                json!({ "fault": body["fault"], "after": after })
            }
            (&Method::POST, ["reset"]) => {
                faults.set_always(None);
                self.reset();
                self.overview()
            }
            _ => {
                let calls: Vec<_> = CONTROL.iter().map(|(call, _)| *call).collect();
                let (method, calls) = (&parts.method, calls.join(", "));
                let message =
                    format!("unknown control endpoint {method} {path}; available: {calls}");
                return Err(Refusal::new(404, message));
            }
        };
        Ok(Response::json(200, &done))
    }

    /// An object in the form that the GET operation of this path returns.
    fn shown_as(&self, template: &str, value: &Value) -> Value {
        let mut operations = self.document.operations.iter();
        let get = operations.find(|it| it.method == "GET" && it.template == template);
        let schema = get.and_then(|operation| operation.success().1);
        schema.map_or(Value::Null, |schema| self.present(schema, value))
    }

    /// The fixed [`ids`] that the version shows, with descriptions.
    pub(in crate::sandbox) fn known(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let shown = |id: &str| self.record(id).is_some_and(|it| self.is_shown(it));
        ids::ALL.iter().copied().filter(move |(id, _)| shown(id))
    }

    fn overview(&self) -> Value {
        let known = self.known();
        let known = known.map(|(id, what)| (id.to_owned(), json!(what)));
        let events = self.list("event").into_iter().take(RECENT);
        let events = events.map(|it| self.shown_as("/events/{id}", &it));
        json!({
            "version": self.document.version,
            "now": self.now().to_string(),
            "known": known.collect::<serde_json::Map<_, _>>(),
            "events": events.collect::<Vec<_>>(),
            "control": CONTROL.iter().map(|(call, what)| format!("{call}: {what}")).collect::<Vec<_>>(),
            "faults": Fault::NAMES,
        })
    }
}
