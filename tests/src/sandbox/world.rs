//! The state behind the API: data, events and business rules.
//!
//! Everything is stored once, in the form of the newest version. Responses contain the part that
//! the version's document has. The rules are implemented here for all versions.

mod berlin;
mod control;
mod customers;
mod events;
mod feed_in;
mod forecasts;
mod grid_fees;
pub mod ids;
mod invoices;
mod leads;
mod meter_orders;
mod pdf;
mod present;
mod prices;
mod quotes;
mod readings;
mod refusal;
mod seed;
mod series;
mod subscriptions;
mod termination;
mod usage;
mod versions;
mod webhook;

use std::sync::Arc;

use jiff::{Timestamp, Unit};
use rust_decimal::Decimal;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use tokio::sync::mpsc::UnboundedSender;

pub use self::control::CONTROL;
pub(super) use self::control::{ROOT, control};
use self::refusal::Refusal;
pub use self::webhook::Webhook;
use super::{
    document::{Document, Operation},
    record::{Recorded, Response},
    store,
};

/// The result of a handler.
enum Reply {
    /// One object, stored or computed.
    One(Value),
    /// A list of stored objects.
    Many(Vec<Value>),
    /// A redirect to a URL.
    Redirect(String),
}

/// The state of the sandbox, with the rules of one version.
pub(super) struct World {
    document: Arc<Document>,
    /// Origin of the sandbox, for links to its files.
    origin: String,
    fixed_now: Option<Timestamp>,
    outbox: Option<UnboundedSender<Value>>,
    /// Customers, subscriptions, invoices and so on, distinguished by `object`, oldest first.
    records: Vec<Value>,
    /// Makes ids unique across runs unless the time is fixed, because webhook receivers remember
    /// the ids of events.
    salt: Timestamp,
    serial: u64,
}

impl World {
    /// The initial state. Without `fixed_now`, the clock runs. `outbox` receives every event.
    pub(super) fn new(
        document: Arc<Document>,
        origin: String,
        fixed_now: Option<Timestamp>,
        outbox: Option<UnboundedSender<Value>>,
    ) -> Self {
        let mut world = Self {
            document,
            origin,
            fixed_now,
            outbox,
            records: Vec::new(),
            salt: fixed_now.unwrap_or_else(Timestamp::now),
            serial: 0,
        };
        world.reset();
        world
    }

    /// Restores the initial state. Ids are not reused.
    fn reset(&mut self) {
        self.records.clear();
        self.seed();
    }

    /// The response to a valid request; `None` for operations without state.
    pub(super) fn answer(
        &mut self,
        operation: &Operation,
        recorded: &Recorded,
    ) -> Option<Result<Response, Refusal>> {
        self.advance();
        let reply = self.dispatch(operation, recorded)?;
        Some(reply.and_then(|reply| self.respond(operation, recorded, reply)))
    }

    fn dispatch(
        &mut self,
        operation: &Operation,
        recorded: &Recorded,
    ) -> Option<Result<Reply, Refusal>> {
        let id = recorded.path_parameters.first();
        let id = id.map_or("", |(_, id)| id.as_str());
        let body = recorded.json.as_ref().unwrap_or(&Value::Null);
        let get = |object| self.shown(object, id).cloned().map(Reply::One);
        let all = |object| Ok(Reply::Many(self.list(object)));
        Some(match (&*operation.method, &*operation.template) {
            ("GET", "/plans") => all("plan"),
            ("GET", "/plans/{id}") => get("plan"),
            ("GET", "/plans/{id}/quote") => self.quote(id, recorded).map(Reply::One),
            ("GET", "/leads") => all("lead"),
            ("GET", "/leads/{id}") => get("lead"),
            ("POST", "/leads") => self.create_lead(body).map(Reply::One),
            ("GET", "/subscriptions") => all("subscription"),
            ("GET", "/subscriptions/{id}") => self.subscription(id).cloned().map(Reply::One),
            ("POST", "/subscriptions") => self.subscribe(body).map(Reply::One),
            ("PATCH", "/subscriptions/{id}") => self.change_subscription(id, body).map(Reply::One),
            ("POST", "/subscriptions/{id}/terminate") => self.terminate(id, body).map(Reply::One),
            ("GET", "/subscriptions/{id}/prices") => self.prices(id, recorded).map(Reply::One),
            ("GET", "/subscriptions/{id}/usage" | "/subscriptions/{id}/consumption") => {
                self.usage(id, recorded).map(Reply::One)
            }
            ("GET", "/subscriptions/{id}/invoices") => self.list_of(id, "invoice"),
            ("GET", "/subscriptions/{id}/meter_readings") => self.list_of(id, "meter_reading"),
            ("POST", "/subscriptions/{id}/meter_readings") => {
                self.read_meter(id, body).map(Reply::One)
            }
            ("GET", "/customers") => all("customer"),
            ("GET", "/customers/{id}") => get("customer"),
            ("PATCH", "/customers/{id}") => self.change_customer(id, body).map(Reply::One),
            ("POST", "/admin/magic_link") => self.magic_link(body).map(Reply::One),
            ("GET", "/invoices") => all("invoice"),
            ("GET", "/invoices/{id}") => get("invoice"),
            ("GET", "/invoices/{id}/file") => self.link(id).map(Reply::Redirect),
            ("GET", "/meter-readings") => all("meter_reading"),
            ("POST", "/meter-readings") => {
                let subscription = text(&body["subscription"]);
                self.read_meter(subscription, body).map(Reply::One)
            }
            ("GET", "/meter-orders") => all("meter_order"),
            ("GET", "/meter-orders/{id}") => get("meter_order"),
            ("POST", "/meter-orders") => self.order_meter(body).map(Reply::One),
            ("GET", "/grid-fee-reductions") => all("grid_fee_reduction"),
            ("GET", "/grid-fee-reductions/{id}") => get("grid_fee_reduction"),
            ("POST", "/grid-fee-reductions") => self.reduce_grid_fee(body).map(Reply::One),
            ("GET", "/market-partners" | "/suppliers") => all("market_partner"),
            ("GET", "/suppliers/search") => {
                let name = query(recorded, "name").unwrap_or_default().to_lowercase();
                let mut found = self.list("market_partner");
                found.retain(|it| text(&it["name"]).to_lowercase().contains(&name));
                Ok(Reply::Many(found))
            }
            ("GET", "/events/{id}") => get("event"),
            ("POST", "/load-forecasts") => self.forecast(body).map(Reply::One),
            _ => return None,
        })
    }

    fn respond(
        &self,
        operation: &Operation,
        recorded: &Recorded,
        reply: Reply,
    ) -> Result<Response, Refusal> {
        let (status, schema) = operation.success();
        let schema = schema.unwrap_or(&Value::Null);
        match reply {
            Reply::One(value) => Ok(Response::json(status, &self.present(schema, &value))),
            Reply::Redirect(url) => Ok(Response::new(status).header("location", &url)),
            Reply::Many(all) => {
                let item = &self.document.schemas.resolve(schema)["properties"]["items"]["items"];
                let items: Vec<_> = all.iter().map(|it| self.present(item, it)).collect();
                store::list(&self.document, operation, recorded, &items)
                    .map_err(|message| Refusal::new(400, message))
            }
        }
    }

    fn now(&self) -> Timestamp {
        let now = self.fixed_now.unwrap_or_else(Timestamp::now);
        now.round(Unit::Millisecond).unwrap_or(now)
    }

    /// Starts and ends supply that is due.
    fn advance(&mut self) {
        let now = self.now();
        let due = |record: &Value, field| instant(&record[field]).is_some_and(|at| at <= now);
        let all = self.records.iter();
        let subscriptions: Vec<_> = all
            .filter(|it| it["object"] == "subscription")
            .cloned()
            .collect();
        for subscription in subscriptions {
            let id = text(&subscription["id"]);
            let is_withdrawn = instant(&subscription["end_at"])
                .is_some_and(|end| instant(&subscription["start_at"]).is_some_and(|it| end <= it));
            if subscription["status"] == "pending"
                && due(&subscription, "start_at")
                && !is_withdrawn
            {
                self.begin(id);
            }
            if subscription["status"] != "ended" && due(&subscription, "end_at") {
                self.end(id);
            }
        }
    }

    /// All objects of a kind that the version shows, newest first.
    fn list(&self, object: &str) -> Vec<Value> {
        let records = self.records.iter().rev();
        let shown = records.filter(|it| it["object"] == object && self.is_shown(it));
        let mut shown: Vec<_> = shown.cloned().collect();
        // The sort is stable: of objects created at the same time, the last one comes first.
        shown.sort_by_key(|it| std::cmp::Reverse(instant(&it["created_at"])));
        shown
    }

    /// All objects of a kind that belong to a subscription.
    fn list_of(&self, subscription: &str, object: &str) -> Result<Reply, Refusal> {
        self.subscription(subscription)?;
        let mut all = self.list(object);
        all.retain(|it| it["subscription"] == subscription);
        Ok(Reply::Many(all))
    }

    /// The object with this id.
    fn record(&self, id: &str) -> Option<&Value> {
        self.records.iter().find(|it| it["id"] == id)
    }

    fn record_mut(&mut self, id: &str) -> Option<&mut Value> {
        self.records.iter_mut().find(|it| it["id"] == id)
    }

    /// The object of this kind and id.
    fn found(&self, object: &str, id: &str) -> Result<&Value, Refusal> {
        let found = self.record(id).filter(|it| it["object"] == object);
        found.ok_or_else(|| Refusal::not_found(object, id))
    }

    /// The object of this kind and id, if the version shows it.
    fn shown(&self, object: &str, id: &str) -> Result<&Value, Refusal> {
        let found = self.found(object, id)?;
        if self.is_shown(found) {
            Ok(found)
        } else {
            Err(Refusal::not_found(object, id))
        }
    }

    /// Stores a new object with a new id, and returns it.
    fn create(&mut self, prefix: &str, mut record: Value) -> Value {
        record["id"] = json!(self.new_id(prefix));
        record["created_at"] = json!(self.now().to_string());
        self.records.push(record.clone());
        record
    }

    fn new_id(&mut self, prefix: &str) -> String {
        self.serial += 1;
        id_from(prefix, &format!("{} {}", self.salt, self.serial))
    }
}

/// An id: a prefix, a letter and 23 lowercase letters and digits, determined by `seed`.
fn id_from(prefix: &str, seed: &str) -> String {
    const LETTERS: &[u8] = b"abcdefghijklmnopqrstuvwxyz0123456789";
    let digest = Sha256::digest(seed);
    let letter = |(place, byte): (usize, &u8)| {
        let choice = if place == 0 { 26 } else { LETTERS.len() };
        char::from(LETTERS[usize::from(*byte) % choice])
    };
    let letters: String = digest.iter().take(24).enumerate().map(letter).collect();
    format!("{prefix}_{letters}")
}

/// The string, or an empty string for other values.
fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn instant(value: &Value) -> Option<Timestamp> {
    value.as_str()?.parse().ok()
}

/// A query parameter.
fn query<'r>(recorded: &'r Recorded, name: &str) -> Option<&'r str> {
    let mut pairs = recorded.query.iter();
    pairs
        .find(|(key, _)| key == name)
        .map(|(_, value)| value.as_str())
}

/// The exact value of a JSON number.
fn decimal(value: &Value) -> Decimal {
    value.to_string().parse().unwrap_or_default()
}

/// A JSON number with the exact digits of `value`.
fn number(value: Decimal) -> Value {
    let digits = value.normalize().to_string();
    serde_json::from_str(&digits).expect("a decimal is a JSON number")
}
