//! What an overlay could do about a problem.

use super::Pointer;
use serde_json::{Map, Value};

/// What an overlay action does to a node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// It merges this into the node.
    Update(Value),
    /// It removes the node.
    Remove,
}

impl Edit {
    pub(super) fn set(key: &str, value: Value) -> Self {
        Self::Update(Map::from_iter([(key.to_owned(), value)]).into())
    }
}

/// An edit that helps against a problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// The node.
    pub at: Pointer,
    /// The edit.
    pub edit: Edit,
    /// Whether it is enough by itself, instead of the usual choice.
    pub is_alternative: bool,
    /// The action that makes it, if that is offered.
    pub action: Option<Action>,
}

impl Wanted {
    /// The members that it sets.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        let members = match &self.edit {
            Edit::Update(update) => update.as_object(),
            Edit::Remove => None,
        };
        members
            .into_iter()
            .flat_map(|members| members.keys().map(String::as_str))
    }
}

/// An action that an overlay can have as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// The segments of the target, each with the names that it selects, or a filter.
    pub target: Vec<Step>,
    /// The edit.
    pub edit: Edit,
    /// The codename of the version that needs it.
    pub version: String,
}

/// A segment of a target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Members by name.
    Names(Vec<String>),
    /// Anything else, as it is written: `[?@.name == 'limit']`.
    Selector(String),
}
