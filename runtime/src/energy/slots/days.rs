//! Series that cover whole days.

use std::{error::Error as StdError, fmt};

use jiff::Timestamp;

use super::Slot;
use crate::energy::german::{Day, QUARTER_HOUR};

/// Checks that a series contains every quarter-hour of one or more German days, in order.
///
/// # Errors
///
/// Fails with the first problem if it does not.
pub fn check_days<S: Slot>(slots: &[S]) -> Result<(), DaysError> {
    whole_days(slots.iter().map(Slot::start))
}

pub(crate) fn whole_days(starts: impl IntoIterator<Item = Timestamp>) -> Result<(), DaysError> {
    let mut starts = starts.into_iter().enumerate();
    let Some((_, first)) = starts.next() else {
        return Err(DaysError::Empty);
    };
    if !is_midnight(first) {
        return Err(DaysError::Begins { start: first });
    }
    let mut expected = after(first);
    for (index, start) in starts {
        if start != expected {
            return Err(DaysError::Continues {
                index,
                start,
                expected,
            });
        }
        expected = after(start);
    }
    if !is_midnight(expected) {
        return Err(DaysError::Ends { end: expected });
    }
    Ok(())
}

fn is_midnight(instant: Timestamp) -> bool {
    Day::of(instant).start() == instant
}

fn after(start: Timestamp) -> Timestamp {
    start.checked_add(QUARTER_HOUR).unwrap_or(Timestamp::MAX)
}

/// A series does not contain every quarter-hour of whole German days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DaysError {
    /// The series is empty.
    Empty,
    /// The series does not start at the start of a day.
    Begins {
        /// The start of the first slot.
        start: Timestamp,
    },
    /// A slot does not follow the one before it.
    Continues {
        /// The index of the slot, counted from zero.
        index: usize,
        /// The start of the slot.
        start: Timestamp,
        /// The expected start.
        expected: Timestamp,
    },
    /// The series does not end at the end of a day.
    Ends {
        /// The end of the last slot.
        end: Timestamp,
    },
}

impl DaysError {
    /// The index of the wrong slot, counted from zero; `None` if slots are missing at the end.
    pub fn index(&self) -> Option<usize> {
        match self {
            Self::Begins { .. } => Some(0),
            Self::Continues { index, .. } => Some(*index),
            Self::Empty | Self::Ends { .. } => None,
        }
    }
}

impl fmt::Display for DaysError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("the series is empty"),
            Self::Begins { start } => {
                write!(
                    f,
                    "the series starts at {start}, which is not midnight in Germany"
                )
            }
            Self::Continues {
                index,
                start,
                expected,
            } => write!(f, "slot {index} starts at {start}, expected {expected}"),
            Self::Ends { end } => {
                write!(
                    f,
                    "the series ends at {end}, which is not midnight in Germany"
                )
            }
        }
    }
}

impl StdError for DaysError {}

#[cfg(test)]
mod tests {
    use super::{
        super::test_slots::{Point, points},
        *,
    };

    fn problem(slots: &[Point]) -> (Option<usize>, String) {
        let error = check_days(slots).unwrap_err();
        (error.index(), error.to_string())
    }

    #[test]
    fn whole_days_pass_whatever_the_clock_does() {
        for (day, length) in [
            ("2026-03-28", 96),
            ("2026-03-29", 92),
            ("2026-10-25", 100),
            ("2026-03-28", 96 + 92),
            ("2026-10-24", 96 + 100 + 96),
        ] {
            assert_eq!(check_days(&points(day, &vec![0; length])), Ok(()));
        }
    }

    #[test]
    fn what_is_missing_at_the_end_is_noticed() {
        for (day, length, end) in [
            ("2026-03-29", 91, "2026-03-29T21:45:00Z"),
            ("2026-03-29", 96, "2026-03-29T23:00:00Z"),
            ("2026-10-25", 96, "2026-10-25T22:00:00Z"),
            ("2026-10-25", 1, "2026-10-24T22:15:00Z"),
        ] {
            let problem = problem(&points(day, &vec![0; length]));
            let text = format!("the series ends at {end}, which is not midnight in Germany");
            assert_eq!(problem, (None, text));
        }
        assert_eq!(problem(&[]), (None, "the series is empty".to_owned()));
    }

    #[test]
    fn what_does_not_follow_is_named() {
        let day = points("2026-10-25", &[0; 100]);
        let mut gap = day.clone();
        gap.remove(2);
        let mut twice = day.clone();
        twice.insert(3, day[2]);
        let text = |index, start, expected| {
            let text = format!("slot {index} starts at {start}, expected {expected}");
            (Some(index), text)
        };
        assert_eq!(problem(&gap), text(2, day[3].0, day[2].0));
        assert_eq!(problem(&twice), text(3, day[2].0, day[3].0));
        let begins = "the series starts at 2026-10-24T22:15:00Z, which is not midnight in Germany";
        assert_eq!(problem(&day[1..]), (Some(0), begins.to_owned()));
    }

    #[test]
    fn the_end_of_time_is_no_end_of_a_day() {
        assert_eq!(problem(&[Point(Timestamp::MAX, 0.into())]).0, Some(0));
    }
}
