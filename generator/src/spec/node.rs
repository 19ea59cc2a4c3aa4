//! A node of a document, and its place there.

use crate::source::Pointer;
use serde_json::Value;

/// A node of the document, and its place there.
#[derive(Clone)]
pub struct Node<'d> {
    pub value: &'d Value,
    pub at: Pointer,
}

impl<'d> Node<'d> {
    pub fn child(&self, key: &str) -> Option<Self> {
        Some(Self {
            value: self.value.get(key)?,
            at: self.at.child(key),
        })
    }

    /// The members of an object.
    pub fn members(&self) -> impl Iterator<Item = (&'d str, Self)> {
        let members = self.value.as_object().into_iter().flatten();
        let at = self.at.clone();
        members.map(move |(key, value)| {
            let at = at.child(key);
            (key.as_str(), Self { value, at })
        })
    }

    /// The same object with other values; whatever is no object stays as it is.
    pub fn map(&self, mut with: impl FnMut(&'d str, Self) -> Value) -> Value {
        if !self.value.is_object() {
            return self.value.clone();
        }
        let members = self.members();
        Value::Object(
            members
                .map(|(key, node)| (key.to_owned(), with(key, node)))
                .collect(),
        )
    }

    /// The items of an array.
    pub fn items(&self) -> impl Iterator<Item = Self> {
        let items = self.value.as_array().into_iter().flatten();
        let at = self.at.clone();
        items.enumerate().map(move |(index, value)| Self {
            value,
            at: at.index(index),
        })
    }
}
