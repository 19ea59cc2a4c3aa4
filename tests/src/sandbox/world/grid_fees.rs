//! Grid fee reductions under § 14a EnWG.

use serde_json::{Value, json};

use super::{World, refusal::Refusal, text, versions::is_feed_in};

const MODULE_1: &str = "enwg-14a-module-1";
const MODULE_2: &str = "enwg-14a-module-2";
const MODULE_3: &str = "enwg-14a-module-3";

/// The modules of one subscription.
#[derive(Default)]
pub(super) struct Modules(Vec<String>);

impl Modules {
    pub(super) fn add(&mut self, name: &str) {
        self.0.push(name.to_owned());
        self.0.sort_unstable();
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    fn has(&self, name: &str) -> bool {
        self.names().any(|it| it == name)
    }

    /// Checks that the modules can be combined.
    pub(super) fn check(&self, has_smart_meter: bool) -> Result<(), Refusal> {
        let refuse = |code, message| Err(Refusal::field(code, "type", message));
        if self.has(MODULE_2) && (self.has(MODULE_1) || self.has(MODULE_3)) {
            return refuse("custom", "is module 2, which excludes modules 1 and 3");
        }
        if self.has(MODULE_3) && !self.has(MODULE_1) {
            return refuse("missing_module_1", "is module 3, which requires module 1");
        }
        if self.has(MODULE_3) && !has_smart_meter {
            return refuse(
                "missing_smart_meter",
                "is module 3, which requires a smart meter",
            );
        }
        Ok(())
    }
}

impl World {
    pub(super) fn reduce_grid_fee(&mut self, body: &Value) -> Result<Value, Refusal> {
        let id = text(&body["subscription"]);
        let subscription = self.supplied(id)?.clone();
        if is_feed_in(&subscription) {
            let message = "is feed-in, which has no grid fee to reduce";
            let code = "unsupported_product";
            return Err(Refusal::field(code, "subscription", message));
        }
        let module = text(&body["type"]);
        let mut modules = self.modules_of(id);
        if modules.has(module) {
            let message = format!("{id} already has {module}");
            return Err(Refusal::conflict(
                "duplicate_grid_reduction",
                "type",
                &message,
            ));
        }
        modules.add(module);
        let meter = self.record(text(&subscription["meter"]));
        modules.check(meter.is_some_and(|it| it["type"] == "smart"))?;
        Ok(self.add_grid_fee_reduction(&subscription, module))
    }

    pub(super) fn add_grid_fee_reduction(&mut self, subscription: &Value, module: &str) -> Value {
        let is_active = subscription["status"] == "active";
        let reduction = json!({
            "object": "grid_fee_reduction",
            "subscription": subscription["id"],
            "customer": subscription["customer"],
            "type": module,
            "status": if is_active { "ordered" } else { "intended" },
            "valid_from": null,
            "valid_until": null,
            "updated_at": self.now().to_string(),
        });
        self.create("prdo", reduction)
    }

    /// Orders the reductions that were requested before supply started.
    pub(super) fn order_intended_reductions(&mut self, subscription: &str) {
        let now = self.now().to_string();
        let intended = self.reductions_of(subscription);
        let intended = intended.filter(|it| it["status"] == "intended");
        let ids: Vec<_> = intended.map(|it| text(&it["id"]).to_owned()).collect();
        for id in ids {
            self.change(&id, &json!({ "status": "ordered", "updated_at": now }));
        }
    }

    fn reductions_of(&self, subscription: &str) -> impl Iterator<Item = &Value> {
        let reductions = self
            .records
            .iter()
            .filter(|it| it["object"] == "grid_fee_reduction");
        reductions.filter(move |it| it["subscription"] == subscription)
    }

    /// The current and requested modules. Rejected and ended ones can be ordered again.
    fn modules_of(&self, subscription: &str) -> Modules {
        let gone = |it: &&Value| it["status"] == "rejected" || it["status"] == "ended";
        let mut modules = Modules::default();
        for reduction in self.reductions_of(subscription).filter(|it| !gone(it)) {
            modules.add(text(&reduction["type"]));
        }
        modules
    }
}
