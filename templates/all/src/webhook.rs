//! Webhooks: verifies that an event comes from the API before it is read.

pub use nomos_client_runtime::webhook::*;

/// The header that carries the signature: `t=<unix seconds>,v1=<hex>`.
pub const SIGNATURE_HEADER: &str = "X-Nomos-Signature";
