//! What is particular to electricity in Germany: its [days](german), the [slots] of a day,
//! forecasts, and [rules] for requests about them. Behind the feature `energy`.

pub mod german;
pub mod rules;
pub mod slots;
