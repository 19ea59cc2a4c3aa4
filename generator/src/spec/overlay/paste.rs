//! Actions that resolve problems, as text to append to an overlay.

use super::{
    scalar::{WIDTH, flow, target},
    target::{is_plain, quote},
    versions,
};
use crate::source::{Action, Edit, Pointer, Step, Wanted};
use serde_json::Value;

impl Action {
    /// The action that makes an edit in a document of this version.
    pub fn of(wanted: &Wanted, document: &Value, version: &str) -> Self {
        Self {
            target: steps(&wanted.at, document),
            edit: wanted.edit.clone(),
            version: version.to_owned(),
        }
    }
}

/// The target that selects the node at `at`.
pub fn path(at: &Pointer, document: &Value) -> String {
    joined(&steps(at, document))
}

/// The members that identify an item of an array, and the paths to them: parameters, rules,
/// branches.
const IDENTIFYING: [(&str, &str); 4] = [
    ("name", "@.name"),
    ("in", "@.in"),
    ("field", "@.field"),
    ("$ref", "@['$ref']"),
];

/// The way to a node. Items of an array are selected by what they are, if that is unique, because
/// their order can change.
fn steps(at: &Pointer, document: &Value) -> Vec<Step> {
    let mut node = Some(document);
    let mut steps = Vec::new();
    for key in at.keys() {
        let child = node.and_then(|node| match node {
            Value::Array(items) => items.get(key.parse::<usize>().ok()?),
            _ => node.get(&key),
        });
        steps.push(match (node, child) {
            (Some(Value::Array(items)), Some(item)) => {
                Step::Selector(selector(items, item).unwrap_or_else(|| format!("[{key}]")))
            }
            _ => Step::Names(vec![key]),
        });
        node = child;
    }
    steps
}

fn selector(items: &[Value], item: &Value) -> Option<String> {
    let is_unique = |same: &dyn Fn(&Value) -> bool| items.iter().filter(|it| same(it)).count() == 1;
    if let Value::String(text) = item {
        let filter = format!("[?@ == {}]", quote(text));
        return is_unique(&|other| other == item).then_some(filter);
    }
    let mut same = Vec::new();
    for (key, path) in IDENTIFYING {
        let Some(Value::String(text)) = item.get(key) else {
            continue;
        };
        same.push((key, format!("{path} == {}", quote(text))));
        if is_unique(&|other| same.iter().all(|(key, _)| other.get(key) == item.get(key))) {
            let filters: Vec<_> = same.into_iter().map(|(_, filter)| filter).collect();
            return Some(format!("[?{}]", filters.join(" && ")));
        }
    }
    None
}

/// An action for several places and versions.
struct Merged<'a> {
    target: Vec<Step>,
    edit: &'a Edit,
    versions: Vec<usize>,
}

/// The actions as items of an overlay, in order: one for all places and versions that need the same
/// edit. `known` are the codenames of all versions, oldest first.
pub fn text(actions: &[Action], known: &[String]) -> String {
    let mut merged: Vec<Merged<'_>> = Vec::new();
    for action in actions {
        let version = known.iter().position(|known| *known == action.version);
        let same = |it: &&mut Merged<'_>| it.target == action.target && *it.edit == action.edit;
        match merged.iter_mut().find(same) {
            Some(known) => known.versions.extend(version),
            None => merged.push(Merged {
                target: action.target.clone(),
                edit: &action.edit,
                versions: version.into_iter().collect(),
            }),
        }
    }
    for action in &mut merged {
        action.versions.sort_unstable();
        action.versions.dedup();
    }
    let mut joined: Vec<Merged<'_>> = Vec::new();
    for action in merged {
        let same = |it: &&mut Merged<'_>| it.edit == action.edit && it.versions == action.versions;
        let mut others = joined.iter_mut().filter(same);
        if !others.any(|other| join(&mut other.target, &action.target)) {
            joined.push(action);
        }
    }
    joined.iter().map(|action| item(action, known)).collect()
}

/// Adds the names of a target to one that differs in a single segment; whether that is possible.
fn join(target: &mut [Step], more: &[Step]) -> bool {
    if target.len() != more.len() {
        return false;
    }
    let mut different = target
        .iter_mut()
        .zip(more)
        .filter(|(one, other)| one != other);
    match (different.next(), different.next()) {
        (Some((Step::Names(names), Step::Names(more))), None) => {
            names.extend(more.iter().cloned());
            true
        }
        _ => false,
    }
}

fn item(action: &Merged<'_>, known: &[String]) -> String {
    let mut lines = vec![format!(
        "- target: {}",
        target(&joined(&action.target), 4, WIDTH)
    )];
    if let Some(versions) = versions::onwards(&action.versions, known) {
        lines.push(format!("  x-versions: [{}]", versions.join(", ")));
    }
    lines.push(match action.edit {
        Edit::Update(update) => format!("  update: {}", flow(update)),
        Edit::Remove => "  remove: true".to_owned(),
    });
    lines.join("\n") + "\n"
}

fn joined(target: &[Step]) -> String {
    std::iter::once("$".to_owned())
        .chain(target.iter().map(segment))
        .collect()
}

fn segment(step: &Step) -> String {
    match step {
        Step::Selector(selector) => selector.clone(),
        Step::Names(names) => match names.as_slice() {
            [name] if is_plain(name) => format!(".{name}"),
            names => {
                let names: Vec<_> = names.iter().map(|name| quote(name)).collect();
                format!("[{}]", names.join(", "))
            }
        },
    }
}
