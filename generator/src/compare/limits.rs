//! Whether limits became looser or stricter.

use crate::model::{Bound, Constraint, Count};

/// How the set of allowed values changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shift {
    /// It is unchanged.
    Same,
    /// It grew.
    Looser,
    /// Some values are no longer allowed.
    Tighter,
}

/// Compares the limits of a value.
pub fn shift(old: &[Constraint], new: &[Constraint]) -> Shift {
    if old == new {
        return Shift::Same;
    }
    // A limit that is new or stricter excludes something; a pattern is compared as text alone.
    let within = |limit: &Constraint| old.iter().any(|known| implies(known, limit));
    if new.iter().all(within) {
        Shift::Looser
    } else {
        Shift::Tighter
    }
}

/// Whether every value that satisfies `known` satisfies `limit`.
fn implies(known: &Constraint, limit: &Constraint) -> bool {
    match (known, limit) {
        (
            Constraint::Range { minimum, maximum },
            Constraint::Range {
                minimum: low,
                maximum: high,
            },
        ) => {
            bounds(minimum.as_ref(), low.as_ref(), 1.0)
                && bounds(maximum.as_ref(), high.as_ref(), -1.0)
        }
        (Constraint::Characters(known), Constraint::Characters(limit))
        | (Constraint::Items(known), Constraint::Items(limit)) => counts(*known, *limit),
        (Constraint::MultipleOf(known), Constraint::MultipleOf(limit)) => {
            let (known, limit) = (known.parse::<f64>(), limit.parse::<f64>());
            matches!((known, limit), (Ok(known), Ok(limit)) if (known / limit).fract() == 0.0)
        }
        (Constraint::OneOf(known), Constraint::OneOf(limit)) => {
            known.iter().all(|value| limit.contains(value))
        }
        (known, limit) => known == limit,
    }
}

/// Whether `known` is at least as strict as `limit`; `sign` is -1 for upper ends.
fn bounds(known: Option<&Bound>, limit: Option<&Bound>, sign: f64) -> bool {
    let Some(limit) = limit else { return true };
    let Some(known) = known else { return false };
    let number = |bound: &Bound| bound.value.parse::<f64>().map(|value| value * sign);
    match (number(known), number(limit)) {
        (Ok(known_at), Ok(limit_at)) => {
            known_at > limit_at || known_at == limit_at && (known.exclusive || !limit.exclusive)
        }
        _ => known == limit,
    }
}

fn counts(known: Count, limit: Count) -> bool {
    limit
        .minimum
        .is_none_or(|limit| known.minimum.unwrap_or(0) >= limit)
        && limit
            .maximum
            .is_none_or(|limit| known.maximum.is_some_and(|known| known <= limit))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(minimum: Option<(&str, bool)>, maximum: Option<&str>) -> Constraint {
        let bound = |(value, exclusive): (&str, bool)| Bound {
            value: value.to_owned(),
            exclusive,
        };
        Constraint::Range {
            minimum: minimum.map(bound),
            maximum: maximum.map(|value| bound((value, false))),
        }
    }

    #[test]
    fn ranges_shrink_and_grow() {
        let both = |low, high| [range(Some((low, false)), Some(high))];
        for (old, new, expected) in [
            (&both("1", "100")[..], &both("1", "100")[..], Shift::Same),
            (&both("1", "100"), &both("0.5", "100"), Shift::Looser),
            (&both("1", "100"), &both("1", "99"), Shift::Tighter),
            (&both("1", "100"), &both("0", "99"), Shift::Tighter),
            (&both("9", "10"), &both("9", "100"), Shift::Looser),
            (&both("1", "100"), &[], Shift::Looser),
            (&[], &both("1", "100"), Shift::Tighter),
            (
                &both("1", "100"),
                &[range(Some(("1", true)), Some("100"))],
                Shift::Tighter,
            ),
            (
                &[range(Some(("1", true)), None)],
                &[range(Some(("1", false)), None)],
                Shift::Looser,
            ),
        ] {
            assert_eq!(shift(old, new), expected, "{old:?} {new:?}");
        }
    }

    #[test]
    fn lengths_patterns_and_steps() {
        let length = |minimum, maximum| [Constraint::Characters(Count { minimum, maximum })];
        assert_eq!(
            shift(&length(None, Some(8)), &length(None, Some(9))),
            Shift::Looser
        );
        assert_eq!(
            shift(&length(None, None), &length(Some(1), None)),
            Shift::Tighter
        );
        assert_eq!(
            shift(&length(Some(2), Some(2)), &length(Some(1), None)),
            Shift::Looser
        );
        let pattern = |text: &str| [Constraint::Pattern(text.into())];
        assert_eq!(shift(&pattern("a"), &pattern("b")), Shift::Tighter);
        let step = |text: &str| [Constraint::MultipleOf(text.into())];
        assert_eq!(shift(&step("10"), &step("5")), Shift::Looser);
        assert_eq!(shift(&step("5"), &step("10")), Shift::Tighter);
    }
}
