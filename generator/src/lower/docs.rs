//! The structured parts of descriptions, such as the meanings of enum values, and limits.

use crate::model::{Bound, Constraint, Count};
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
                // A bullet that continues on the next line.
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

/// A default value as text.
pub fn display(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// An example that is a single value.
pub fn single(example: &Value) -> Option<Value> {
    let is_single = example.is_string() || example.is_number() || example.is_boolean();
    is_single.then(|| example.clone())
}

/// Limits of a string.
pub fn string_limits(string: &StringType) -> Vec<Constraint> {
    let characters = count(string.min_length, string.max_length).map(Constraint::Characters);
    let pattern = string.pattern.clone().map(Constraint::Pattern);
    characters.into_iter().chain(pattern).collect()
}

/// Limits of a list.
pub fn array_limits(array: &ArrayType) -> Vec<Constraint> {
    let items = count(array.min_items, array.max_items).map(Constraint::Items);
    items.into_iter().collect()
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
    let bound = |value: T, exclusive| Bound {
        value: value.to_string(),
        exclusive,
    };
    let range = (minimum.is_some() || maximum.is_some()).then(|| Constraint::Range {
        minimum: minimum.map(|value| bound(value, above)),
        maximum: maximum.map(|value| bound(value, below)),
    });
    let step = step.map(|step| Constraint::MultipleOf(step.to_string()));
    range.into_iter().chain(step).collect()
}

fn count(minimum: Option<usize>, maximum: Option<usize>) -> Option<Count> {
    (minimum.is_some() || maximum.is_some()).then_some(Count { minimum, maximum })
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
