//! Customers.

use serde_json::{Value, json};

use super::{World, refusal::Refusal, text};

impl World {
    /// Changes names. The company name of a person is ignored.
    pub(super) fn change_customer(&mut self, id: &str, body: &Value) -> Result<Value, Refusal> {
        let is_company = self.found("customer", id)?["type"] == "company";
        for name in ["first_name", "last_name", "company_name"] {
            if let Some(value) = body.get(name)
                && (is_company || name != "company_name")
            {
                self.change(id, &json!({ name: value }));
            }
        }
        self.found("customer", id).cloned()
    }

    pub(super) fn magic_link(&mut self, body: &Value) -> Result<Value, Refusal> {
        self.found("customer", text(&body["customerId"]))?;
        let token = self.new_id("token");
        let link =
            format!("https://nomos.customerportal.energy/?token_hash={token}&type=magiclink");
        Ok(json!({ "object": "magic_link", "link": link }))
    }
}
