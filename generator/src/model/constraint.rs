//! Limits on values.

use serde::{Deserialize, Serialize};

/// A limit on a value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Constraint {
    /// The range of a number.
    Range {
        /// The least value.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        minimum: Option<Bound>,
        /// The greatest value.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        maximum: Option<Bound>,
    },
    /// What a number is a multiple of.
    MultipleOf(String),
    /// How many characters a text has.
    Characters(Count),
    /// How many items a list has.
    Items(Count),
    /// The regular expression that a text matches.
    Pattern(String),
    /// The only values there are, as JSON.
    OneOf(Vec<String>),
}

/// One end of a range.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bound {
    /// A number as the document writes it.
    pub value: String,
    /// Whether the value itself is out of range.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub exclusive: bool,
}

/// How many there may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// At least.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minimum: Option<usize>,
    /// At most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub maximum: Option<usize>,
}

impl Constraint {
    /// As a person reads it, for example `at least 100`; both ends of a range can take a phrase
    /// each.
    pub fn phrases(&self) -> Vec<String> {
        match self {
            Self::Range { minimum, maximum } => range(minimum.as_ref(), maximum.as_ref()),
            Self::MultipleOf(step) => vec![format!("a multiple of {step}")],
            Self::Characters(count) => count.phrase("character").into_iter().collect(),
            Self::Items(count) => count.phrase("item").into_iter().collect(),
            Self::OneOf(values) if values.len() == 1 => vec![format!("always `{}`", list(values))],
            Self::OneOf(values) => vec![format!("one of `{}`", list(values))],
            Self::Pattern(pattern) => vec![format!("matches `{}`", pattern.replace('`', "'"))],
        }
    }
}

/// Values as code, whose start and end are around it.
fn list(values: &[String]) -> String {
    let values: Vec<_> = values.iter().map(|value| value.replace('`', "'")).collect();
    values.join("`, `")
}

fn range(minimum: Option<&Bound>, maximum: Option<&Bound>) -> Vec<String> {
    if let (Some(minimum), Some(maximum)) = (minimum, maximum)
        && !minimum.exclusive
        && !maximum.exclusive
    {
        return vec![format!("from {} to {}", minimum.value, maximum.value)];
    }
    let phrase = |bound: &Bound, within: &str, beyond: &str| {
        let word = if bound.exclusive { beyond } else { within };
        format!("{word} {}", bound.value)
    };
    let minimum = minimum.map(|bound| phrase(bound, "at least", "more than"));
    let maximum = maximum.map(|bound| phrase(bound, "at most", "less than"));
    minimum.into_iter().chain(maximum).collect()
}

impl Count {
    fn phrase(self, unit: &str) -> Option<String> {
        let units = |count: usize| {
            if count == 1 {
                unit.to_owned()
            } else {
                format!("{unit}s")
            }
        };
        match (self.minimum, self.maximum) {
            (Some(min), Some(max)) if min == max => Some(format!("exactly {min} {}", units(min))),
            (Some(min), Some(max)) => Some(format!("{min} to {max} {}", units(max))),
            (Some(min), None) => Some(format!("at least {min} {}", units(min))),
            (None, Some(max)) => Some(format!("at most {max} {}", units(max))),
            (None, None) => None,
        }
    }
}
