//! The slots with the smallest values.

use jiff::SignedDuration;
use rust_decimal::Decimal;

use super::Slot;

/// The longest spacing of consecutive slots.
const HOUR: SignedDuration = SignedDuration::from_hours(1);

/// The `count` slots with the smallest values, in order of time; all of them if there are fewer.
/// Among slots with equal values, earlier ones are preferred.
pub fn cheapest<S: Slot>(slots: &[S], count: usize) -> Vec<&S> {
    let mut chosen: Vec<&S> = slots.iter().collect();
    chosen.sort_by_key(|slot| (slot.value(), slot.start()));
    chosen.truncate(count);
    chosen.sort_by_key(|slot| slot.start());
    chosen
}

/// The run of `count` consecutive slots with the smallest sum; the earliest one among equal sums.
/// `None` if there is no run of that length or `count` is zero.
///
/// `slots` must be in order of time. The smallest spacing between them, at most one hour, is taken
/// as the spacing of the series; a run ends at any other spacing.
pub fn cheapest_run<S: Slot>(slots: &[S], count: usize) -> Option<&[S]> {
    if count == 0 {
        return None;
    }
    let spacing = slots
        .windows(2)
        .map(spacing)
        .filter(|spacing| spacing.is_positive() && *spacing <= HOUR)
        .min();
    slots
        .windows(count)
        .filter(|run| {
            run.windows(2)
                .all(|pair| Some(self::spacing(pair)) == spacing)
        })
        .min_by_key(|run| {
            run.iter()
                .fold(Decimal::ZERO, |sum, slot| sum.saturating_add(slot.value()))
        })
}

/// The time between the first and the last of some slots.
fn spacing<S: Slot>(slots: &[S]) -> SignedDuration {
    match slots {
        [first, .., last] => last.start().duration_since(first.start()),
        _ => SignedDuration::ZERO,
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::test_slots::{Point, points},
        *,
    };

    const DAY: &str = "2026-03-29";

    fn positions<'a>(slots: &[Point], chosen: impl IntoIterator<Item = &'a Point>) -> Vec<usize> {
        let position = |chosen| slots.iter().position(|slot| slot == chosen).unwrap();
        chosen.into_iter().map(position).collect()
    }

    #[test]
    fn the_cheapest_come_in_order_of_time_and_ties_go_to_the_earlier() {
        let slots = points(DAY, &[30, 10, 20, 10, -5, 20]);
        for (count, expected) in [
            (0, &[][..]),
            (1, &[4]),
            (2, &[1, 4]),
            (4, &[1, 2, 3, 4]),
            (6, &[0, 1, 2, 3, 4, 5]),
            (7, &[0, 1, 2, 3, 4, 5]),
        ] {
            assert_eq!(
                positions(&slots, cheapest(&slots, count)),
                expected,
                "{count}"
            );
        }
        let backwards: Vec<&Point> = slots.iter().rev().collect();
        let chosen = cheapest(&backwards, 2).into_iter().copied();
        assert_eq!(positions(&slots, chosen), [1, 4]);
    }

    #[test]
    fn the_cheapest_run_is_the_earliest_with_the_smallest_sum() {
        let slots = points(DAY, &[9, 1, 9, 4, 5, 1, 8]);
        for (count, expected) in [
            (1, Some(&[1][..])),
            (2, Some(&[4, 5])),
            (3, Some(&[3, 4, 5])),
            (7, Some(&[0, 1, 2, 3, 4, 5, 6])),
            (8, None),
            (0, None),
        ] {
            let run = cheapest_run(&slots, count).map(|run| positions(&slots, run));
            assert_eq!(run.as_deref(), expected, "{count}");
        }
        assert_eq!(cheapest_run::<Point>(&[], 1), None);
    }

    #[test]
    fn a_gap_ends_a_run() {
        let mut slots = points(DAY, &[9, 8, 1, 0, 1, 8, 9]);
        slots.remove(3);
        assert_eq!(cheapest_run(&slots, 2), Some(&slots[1..3]));
        assert_eq!(cheapest_run(&slots, 3), Some(&slots[..3]));
        assert_eq!(cheapest_run(&slots, 4), None);
    }

    #[test]
    fn hours_run_too_and_longer_steps_do_not() {
        let quarters = points(DAY, &[5; 17]);
        let every = |step| quarters.iter().step_by(step).collect::<Vec<_>>();
        assert_eq!(cheapest_run(&every(4), 5).unwrap().len(), 5);
        assert_eq!(cheapest_run(&every(8), 2), None);
        assert_eq!(cheapest_run(&every(8), 1).unwrap().len(), 1);
        let twice = [quarters[0], quarters[0]];
        assert_eq!(cheapest_run(&twice, 2), None);
    }

    #[test]
    fn values_beyond_all_measure_do_not_overflow() {
        let mut slots = points(DAY, &[0, 0, 0]);
        slots[0].1 = Decimal::MAX;
        slots[1].1 = Decimal::MAX;
        assert_eq!(cheapest_run(&slots, 2), Some(&slots[..2]));
    }
}
