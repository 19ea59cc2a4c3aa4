//! One action of an overlay.

use super::{
    draft::{Draft, Vocabulary},
    locate::{Missing, locate},
    origins::Origin,
    target::Target,
    versions,
};
use crate::source::{Diagnostic, Place, Pointer};
use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ActionObject {
    target: String,
    #[serde(rename = "description")]
    _description: Option<String>,
    update: Option<Value>,
    #[serde(default)]
    remove: bool,
    #[serde(rename = "x-versions")]
    versions: Option<Vec<String>>,
}

/// An action.
#[derive(Debug)]
pub struct Action {
    pub target: Target,
    /// The indices of the known versions that it is for.
    pub versions: Vec<usize>,
    pub pointer: Pointer,
    change: Change,
}

#[derive(Debug)]
enum Change {
    Update(Value),
    Remove,
}

/// What an action did to a document.
#[derive(Debug)]
pub struct Outcome {
    /// What selects nothing.
    pub missing: Vec<Missing>,
    /// Whether it changed anything.
    pub changed: bool,
}

impl Action {
    /// Reads an action; `known` are the versions that it may name.
    pub fn parse(
        value: Value,
        pointer: Pointer,
        known: &[String],
        extensions: &[&str],
    ) -> Result<Self, (Pointer, Diagnostic)> {
        let object: ActionObject = serde_json::from_value(value).map_err(|error| {
            (
                pointer.clone(),
                Diagnostic::error(format!("invalid overlay action: {error}")),
            )
        })?;
        let target = Target::parse(&object.target).map_err(|error| {
            let error = Diagnostic::error(format!("invalid JSONPath `{}`: {error}", object.target));
            let help = "write the target as in RFC 9535, for example `$.paths['/books'].get`";
            (pointer.child("target"), error.help(help))
        })?;
        let update_at = pointer.child("update");
        if let Some((at, unknown)) = object
            .update
            .as_ref()
            .and_then(|update| unknown_extension(update, &update_at, extensions))
        {
            let error = Diagnostic::error(format!("unknown extension `{unknown}`"));
            return Err((
                at,
                error.help(format!("use one of {}", extensions.join(", "))),
            ));
        }
        let change = match (object.update, object.remove) {
            (Some(update), false) => Change::Update(update),
            (None, true) => Change::Remove,
            _ => {
                return Err((
                    pointer,
                    Diagnostic::error("an action needs either `update` or `remove: true`"),
                ));
            }
        };
        let mut selected = Vec::new();
        for (index, range) in object.versions.iter().flatten().enumerate() {
            let range = versions::in_range(range, known).map_err(|error| {
                let help = format!(
                    "use a known version ({}), or a range: `a..` (from `a` on), `..b` (up to `b`)",
                    known.join(", ")
                );
                (pointer.child("x-versions").index(index), error.help(help))
            })?;
            selected.extend(range);
        }
        if object.versions.is_none() {
            selected = (0..known.len()).collect();
        }
        selected.sort_unstable();
        selected.dedup();
        Ok(Self {
            target,
            versions: selected,
            pointer,
            change,
        })
    }

    /// Applies the action.
    pub fn apply(&self, draft: &mut Draft<'_>, place: Place, words: &Vocabulary) -> Outcome {
        let selection = locate(draft.document(), &self.target);
        let changed = match &self.change {
            Change::Remove => draft.remove(&selection.places),
            Change::Update(update) => {
                let node = self.pointer.child("update");
                let origin = Origin { place, node };
                draft.update(&selection.places, update, &origin, words.of_types)
            }
        };
        Outcome {
            missing: selection.missing,
            changed,
        }
    }

    /// Whether it sets this member.
    pub fn sets(&self, key: &str) -> bool {
        matches!(&self.change, Change::Update(update) if update.get(key).is_some())
    }
}

/// The first `x-` key that the generator does not know.
fn unknown_extension<'v>(
    update: &'v Value,
    at: &Pointer,
    extensions: &[&str],
) -> Option<(Pointer, &'v str)> {
    match update {
        Value::Object(members) => members.iter().find_map(|(key, value)| {
            let at = at.child(key);
            if key.starts_with("x-") && !extensions.contains(&key.as_str()) {
                return Some((at, key.as_str()));
            }
            unknown_extension(value, &at, extensions)
        }),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .find_map(|(index, item)| unknown_extension(item, &at.index(index), extensions)),
        _ => None,
    }
}
