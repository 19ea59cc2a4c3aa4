//! Prices and usage per quarter-hour: synthetic, plausible and reproducible.

use super::berlin::Day;

/// Market price of energy by hour of the day, in hundredths of a cent per kWh.
const MARKET: [i64; 24] = [
    820, 780, 750, 730, 740, 810, 960, 1120, 1090, 930, 760, 620, 540, 510, 560, 680, 870, 1120,
    1340, 1390, 1250, 1080, 960, 880,
];

/// Consumption of a household by hour of the day, in shares; [`WHOLE`] shares make up a day.
const HOUSEHOLD: [i64; 24] = [
    22, 19, 18, 18, 19, 25, 40, 52, 48, 42, 40, 44, 50, 45, 40, 40, 44, 56, 70, 76, 70, 56, 40, 26,
];

/// Output of a solar roof by hour of the day, in the same shares.
const ROOF: [i64; 24] = [
    0, 0, 0, 0, 0, 2, 14, 36, 64, 92, 112, 124, 128, 122, 108, 86, 60, 34, 14, 4, 0, 0, 0, 0,
];

const WHOLE: i64 = 1000;

/// Energy of a month compared to the average, in percent.
const WINTER: [i64; 12] = [122, 116, 108, 98, 90, 85, 84, 86, 92, 100, 108, 111];
const SUMMER: [i64; 12] = [28, 48, 92, 130, 156, 164, 162, 146, 112, 72, 34, 22];

/// Net grid fee and levies, in hundredths of a cent per kWh.
const GRID: i64 = 947;
const LEVIES: i64 = 520;

/// The components of a price, in hundredths of a cent per kWh. Levies include VAT.
pub(super) struct Price {
    pub(super) electricity: i64,
    pub(super) grid: i64,
    pub(super) levies: i64,
}

impl Price {
    /// The price of energy at a time; for feed-in, the market price.
    pub(super) fn of(day: &Day, quarter: usize, is_feed_in: bool) -> Self {
        // Varies by day, and a little by quarter-hour.
        let whole_day = noise(day, usize::MAX, 200);
        let hour = day.hour(quarter) % 24;
        let electricity = MARKET[hour] + whole_day + noise(day, quarter, 60);
        if is_feed_in {
            return Self {
                electricity,
                grid: 0,
                levies: 0,
            };
        }
        let tax = (electricity + GRID + LEVIES) * 19 / 100;
        Self {
            electricity,
            grid: GRID,
            levies: LEVIES + tax,
        }
    }

    pub(super) fn total(&self) -> i64 {
        self.electricity + self.grid + self.levies
    }
}

/// The energy of a quarter-hour in Wh, given the kWh per year.
pub(super) fn energy(day: &Day, quarter: usize, yearly: i64, is_feed_in: bool) -> i64 {
    let (shape, season) = if is_feed_in {
        (&ROOF, &SUMMER)
    } else {
        (&HOUSEHOLD, &WINTER)
    };
    let month = usize::try_from(day.date.month() - 1).unwrap_or(0);
    let hour = day.hour(quarter) % 24;
    let percent = season[month] * (100 + noise(day, quarter, 15)) / 100;
    yearly * 1000 * shape[hour] * percent / (365 * 4 * WHOLE * 100)
}

/// A pseudo-random number from `-size` to `size`, determined by the time.
fn noise(day: &Day, quarter: usize, size: i64) -> i64 {
    let seed = format!("{} {quarter}", day.date);
    // FNV-1a, whose low bits have the better distribution.
    let hash = seed.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)
    });
    let choice = (hash >> 7) % (2 * size.unsigned_abs() + 1);
    i64::try_from(choice).unwrap_or(0) - size
}
