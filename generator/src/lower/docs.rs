//! What descriptions say beyond prose: the meaning of enum values, and limits as a person reads them.

use crate::model::Constraint;
use openapiv3::{ArrayType, IntegerType, NumberType, StringType};
use serde_json::Value;

/// Takes the lines ``- `value`: Meaning.`` out of a description.
pub fn split_values(description: &str) -> (String, Vec<(String, String)>) {
    let mut values: Vec<(String, String)> = Vec::new();
    let mut rest = Vec::new();
    for line in description.lines() {
        match value_line(line) {
            Some(value) => values.push(value),
            None => match values.last_mut() {
                // A bullet that goes on in the next line.
                Some((_, docs)) if line.starts_with("  ") && !line.trim().is_empty() => {
                    docs.push(' ');
                    docs.push_str(line.trim());
                }
                _ => rest.push(line),
            },
        }
    }
    (rest.join("\n").trim().to_owned(), values)
}

fn value_line(line: &str) -> Option<(String, String)> {
    let (value, docs) = line.trim().strip_prefix("- `")?.split_once("`: ")?;
    Some((value.to_owned(), docs.trim().to_owned()))
}

/// A default as a person reads it.
pub fn display(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// Limits of a string.
pub fn string_limits(string: &StringType) -> Vec<Constraint> {
    let mut limits = Vec::new();
    limits.extend(range(string.min_length, string.max_length, "character"));
    if let Some(pattern) = &string.pattern {
        limits.push(format!("matches `{}`", pattern.replace('`', "'")));
    }
    limits
}

/// Limits of a list.
pub fn array_limits(array: &ArrayType) -> Vec<Constraint> {
    range(array.min_items, array.max_items, "item")
        .into_iter()
        .collect()
}

/// Limits of a number.
pub fn number_limits(number: &NumberType) -> Vec<Constraint> {
    let exclusive = (number.exclusive_minimum, number.exclusive_maximum);
    bounds(
        number.minimum,
        number.maximum,
        exclusive,
        number.multiple_of,
    )
}

/// Limits of an integer.
pub fn integer_limits(number: &IntegerType) -> Vec<Constraint> {
    let exclusive = (number.exclusive_minimum, number.exclusive_maximum);
    bounds(
        number.minimum,
        number.maximum,
        exclusive,
        number.multiple_of,
    )
}

fn bounds<T: std::fmt::Display>(
    minimum: Option<T>,
    maximum: Option<T>,
    (above, below): (bool, bool),
    step: Option<T>,
) -> Vec<Constraint> {
    let step = step.map(|step| format!("a multiple of {step}"));
    let range = match (minimum, maximum) {
        (Some(minimum), Some(maximum)) if !above && !below => {
            vec![format!("from {minimum} to {maximum}")]
        }
        (minimum, maximum) => {
            let minimum = minimum
                .map(|limit| format!("{} {limit}", if above { "more than" } else { "at least" }));
            let maximum = maximum
                .map(|limit| format!("{} {limit}", if below { "less than" } else { "at most" }));
            minimum.into_iter().chain(maximum).collect()
        }
    };
    range.into_iter().chain(step).collect()
}

fn range(minimum: Option<usize>, maximum: Option<usize>, unit: &str) -> Option<Constraint> {
    let units = |count: usize| {
        if count == 1 {
            unit.to_owned()
        } else {
            format!("{unit}s")
        }
    };
    match (minimum, maximum) {
        (Some(min), Some(max)) if min == max => Some(format!("exactly {min} {}", units(min))),
        (Some(min), Some(max)) => Some(format!("{min} to {max} {}", units(max))),
        (Some(min), None) => Some(format!("at least {min} {}", units(min))),
        (None, Some(max)) => Some(format!("at most {max} {}", units(max))),
        (None, None) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn meanings_of_values_leave_the_prose() {
        let (rest, values) =
            split_values("State.\n\n- `open`: To be paid.\n- `paid`: Settled\n  in full.\n\nMore.");
        assert_eq!(rest, "State.\n\n\nMore.");
        assert_eq!(
            values,
            [
                ("open".into(), "To be paid.".into()),
                ("paid".into(), "Settled in full.".to_owned())
            ]
        );
    }
}
