//! Webhooks: verifying the signature of an event before parsing it.

pub use nomos_client_runtime::webhook::*;

/// The header that carries the signature: `t=<unix seconds>,v1=<hex>`.
pub const SIGNATURE_HEADER: &str = "X-Nomos-Signature";
