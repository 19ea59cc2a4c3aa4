//! The problems of an action in all versions at once, and its repair.

use super::{
    action::{Action, Outcome},
    locate::Missing,
    target::Target,
    versions,
};
use crate::source::{Diagnostic, Fix, Repair};
use std::collections::BTreeMap;

/// The problems of the action with this index; `outcomes` are those in the pinned versions, by the
/// index of the version.
pub fn problems(
    index: usize,
    action: &Action,
    outcomes: &BTreeMap<usize, &Outcome>,
    known: &[String],
) -> Vec<Diagnostic> {
    let mut missing: Vec<(&Missing, Vec<&str>)> = Vec::new();
    let mut unchanged: Vec<&str> = Vec::new();
    for (version, outcome) in outcomes {
        for missed in &outcome.missing {
            let same = |(known, _): &&mut (&Missing, Vec<&str>)| known.prefix == missed.prefix;
            match missing.iter_mut().find(same) {
                Some((known_missing, versions)) => {
                    if known_missing.similar.is_none() {
                        *known_missing = missed;
                    }
                    versions.push(&known[*version]);
                }
                None => missing.push((missed, vec![&known[*version]])),
            }
        }
        if !outcome.changed && outcome.missing.is_empty() {
            unchanged.push(&known[*version]);
        }
    }
    let mut found = Vec::new();
    for (missed, versions) in missing {
        let (path, versions) = (&missed.prefix, versions.join("`, `"));
        let message = format!("`{path}` matches nothing in `{versions}`");
        found.push(match (missed.respelled.as_slice(), &missed.similar) {
            ([], Some(similar)) => {
                Diagnostic::error(message).help(format!("did you mean `{similar}`?"))
            }
            ([], None) => Diagnostic::error(message),
            (places, _) => {
                let reason = "where the spelling of the last generation applies";
                let problem = Diagnostic::error(format!("{message}, {reason}"));
                match places {
                    [_] => problem,
                    places => problem.help(format!("write `{}`", places.join("` and `"))),
                }
            }
        });
    }
    if !unchanged.is_empty() {
        let (target, versions) = (&action.target, unchanged.join("`, `"));
        let message = format!("the action on `{target}` changes nothing in `{versions}`");
        found.push(Diagnostic::error(message));
    }
    if let Some(fix) = fix(action, outcomes, known) {
        let repair = Repair { action: index, fix };
        found = found
            .into_iter()
            .map(|problem| problem.repair(repair.clone()))
            .collect();
    }
    found
}

/// The change after which the action applies wherever it has an effect, and only there.
fn fix(action: &Action, outcomes: &BTreeMap<usize, &Outcome>, known: &[String]) -> Option<Fix> {
    let target = action.target.to_string();
    let mut parts: Vec<(String, Vec<usize>)> = Vec::new();
    for version in &action.versions {
        let own = match outcomes.get(version) {
            Some(outcome) => effective(&action.target, outcome),
            // A version that is not pinned.
            None => Some(target.clone()),
        };
        let Some(own) = own else { continue };
        match parts.iter_mut().find(|(target, _)| *target == own) {
            Some((_, versions)) => versions.push(*version),
            None => parts.push((own, vec![*version])),
        }
    }
    match parts.as_slice() {
        [] => Some(Fix::Remove),
        [(own, versions)] if *versions == action.versions => {
            (*own != target).then(|| Fix::Retarget(own.clone()))
        }
        [(own, versions)] if *own == target => versions::ranges(versions, known).map(Fix::Limit),
        parts => {
            let parts = parts.iter();
            let parts = parts.map(|(own, list)| (own.clone(), versions::ranges(list, known)));
            Some(Fix::Split(parts.collect()))
        }
    }
}

/// The target in the spelling of the last generation, if all that is wrong is that it is written in
/// that of upstream.
fn respelled(target: &Target, outcome: &Outcome) -> Option<String> {
    let [missed] = outcome.missing.as_slice() else {
        return None;
    };
    let [place] = missed.respelled.as_slice() else {
        return None;
    };
    let target = target.to_string();
    Some(format!("{place}{}", target.strip_prefix(&missed.prefix)?))
}

/// The target without what selects nothing; `None` if nothing is left of it.
fn effective(target: &Target, outcome: &Outcome) -> Option<String> {
    if !outcome.changed {
        return respelled(target, outcome);
    }
    let mut left = target.clone();
    for (index, segment) in target.segments().iter().enumerate() {
        let is_missing = |name: &&String| {
            let mut missing = outcome.missing.iter();
            missing.any(|missed| missed.name.as_ref() == Some(&(index, (*name).clone())))
        };
        let names: Vec<_> = segment
            .names
            .iter()
            .filter(|name| !is_missing(name))
            .cloned()
            .collect();
        if names.len() < segment.names.len() {
            left = left.with_names(index, &names);
        }
    }
    Some(left.to_string())
}
