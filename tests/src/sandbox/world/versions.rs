//! What each version supports and shows.

use serde_json::Value;

use super::{World, refusal::Refusal, text};

impl World {
    /// Whether the version supports feed-in.
    fn supports_feed_in(&self) -> bool {
        self.document.schemas.property("plan", "type").is_some()
    }

    /// Whether the version has several types of invoices. Earlier ones have usage invoices only.
    fn has_invoice_types(&self) -> bool {
        self.document.schemas.property("invoice", "voids").is_some()
    }

    /// Whether the version has this kind of object or event.
    pub(super) fn supports(&self, kind: &str) -> bool {
        self.document.schemas.get(kind).is_some()
    }

    pub(super) fn is_shown(&self, record: &Value) -> bool {
        let of = [&record["subscription"], &record["context"]["subscription"]];
        let mut of = of.into_iter().filter_map(|id| self.record(text(id)));
        let is_feed_in = is_feed_in(record) || of.any(is_feed_in);
        let is_known = match text(&record["object"]) {
            kind @ ("meter_order" | "grid_fee_reduction") => self.supports(kind),
            _ => true,
        };
        let is_other_invoice = record["object"] == "invoice" && record["type"] != "usage";
        is_known
            && (self.supports_feed_in() || !is_feed_in)
            && (self.has_invoice_types() || !is_other_invoice)
    }

    /// A plan for a request. Rejects feed-in plans in versions without feed-in.
    pub(super) fn plan(&self, id: &str) -> Result<&Value, Refusal> {
        let plan = self.found("plan", id)?;
        self.supported(plan, "plan")
    }

    /// A subscription for a request. Rejects feed-in in versions without feed-in.
    pub(super) fn subscription(&self, id: &str) -> Result<&Value, Refusal> {
        let subscription = self.found("subscription", id)?;
        self.supported(subscription, "subscription")
    }

    /// Like [`subscription`](Self::subscription), but rejects ended ones.
    pub(super) fn supplied(&self, id: &str) -> Result<&Value, Refusal> {
        let subscription = self.subscription(id)?;
        if subscription["status"] == "ended" {
            return Err(Refusal::field(
                "ended_subscription",
                "subscription",
                "has ended",
            ));
        }
        Ok(subscription)
    }

    fn supported<'v>(&self, record: &'v Value, field: &str) -> Result<&'v Value, Refusal> {
        if is_feed_in(record) && !self.supports_feed_in() {
            let message = "is feed-in: feed-in plans are not supported in this version of the API";
            return Err(Refusal::field("upgrade_api_version", field, message));
        }
        Ok(record)
    }
}

pub(super) fn is_feed_in(record: &Value) -> bool {
    record["type"] == "feed_in"
}
