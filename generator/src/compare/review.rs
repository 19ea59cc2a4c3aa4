//! What a person should look at after a version was added: decisions that nothing asks for, and
//! what may have been lost.

mod documents;
mod finding;
mod skill;
mod texts;

pub use finding::{Concern, Finding, Reviewed};

use super::{Change, Kind, Subject, Value::Names};
use crate::model::{Api, Auth, Kind as TypeKind, Stage};
use std::collections::HashSet;

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
