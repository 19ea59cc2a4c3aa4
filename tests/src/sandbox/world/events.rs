//! Events.

use serde_json::{Value, json};

use super::World;

impl World {
    /// Stores an event and sends it to the webhook, if the version has its topic.
    pub(super) fn emit(&mut self, topic: &str, context: Value) {
        let event = json!({
            "object": "event",
            "topic": topic,
            "timestamp": self.now().to_string(),
            "context": context,
        });
        if !self.supports(topic) || !self.is_shown(&event) {
            return;
        }
        let event = self.create("evt", event);
        if let (Some(outbox), Some(schema)) = (&self.outbox, self.document.schemas.get(topic)) {
            // The receiver is gone when the server is about to stop.
            let _ = outbox.send(self.present(schema, &event));
        }
    }
}
