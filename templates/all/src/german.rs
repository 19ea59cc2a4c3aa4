//! The calendar of Germany: days, their quarter-hours, the first of a month.

pub use nomos_client_runtime::energy::german::*;
