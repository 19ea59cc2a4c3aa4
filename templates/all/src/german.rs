//! The German calendar: days and their quarter-hours, and the first of a month.

pub use nomos_client_runtime::energy::german::*;
