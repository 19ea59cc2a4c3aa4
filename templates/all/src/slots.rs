//! Values per quarter-hour or hour: finding the cheapest slots, and forecasts for whole days.

pub use nomos_client_runtime::energy::slots::*;
