//! Invoices and their files.

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use super::{World, control::FILES, pdf, refusal::Refusal, text};
use crate::sandbox::{decode, record::Response};

/// Lifetime of a link to a file.
const VALID: SignedDuration = SignedDuration::from_hours(1);

impl World {
    /// Creates a link to the file of an invoice.
    pub(super) fn link(&self, id: &str) -> Result<String, Refusal> {
        self.shown("invoice", id)?;
        let expires = (self.now() + VALID).as_second().to_string();
        let signature = sign(id, &expires);
        Ok(format!(
            "{}{FILES}{id}.pdf?expires={expires}&signature={signature}",
            self.origin
        ))
    }

    /// The file behind a link; 403 if the link has expired or is invalid.
    pub(super) fn file(&self, name: &str, raw_query: &str) -> Result<Response, Refusal> {
        let id = name.strip_suffix(".pdf").unwrap_or(name);
        let given = |name| {
            let mut pairs = decode::raw_pairs(raw_query);
            pairs
                .find(|(key, _)| *key == name)
                .map_or("", |(_, value)| value)
        };
        let expires = given("expires");
        let time = expires.parse().ok();
        let time = time.and_then(|second| Timestamp::from_second(second).ok());
        if given("signature") != sign(id, expires) || time.is_none_or(|time| time < self.now()) {
            return Err(Refusal::new(403, "the link is invalid or has expired"));
        }
        let invoice = self.found("invoice", id)?;
        let response = Response {
            body: pdf::page(&lines(invoice)),
            ..Response::new(200)
        };
        Ok(response.header("content-type", "application/pdf"))
    }
}

/// Only prevents accidental links, which is enough for a sandbox.
fn sign(id: &str, expires: &str) -> String {
    let digest = Sha256::digest(format!("{id} {expires}"));
    base16ct::lower::encode_string(&digest[..16])
}

fn lines(invoice: &Value) -> Vec<String> {
    let line = |name: &str, field: &str| match &invoice[field] {
        Value::Null => None,
        Value::String(text) => Some(format!("{name}: {text}")),
        other => Some(format!("{name}: {other}")),
    };
    let title = format!("Invoice {}", text(&invoice["invoice_number"]));
    let rest = [
        line("Type", "type"),
        line("Status", "status"),
        line("Subscription", "subscription"),
        line("From", "period_start"),
        line("Until", "period_end"),
        line("Voids", "voids"),
        line("Usage in kWh", "usage"),
        line("Total in EUR", "total"),
    ];
    std::iter::once(title)
        .chain(rest.into_iter().flatten())
        .collect()
}
