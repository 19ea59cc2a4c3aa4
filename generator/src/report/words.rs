//! Changes as words, for every form of a report: the only place that words a change.

mod advice;
mod harmless;
mod message;
mod subject;
mod value;

pub use subject::user;

use crate::compare::{Change, Subject};
use harmless::harmless;
use serde::Serialize;

/// A change as words, harmless to print.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Words {
    /// The changed item, by its name in the crate.
    pub subject: String,
    /// What happened to it; continues the sentence that the subject starts.
    pub message: String,
    /// Its previous Rust spelling or text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// Its current Rust spelling or text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// The action that a user of the crate has to take.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub advice: Option<String>,
}

impl Words {
    /// The words for a change.
    pub fn of(change: &Change) -> Self {
        let (mut before, mut after) = (
            change.before.as_ref().map(value::value),
            change.after.as_ref().map(value::value),
        );
        // Two forms of an option look the same.
        if before == after && !value::is_node(change.before.as_ref()) {
            (before, after) = (None, None);
        }
        Self {
            subject: name(&change.subject),
            message: message::message(change),
            before,
            after,
            advice: change.advice.as_ref().map(advice::advice),
        }
    }
}

/// The name of a changed item, harmless to print.
pub fn name(subject: &Subject) -> String {
    harmless(&subject::subject(subject))
}
