//! What is particular to electricity in Germany: its [days](german), the [slots] of a day, and
//! forecasts. Behind the feature `energy`.

pub mod german;
pub mod slots;
