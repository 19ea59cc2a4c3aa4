//! What the documents do not say of operations and values, and the overlay does.

use serde::{Deserialize, Serialize};

/// A rule that a request is checked against before it is sent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rule {
    /// The member of the body, or the parameter, that it is about: names joined by `/`, `*` for
    /// every item of a list.
    pub field: String,
    /// What has to hold.
    #[serde(flatten)]
    pub check: Check,
    /// The rule in words.
    pub text: String,
}

/// What has to hold for a member.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Check {
    /// If it is given, none of these is.
    Excludes(Vec<String>),
    /// If it is given, all of these are.
    Needs(Vec<String>),
    /// If it is given, one of these members has this text.
    NeedsOneOf(Vec<(String, String)>),
    /// It is a number that is not smaller.
    AtLeast(i64),
    /// The Rust function of this path accepts it.
    #[serde(rename = "check")]
    Custom(String),
}

/// What an error answer means beyond its status.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Meaning {
    /// The status.
    pub status: u16,
    /// The message contains one of them; none if the status says it all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<String>,
    /// What it means.
    #[serde(flatten)]
    pub kind: MeaningKind,
}

/// What an error answer can mean.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MeaningKind {
    /// Only this version can do it.
    NeedsVersion(String),
    /// Something that the API has a name for, for hand-written code to ask about.
    #[serde(rename = "name")]
    Named(String),
}

/// What a value says about the course of something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stage {
    /// Its place in the usual course, from 0; `None` off that course.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<usize>,
    /// Whether nothing comes after it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub terminal: bool,
    /// Whether the thing is in use.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub live: bool,
    /// Whether it waits for a person.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub attention: bool,
}
