//! Rules for requests beyond the types of their fields.

mod place;
#[cfg(test)]
mod tests;

use std::{error::Error as StdError, fmt};

use jiff::Timestamp;
use serde_json::Value;

use self::place::{Place, beside, find};

/// A rule for a request. It is checked before sending, so that an invalid request is reported
/// without a round trip. Plain data, written as a constant by the generated crates.
///
/// A path names fields of the body from the outside in, such as `meter/type`; `*` matches every
/// item of an array, as in `devices/*/options/module_3`. Without a body, paths are names of
/// query parameters. A field is considered set unless it is absent, `null`, `false`, or the text
/// `false`; a rule about a field that is not set is satisfied.
///
/// Where another path of a rule shares a prefix with its `field`, both refer to the same item; the
/// paths of [`NeedsOneOf`](Check::NeedsOneOf) match any item.
///
/// ```
/// use jiff::Timestamp;
/// use nomos_client_runtime::{Check, Rule};
///
/// const MODULES: Rule = Rule {
///     field: "devices/*/module_3",
///     check: Check::Needs(&["devices/*/module_1"]),
///     text: "module 3 requires module 1",
/// };
/// let body = serde_json::json!({"devices": [{"module_1": true}, {"module_3": true}]});
/// let broken = MODULES.check(&body, Timestamp::now()).unwrap_err();
/// assert_eq!(broken.to_string(), "`devices[1].module_3`: module 3 requires module 1");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// The path of the field that the rule applies to.
    pub field: &'static str,
    /// The check.
    pub check: Check,
    /// The human-readable rule.
    pub text: &'static str,
}

/// The requirement of a [`Rule`] if its field is set.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Check {
    /// None of these paths is set. With the path of the field itself, the field must not be set.
    Excludes(&'static [&'static str]),
    /// Each of these paths is set.
    Needs(&'static [&'static str]),
    /// At least one of these paths has the accompanying text, in any item of an array.
    NeedsOneOf(&'static [(&'static str, &'static str)]),
    /// A number of at least this size.
    AtLeast(i64),
    /// A custom check.
    Custom(CustomCheck),
}

/// A function that checks the value of the field, given the current time. `Err` is the location
/// within the value at which the rule is broken, such as `[7].start`; empty for the value itself.
pub type CustomCheck = fn(&Value, Timestamp) -> Result<(), String>;

impl Rule {
    /// Checks a request: its body, or an object of its query parameters.
    ///
    /// # Errors
    ///
    /// Fails if the rule is broken. If it is broken in several places, the first one is reported.
    pub fn check(&self, request: &Value, now: Timestamp) -> Result<(), BrokenRule> {
        for place in find(request, self.field) {
            if place.is_given() {
                self.judge(request, &place, now)
                    .map_err(|within| BrokenRule {
                        field: format!("{place}{within}"),
                        rule: self.text,
                    })?;
            }
        }
        Ok(())
    }

    /// `Err` says where within the place the rule is broken.
    fn judge(&self, request: &Value, place: &Place<'_>, now: Timestamp) -> Result<(), String> {
        let beside = |path: &'static str| beside(request, path, self.field, place);
        let is_given = |path: &&'static str| beside(path).iter().any(Place::is_given);
        let value = place.value;
        let kept = match self.check {
            Check::Excludes(paths) => !paths.iter().any(is_given),
            Check::Needs(paths) => paths.iter().all(is_given),
            Check::NeedsOneOf(texts) => texts
                .iter()
                .any(|(path, text)| find(request, path).iter().any(|place| place.holds(text))),
            // An f64 may be off in the last digit, but not past a whole number.
            Check::AtLeast(least) => number(value).is_some_and(|number| number >= least as f64),
            Check::Custom(check) => return check(value, now),
        };
        if kept { Ok(()) } else { Err(String::new()) }
    }
}

fn number(value: &Value) -> Option<f64> {
    match value {
        Value::String(text) => text.parse().ok(),
        value => value.as_f64(),
    }
}

/// A [`Rule`] that a request breaks. It does not contain the value of the field.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct BrokenRule {
    /// The location of the field, such as `devices[0].options.module_3`.
    pub field: String,
    /// The human-readable rule.
    pub rule: &'static str,
}

impl fmt::Display for BrokenRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`: {}", self.field, self.rule)
    }
}

impl StdError for BrokenRule {}
