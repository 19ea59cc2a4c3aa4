//! Edits of the documents as upstream makes them, each with what the report has to say of it.

use crate::project::documents;
use serde::Deserialize;
use serde_json::{Map, Value};
use serde_json_path::JsonPath;
use sha2::{Digest as _, Sha256};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

/// The edits, by what they do.
const FILES: [(&str, &str); 4] = [
    ("additions", include_str!("../upstream/additions.yaml")),
    ("removals", include_str!("../upstream/removals.yaml")),
    ("changes", include_str!("../upstream/changes.yaml")),
    ("several", include_str!("../upstream/several.yaml")),
];

/// The documents that they were written for.
const DOCUMENTS: &str = include_str!("../upstream/documents.yaml");

/// An edit of one document.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edit {
    /// What upstream does.
    pub name: String,
    /// The codename of the document.
    pub document: String,
    /// How.
    edit: Vec<Action>,
    /// The entries of the report, as [`told`] spells them, or the problems that stop the run.
    #[serde(default)]
    pub report: Vec<String>,
    /// Whether the overlay has to be repaired first, with `--fix`.
    #[serde(default)]
    pub fix: bool,
}

/// An action of an overlay, with two more verbs.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Action {
    /// A JSONPath, which selects at least one node.
    target: String,
    /// Is merged into each node.
    update: Option<Value>,
    /// Removes each node.
    #[serde(default)]
    remove: bool,
    /// The name of each node from now on.
    rename: Option<String>,
    /// A text in each node, and what it becomes.
    replace: Option<[String; 2]>,
}

/// The edits of the checked-in documents, apart from those that have been replaced since.
///
/// # Errors
///
/// A file cannot be read, or does not have the form of a list of edits.
pub fn edits() -> Result<Vec<Edit>, String> {
    let written_for: BTreeMap<String, String> =
        serde_yaml::from_str(DOCUMENTS).map_err(|error| format!("documents.yaml: {error}"))?;
    let documents = documents().map_err(|error| error.to_string())?;
    let documents = documents.into_iter().filter_map(|document| {
        let sum = base16ct::lower::encode_string(&Sha256::digest(fs::read(document.path).ok()?));
        (written_for.get(&document.codename) == Some(&sum)).then_some(document.codename)
    });
    let documents: BTreeSet<String> = documents.collect();
    let mut edits = all()?;
    edits.retain(|edit| documents.contains(&edit.document));
    Ok(edits)
}

fn all() -> Result<Vec<Edit>, String> {
    let files = FILES.map(|(name, text)| {
        serde_yaml::from_str::<Vec<Edit>>(text).map_err(|error| format!("{name}.yaml: {error}"))
    });
    let files: Result<Vec<_>, _> = files.into_iter().collect();
    Ok(files?.into_iter().flatten().collect())
}

impl Edit {
    /// Edits the document.
    ///
    /// # Errors
    ///
    /// A target is no JSONPath, or selects nothing.
    pub fn apply(&self, document: &mut Value) -> Result<(), String> {
        let mut actions = self.edit.iter();
        actions.try_for_each(|action| {
            action
                .apply(document)
                .map_err(|error| format!("{}: {}: {error}", self.name, action.target))
        })
    }
}

impl Action {
    fn apply(&self, document: &mut Value) -> Result<(), String> {
        let path = JsonPath::parse(&self.target).map_err(|error| error.to_string())?;
        let located = path.query_located(document);
        let mut nodes: Vec<String> = located
            .locations()
            .map(|location| location.to_json_pointer())
            .collect();
        if nodes.is_empty() {
            return Err("selects nothing".to_owned());
        }
        // Items are removed from the end, so that the others stay where they are.
        nodes.reverse();
        for node in &nodes {
            self.apply_at(document, node).ok_or("is not possible")?;
        }
        Ok(())
    }

    fn apply_at(&self, document: &mut Value, node: &str) -> Option<()> {
        if let Some(update) = &self.update {
            merge(document.pointer_mut(node)?, update);
        }
        if let Some([from, to]) = &self.replace {
            let Value::String(text) = document.pointer_mut(node)? else {
                return None;
            };
            text.contains(from.as_str()).then_some(())?;
            *text = text.replace(from.as_str(), to);
        }
        let (parent, key) = node.rsplit_once('/')?;
        let key = key.replace("~1", "/").replace("~0", "~");
        match (document.pointer_mut(parent)?, &self.rename) {
            (Value::Object(members), Some(name)) => rename(members, &key, name),
            (Value::Object(members), None) if self.remove => {
                members.shift_remove(&key)?;
            }
            (Value::Array(items), None) if self.remove => {
                items.remove(key.parse().ok()?);
            }
            _ => {}
        }
        Some(())
    }
}

/// Merges `update` into a node: objects member by member, arrays behind each other.
fn merge(node: &mut Value, update: &Value) {
    match (node, update) {
        (Value::Object(node), Value::Object(update)) => {
            for (key, update) in update {
                match node.get_mut(key) {
                    Some(node) => merge(node, update),
                    None => {
                        node.insert(key.clone(), update.clone());
                    }
                }
            }
        }
        (Value::Array(node), Value::Array(update)) => node.extend(update.iter().cloned()),
        (node, update) => *node = update.clone(),
    }
}

/// Renames a member, which stays where it is.
fn rename(members: &mut Map<String, Value>, key: &str, name: &str) {
    let renamed = std::mem::take(members).into_iter().map(|(old, value)| {
        let new = if old == key { name.to_owned() } else { old };
        (new, value)
    });
    members.extend(renamed);
}

/// What the report of a version says, an entry per line: how far it reaches, its kind, its subject.
///
/// `code` if existing programs do not compile, `clients` if deployed ones fail or misbehave, then
/// `additive` and `documentation`.
pub fn told(report: &Value) -> Vec<String> {
    let changes = report["changes"].as_array().into_iter().flatten();
    let told = changes.map(|change| {
        let reach = match (change["source"].as_str(), change["wire"].as_str()) {
            (Some("breaking"), _) => "code",
            (_, Some("breaking")) => "clients",
            _ => change["class"].as_str().unwrap_or_default(),
        };
        let text = |member: &str| change[member].as_str().unwrap_or_default().to_owned();
        format!("{reach} {} {}", text("kind"), text("subject"))
    });
    told.collect()
}
