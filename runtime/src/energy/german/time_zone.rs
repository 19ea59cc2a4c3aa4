//! The time zone of Germany.

use std::sync::LazyLock;

use jiff::tz::TimeZone;

/// The time zone of Germany, Europe/Berlin.
///
/// It applies the rule in force since 1996 (summer time from the last Sunday of March to the last
/// Sunday of October) to all years, so times before 1996 may be off by an hour.
pub fn time_zone() -> TimeZone {
    #[allow(clippy::expect_used, reason = "the rule is a constant")]
    static BERLIN: LazyLock<TimeZone> = LazyLock::new(|| {
        TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").expect("the rule of Berlin is well-formed")
    });
    BERLIN.clone()
}
