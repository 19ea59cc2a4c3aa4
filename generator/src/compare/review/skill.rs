//! Texts for agents that are no longer true.

use super::finding::{Concern, Finding, Reviewed};
use crate::{compare::Subject, model::Skill};
use serde_json::Value;
use std::collections::BTreeSet;

/// The words that the texts of `new` have as code, and that the document of `old` has, but not that
/// of `new`.
pub fn outdated(old: Reviewed<'_>, new: Reviewed<'_>) -> Vec<Finding> {
    let (before, after) = (words(old.document), words(new.document));
    let named: BTreeSet<&str> = texts(new.skill).flat_map(code).collect();
    let gone = named
        .into_iter()
        .filter(|word| before.contains(word) && !after.contains(word));
    gone.map(|word| Finding {
        concern: Concern::OutdatedText,
        subject: Subject::Member(word.to_owned()),
        pointer: None,
        place: None,
    })
    .collect()
}

fn texts(skill: &Skill) -> impl Iterator<Item = &str> {
    let lists = [
        &skill.version,
        &skill.authentication,
        &skill.scopes,
        &skill.conventions,
        &skill.paging,
        &skill.filters,
        &skill.errors,
        &skill.values,
    ];
    let texts = lists.into_iter().flatten();
    skill.description.iter().chain(texts).map(String::as_str)
}

/// The parts of a text between backticks.
fn code(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// Every name in a document: members, parameters, paths, values of enums.
fn words(document: &Value) -> BTreeSet<&str> {
    let mut words = BTreeSet::new();
    let mut open: Vec<&Value> = document
        .as_object()
        .into_iter()
        .flatten()
        .filter(|(key, _)| !key.starts_with("x-"))
        .map(|(_, value)| value)
        .collect();
    while let Some(node) = open.pop() {
        match node {
            Value::Object(members) => {
                words.extend(members.keys().map(String::as_str));
                words.extend(members.get("name").and_then(Value::as_str));
                open.extend(members.values());
            }
            Value::Array(items) => {
                words.extend(items.iter().filter_map(Value::as_str));
                open.extend(items);
            }
            _ => {}
        }
    }
    words
}
