//! JSON pointers (RFC 6901): how every other part names a place in a document.

use serde::{Deserialize, Serialize};
use std::{cmp::Ordering, fmt};

/// A JSON pointer such as `/paths/~1books/get`; empty for the whole document.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Pointer(String);

impl Pointer {
    /// The whole document.
    pub fn root() -> Self {
        Self::default()
    }

    /// The member `key` below this place.
    #[must_use]
    pub fn child(&self, key: &str) -> Self {
        Self(format!(
            "{}/{}",
            self.0,
            key.replace('~', "~0").replace('/', "~1")
        ))
    }

    /// The array item `index` below this place.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        Self(format!("{}/{index}", self.0))
    }

    /// Follows several members in a row.
    #[must_use]
    pub fn join<'a>(&self, keys: impl IntoIterator<Item = &'a str>) -> Self {
        keys.into_iter()
            .fold(self.clone(), |pointer, key| pointer.child(key))
    }

    /// The place `below` this one.
    #[must_use]
    pub fn join_pointer(&self, below: &Self) -> Self {
        Self(format!("{}{}", self.0, below.0))
    }

    /// The place one level up; `None` for the whole document.
    pub fn parent(&self) -> Option<Self> {
        let cut = self.0.rfind('/')?;
        Some(Self(self.0[..cut].to_owned()))
    }

    /// The unescaped last member or index; empty for the whole document.
    pub fn last(&self) -> String {
        let last = self.0.rsplit('/').next().unwrap_or_default();
        last.replace("~1", "/").replace("~0", "~")
    }

    /// The unescaped members and indices that lead here.
    pub fn keys(&self) -> impl Iterator<Item = String> {
        let steps = self.0.split('/').skip(1);
        steps.map(|step| step.replace("~1", "/").replace("~0", "~"))
    }

    /// Whether this is `other` or a place below it.
    pub fn is_within(&self, other: &Self) -> bool {
        let rest = self.0.strip_prefix(&other.0);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    /// The same place below `to` if this is `from` or below it; itself if it is not.
    #[must_use]
    pub fn moved(&self, from: &Self, to: &Self) -> Self {
        if self.is_within(from) {
            Self(format!("{}{}", to.0, &self.0[from.0.len()..]))
        } else {
            self.clone()
        }
    }

    /// Orders pointers by document order, and array items by number.
    pub fn in_document_order(&self, other: &Self) -> Ordering {
        let key = |step: &str| step.parse::<usize>().map_or((1, 0), |index| (0, index));
        let (mut left, mut right) = (self.0.split('/'), other.0.split('/'));
        loop {
            match (left.next(), right.next()) {
                (None, None) => return Ordering::Equal,
                (left, right) if left == right => {}
                (Some(left), Some(right)) => {
                    return key(left).cmp(&key(right)).then_with(|| left.cmp(right));
                }
                (left, right) => return left.cmp(&right),
            }
        }
    }

    /// The same pointer with another index behind `array`; itself if it is not below that array.
    #[must_use]
    pub fn shifted(&self, array: &Self, shift: impl Fn(usize) -> usize) -> Self {
        let Some(rest) = self
            .0
            .strip_prefix(&array.0)
            .and_then(|rest| rest.strip_prefix('/'))
        else {
            return self.clone();
        };
        let (index, below) = rest
            .split_once('/')
            .map_or((rest, None), |(index, below)| (index, Some(below)));
        let Ok(index) = index.parse::<usize>() else {
            return self.clone();
        };
        let moved = array.index(shift(index));
        Self(below.map_or_else(|| moved.0.clone(), |below| format!("{}/{below}", moved.0)))
    }

    /// The pointer as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<String> for Pointer {
    fn from(pointer: String) -> Self {
        Self(pointer)
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.0)
    }
}
