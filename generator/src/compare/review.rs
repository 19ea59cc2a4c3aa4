//! What a person should look at after a version was added: decisions that nothing asks for, and
//! what may have been lost.

mod documents;
mod skill;
mod texts;

use super::{Change, Kind, Subject, Value::Names};
use crate::{
    model::{Api, Auth, Kind as TypeKind, Skill, Stage},
    source::{Place, Pointer},
};
use serde::Serialize;
use serde_json::Value;
use std::collections::HashSet;

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
    fn new(concern: Concern, subject: Subject, pointer: &Pointer) -> Self {
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

/// What to look at in `new`, a version after `old`; `changes` are those between them.
pub fn review(old: Reviewed<'_>, new: Reviewed<'_>, changes: &[Change]) -> Vec<Finding> {
    let mut found = texts::unclassed(old.api, new.api);
    found.extend(lost_accessors(changes));
    found.extend(documents::left_out(old, new));
    found.extend(contradictory_scopes(old, new));
    found.extend(unknown_stages(old.api, new.api));
    found.extend(skill::outdated(old, new));
    found.sort_by_key(|finding| finding.concern);
    found
}

fn lost_accessors(changes: &[Change]) -> Vec<Finding> {
    let mut found = Vec::new();
    for change in changes {
        if let (Kind::AccessorsRemoved, Subject::Type(ty), Some(Names(names))) =
            (change.kind, &change.subject, &change.before)
        {
            found.extend(names.iter().map(|name| {
                let (ty, name) = (ty.clone(), name.clone());
                let subject = Subject::Method { ty, name };
                Finding::new(Concern::LostAccessor, subject, &change.pointer)
            }));
        }
    }
    found
}

/// Operations with a scope that need no token, or whose `security` lists other scopes.
fn contradictory_scopes<'a>(
    old: Reviewed<'a>,
    new: Reviewed<'a>,
) -> impl Iterator<Item = Finding> + 'a {
    let contradict = |version: Reviewed<'a>| {
        let operations = version.api.operations();
        operations.filter(move |(_, operation)| {
            let Some(scope) = &operation.scope else {
                return false;
            };
            let listed = documents::scopes(version.base, &operation.at);
            operation.auth == Auth::None || !listed.is_empty() && !listed.contains(&&*scope.name)
        })
    };
    let known: HashSet<_> = contradict(old).map(|(_, known)| known.route()).collect();
    contradict(new)
        .filter(move |(_, operation)| !known.contains(&operation.route()))
        .map(|(resource, operation)| {
            let call = operation.call_name(&resource.name);
            Finding::new(
                Concern::ContradictoryScope,
                Subject::Call(call),
                &operation.at,
            )
        })
}

fn unknown_stages(old: &Api, new: &Api) -> Vec<Finding> {
    let mut found = Vec::new();
    for ty in &new.types {
        let TypeKind::Enum(kind) = &ty.kind else {
            continue;
        };
        let says_something = |stage: &Stage| *stage != Stage::default();
        let stage = |stage: &Option<Stage>| stage.as_ref().is_some_and(says_something);
        if !kind.values.iter().any(|value| stage(&value.stage)) {
            continue;
        }
        let before = old.type_named(&ty.name).map(|before| before.members());
        let before = before.unwrap_or_default();
        let unknown = kind.values.iter().filter(|value| {
            !stage(&value.stage) && !before.iter().any(|known| **known == *value.wire_name)
        });
        found.extend(unknown.map(|value| {
            let subject = Subject::variant(&ty.name, &value.name);
            Finding::new(Concern::UnknownStage, subject, &value.at)
        }));
    }
    found
}
