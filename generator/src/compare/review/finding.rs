//! What is found in a review, and what is reviewed.

use crate::{
    compare::Subject,
    model::{Api, Skill},
    source::{Place, Pointer},
};
use serde::Serialize;
use serde_json::Value;

/// Something to look at.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Why.
    pub concern: Concern,
    /// What it is about.
    pub subject: Subject,
    /// The node of the document, if it is about one.
    pub pointer: Option<Pointer>,
    /// The position of that node.
    pub place: Option<Place>,
}

/// Why a person should look at something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Concern {
    /// A new text whose name stands for an identifier or personal data elsewhere.
    ClassedElsewhere,
    /// A new text that nobody has classed as an identifier or as personal data.
    UnclassedText,
    /// A field that no longer all variants of a union have.
    LostAccessor,
    /// A part of the document that the overlay removes, but not from the version before.
    LeftOut,
    /// A scope that contradicts the `security` of the document.
    ContradictoryScope,
    /// A new value of an enum with a lifecycle that does not mention it.
    UnknownStage,
    /// A text for agents with a word that the document no longer has.
    OutdatedText,
}

impl Finding {
    pub(super) fn new(concern: Concern, subject: Subject, pointer: &Pointer) -> Self {
        Self {
            concern,
            subject,
            pointer: Some(pointer.clone()),
            place: None,
        }
    }
}

/// A version that is reviewed, or compared with.
#[derive(Clone, Copy)]
pub struct Reviewed<'a> {
    /// Its model.
    pub api: &'a Api,
    /// Its texts for agents.
    pub skill: &'a Skill,
    /// Its document without the overlay.
    pub base: &'a Value,
    /// Its document with the overlay.
    pub document: &'a Value,
}
