//! Values per quarter-hour or hour: which ones are cheapest, and forecasts of whole days.

pub use nomos_client_runtime::energy::slots::*;
