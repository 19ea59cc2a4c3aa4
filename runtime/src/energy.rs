//! German electricity: calendar [days](german), time [slots], forecasts, and [rules] for requests
//! that contain them. Requires the feature `energy`.

pub mod german;
pub mod rules;
pub mod slots;
