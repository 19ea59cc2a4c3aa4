//! The start of supply.

use serde::{Serialize, Serializer, ser::SerializeStruct as _};

use super::FirstOfMonth;

/// The start of a feed-in subscription, on the first day of a month.
///
/// Serialized as `next_possible_start` and, with a date, `intended_start_date` in the object into
/// which it is flattened.
///
/// ```
/// use nomos_client_runtime::energy::german::{FirstOfMonth, Start};
/// use serde::Serialize;
///
/// #[derive(Serialize)]
/// struct SignUp {
///     #[serde(flatten)]
///     start: Start,
/// }
///
/// let start = Start::On(FirstOfMonth::new(2026, 8)?);
/// assert_eq!(
///     serde_json::to_string(&SignUp { start })?,
///     r#"{"next_possible_start":false,"intended_start_date":"2026-08-01"}"#
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Start {
    /// As early as possible.
    NextPossible,
    /// On the first day of this month.
    On(FirstOfMonth),
}

impl From<FirstOfMonth> for Start {
    fn from(first: FirstOfMonth) -> Self {
        Self::On(first)
    }
}

impl Serialize for Start {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let date = match self {
            Self::NextPossible => None,
            Self::On(first) => Some(first),
        };
        let members = 1 + usize::from(date.is_some());
        let mut object = serializer.serialize_struct("Start", members)?;
        object.serialize_field("next_possible_start", &date.is_none())?;
        if let Some(date) = date {
            object.serialize_field("intended_start_date", date)?;
        }
        object.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Serialize)]
    struct SignUp {
        plan: &'static str,
        #[serde(flatten)]
        start: Start,
    }

    #[test]
    fn a_start_is_the_members_of_the_object_around_it() {
        let first = FirstOfMonth::new(2026, 8).unwrap();
        for (start, json) in [
            (
                Start::NextPossible,
                r#"{"plan":"p","next_possible_start":true}"#,
            ),
            (
                first.into(),
                r#"{"plan":"p","next_possible_start":false,"intended_start_date":"2026-08-01"}"#,
            ),
        ] {
            let sign_up = SignUp { plan: "p", start };
            assert_eq!(serde_json::to_string(&sign_up).unwrap(), json);
        }
    }
}
