//! OpenAPI Overlay 1.0: what the documents leave out, as data.
//!
//! An action must have an effect. One that matches no node, or changes nothing, is an error,
//! because the document has probably been fixed upstream. `x-versions` limits an action to the
//! given versions, or to a range such as `beta..`, which includes later versions.

use super::text::Source;
use crate::source::{Diagnostic, Place, Pointer};
use serde::Deserialize;
use serde_json::{Map, Value};
use serde_json_path::JsonPath;
use std::collections::BTreeMap;

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct OverlayObject {
    overlay: String,
    #[serde(rename = "info")]
    _info: Value,
    actions: Vec<Value>,
}

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

/// A parsed overlay document.
#[derive(Debug)]
pub struct Overlay {
    source: Source,
    actions: Vec<Action>,
}

#[derive(Debug)]
struct Action {
    path: JsonPath,
    change: Change,
    versions: Option<Vec<String>>,
    pointer: Pointer,
}

#[derive(Debug)]
enum Change {
    Update(Value),
    Remove,
}

/// The origins of the nodes of an overlaid document.
#[derive(Debug, Default)]
pub struct Origins {
    /// Nodes set by the overlay, with their place in the overlay.
    set: BTreeMap<Pointer, Place>,
    /// Array items removed by the overlay, in order: later items have moved up.
    removed: Vec<(Pointer, usize)>,
}

impl Origins {
    /// The place in the overlay that set the node at `pointer` or a node around it.
    pub fn place(&self, pointer: &Pointer) -> Option<&Place> {
        let mut around = Some(pointer.clone());
        while let Some(at) = around {
            if let Some(place) = self.set.get(&at) {
                return Some(place);
            }
            around = at.parent();
        }
        None
    }

    /// The pointer of the node at `pointer` before the overlay.
    pub fn before(&self, pointer: &Pointer) -> Pointer {
        self.removed
            .iter()
            .rev()
            .fold(pointer.clone(), |pointer, (array, index)| {
                pointer.shifted(array, |at| if at >= *index { at + 1 } else { at })
            })
    }

    fn remove_item(&mut self, array: Pointer, index: usize) {
        let set = std::mem::take(&mut self.set)
            .into_iter()
            .map(|(pointer, place)| {
                let pointer = pointer.shifted(&array, |at| if at > index { at - 1 } else { at });
                (pointer, place)
            });
        self.set = set.collect();
        self.removed.push((array, index));
    }
}

impl Overlay {
    /// Reads an overlay. `codenames` are the versions that `x-versions` may name, `extensions` the
    /// known `x-` keys; any other is an error.
    pub fn parse(
        source: Source,
        codenames: &[&str],
        extensions: &[&str],
    ) -> Result<Self, Vec<Diagnostic>> {
        let value = source.read()?;
        let object: OverlayObject = serde_json::from_value(value).map_err(|error| {
            vec![
                Diagnostic::error(format!("invalid overlay: {error}"))
                    .help("write an overlay with the fields `overlay`, `info` and `actions`")
                    .at(source.place(&Pointer::root())),
            ]
        })?;
        let mut diagnostics = Vec::new();
        if !object.overlay.starts_with("1.0") {
            diagnostics.push(
                Diagnostic::error(format!("unsupported overlay version `{}`", object.overlay))
                    .help("write `overlay: 1.0.0`")
                    .at(source.place(&Pointer::root().child("overlay"))),
            );
        }
        let mut actions = Vec::new();
        for (index, action) in object.actions.into_iter().enumerate() {
            let pointer = Pointer::root().child("actions").index(index);
            match Action::parse(action, pointer.clone(), codenames, extensions) {
                Ok(action) => actions.push(action),
                Err((at, diagnostic)) => diagnostics.push(diagnostic.at(source.place(&at))),
            }
        }
        if diagnostics.is_empty() {
            Ok(Self { source, actions })
        } else {
            Err(diagnostics)
        }
    }

    /// Applies every action for the version `codename` to `document`.
    pub fn apply(&self, codename: &str, document: &mut Value) -> Result<Origins, Vec<Diagnostic>> {
        let mut origins = Origins::default();
        let mut diagnostics = Vec::new();
        for action in &self.actions {
            if action
                .versions
                .as_ref()
                .is_some_and(|only| !only.iter().any(|name| name == codename))
            {
                continue;
            }
            let place = self.source.place(&action.pointer.child("target"));
            if let Err(diagnostic) = action.apply(codename, document, &mut origins, &place) {
                diagnostics.push(diagnostic.at(place));
            }
        }
        if diagnostics.is_empty() {
            Ok(origins)
        } else {
            Err(diagnostics)
        }
    }
}

/// The versions that an item of `x-versions` selects: a codename, or an inclusive range.
fn codenames_in<'c, 'n>(
    range: &str,
    codenames: &'c [&'n str],
) -> Result<&'c [&'n str], Diagnostic> {
    let index = |name: &str| {
        codenames
            .iter()
            .position(|known| *known == name)
            .ok_or_else(|| Diagnostic::error(format!("unknown version `{name}` in `x-versions`")))
    };
    let (first, last) = range.split_once("..").unwrap_or((range, range));
    let first = if first.is_empty() { 0 } else { index(first)? };
    let last = if last.is_empty() {
        codenames.len().saturating_sub(1)
    } else {
        index(last)?
    };
    codenames
        .get(first..=last)
        .filter(|versions| !versions.is_empty())
        .ok_or_else(|| Diagnostic::error(format!("reversed range `{range}` in `x-versions`")))
}

impl Action {
    fn parse(
        value: Value,
        pointer: Pointer,
        codenames: &[&str],
        extensions: &[&str],
    ) -> Result<Self, (Pointer, Diagnostic)> {
        let object: ActionObject = serde_json::from_value(value).map_err(|error| {
            (
                pointer.clone(),
                Diagnostic::error(format!("invalid overlay action: {error}")),
            )
        })?;
        let path = JsonPath::parse(&object.target).map_err(|error| {
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
        let mut versions = object.versions.as_ref().map(|_| Vec::new());
        for (index, range) in object.versions.iter().flatten().enumerate() {
            let named = codenames_in(range, codenames).map_err(|error| {
                let help = format!(
                    "use a pinned version ({}), or a range: `a..` (from `a` on), `..b` (up to `b`)",
                    codenames.join(", ")
                );
                (pointer.child("x-versions").index(index), error.help(help))
            })?;
            versions
                .iter_mut()
                .for_each(|list| list.extend_from_slice(named));
        }
        Ok(Self {
            path,
            change,
            versions: versions.map(|list| list.iter().map(|name| (*name).to_owned()).collect()),
            pointer,
        })
    }

    fn apply(
        &self,
        codename: &str,
        document: &mut Value,
        origins: &mut Origins,
        place: &Place,
    ) -> Result<(), Diagnostic> {
        let mut pointers: Vec<Pointer> = self
            .path
            .query_located(document)
            .locations()
            .map(|path| Pointer::from(path.to_json_pointer()))
            .collect();
        if pointers.is_empty() {
            return Err(self.stale(codename, "matches nothing"));
        }
        // Array items are removed from the end, so that one removal does not shift the next.
        pointers.sort_by(|a, b| b.in_document_order(a));
        pointers.dedup();
        let mut changed = false;
        for pointer in pointers {
            changed |= match &self.change {
                Change::Remove => remove(document, &pointer, origins),
                Change::Update(update) => document
                    .pointer_mut(pointer.as_str())
                    .is_some_and(|node| merge(node, update, &pointer, origins, place)),
            };
        }
        if changed {
            Ok(())
        } else {
            Err(self.stale(codename, "changes nothing"))
        }
    }

    fn stale(&self, codename: &str, what: &str) -> Diagnostic {
        Diagnostic::error(format!(
            "the action on `{}` {what} in `{codename}`",
            self.path
        ))
        .help("remove the action if upstream has fixed the document, or limit it with `x-versions`")
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

/// Merges `update` into `node` as the overlay specification defines: objects by member, arrays by
/// appending.
fn merge(
    node: &mut Value,
    update: &Value,
    at: &Pointer,
    origins: &mut Origins,
    place: &Place,
) -> bool {
    match (node, update) {
        (Value::Object(node), Value::Object(update)) => {
            update.iter().fold(false, |changed, (key, value)| {
                changed | merge_member(node, key, value, &at.child(key), origins, place)
            })
        }
        (Value::Array(items), Value::Array(more)) => {
            for item in more {
                origins.set.insert(at.index(items.len()), place.clone());
                items.push(item.clone());
            }
            !more.is_empty()
        }
        (Value::Array(items), item) => {
            origins.set.insert(at.index(items.len()), place.clone());
            items.push(item.clone());
            true
        }
        (node, update) if node != update => {
            *node = update.clone();
            origins.set.insert(at.clone(), place.clone());
            true
        }
        _ => false,
    }
}

fn merge_member(
    node: &mut Map<String, Value>,
    key: &str,
    update: &Value,
    at: &Pointer,
    origins: &mut Origins,
    place: &Place,
) -> bool {
    if let Some(member) = node.get_mut(key) {
        return merge(member, update, at, origins, place);
    }
    node.insert(key.to_owned(), update.clone());
    origins.set.insert(at.clone(), place.clone());
    true
}

fn remove(document: &mut Value, at: &Pointer, origins: &mut Origins) -> bool {
    let Some(parent) = at.parent() else {
        return false;
    };
    match document.pointer_mut(parent.as_str()) {
        Some(Value::Object(members)) => members.shift_remove(&at.last()).is_some(),
        Some(Value::Array(items)) => match at.last().parse::<usize>() {
            Ok(index) if index < items.len() => {
                items.remove(index);
                origins.remove_item(parent, index);
                true
            }
            _ => false,
        },
        _ => false,
    }
}
