//! What an overlay can do about the problems of a document.

use super::overlay::Overlay;
use crate::source::{Action, Diagnostic, Edit, Pointer, Severity, Wanted};
use serde_json::Value;

/// The document in which problems were found, with the overlay applied.
pub struct Suggestions<'d> {
    /// Its name in diagnostics.
    pub name: &'d str,
    /// Its codename.
    pub codename: &'d str,
    pub document: &'d Value,
    pub overlay: Option<&'d Overlay>,
}

impl Suggestions<'_> {
    /// Adds to each problem the repair of an action for other versions that would resolve it, or
    /// else the actions that do. Without a better one, they leave out the part of the document that
    /// has the problem.
    pub fn add(&self, found: Vec<Diagnostic>) -> Vec<Diagnostic> {
        found.into_iter().map(|problem| self.one(problem)).collect()
    }

    fn one(&self, mut problem: Diagnostic) -> Diagnostic {
        if problem.severity == Severity::Warning {
            return problem;
        }
        let widened = self
            .overlay
            .and_then(|overlay| overlay.widened(self.codename, self.document, &problem.wanted));
        if let Some(repair) = widened {
            return problem.repair(repair);
        }
        let place = problem.place.as_deref();
        let in_document = place.filter(|place| place.file == self.name);
        let at = in_document.and_then(|place| place.pointer.clone());
        if problem.wanted.is_empty()
            && let Some(at) = at
        {
            problem.wanted = without(self.document, &at);
        }
        for wanted in problem.wanted.iter_mut().filter(|it| !it.is_alternative) {
            wanted.action = Some(Action::of(wanted, self.document, self.codename));
        }
        problem
    }
}

/// The edits that leave out the smallest part around a node that a document can do without.
fn without(document: &Value, at: &Pointer) -> Vec<Wanted> {
    let keys: Vec<String> = at.keys().collect();
    let around = (1..=keys.len()).rev();
    let mut parts = around.map(|length| {
        let at = keys[..length].iter();
        (
            Pointer::root().join(at.map(String::as_str)),
            &keys[..length],
        )
    });
    let part = parts.find(|(at, keys)| is_optional(document, at, keys));
    let Some((at, _)) = part else {
        return Vec::new();
    };
    let required = required_entry(document, &at);
    let removed = required.into_iter().chain([at]);
    let removed = removed.map(|at| Wanted {
        at,
        edit: Edit::Remove,
        is_alternative: false,
        action: None,
    });
    removed.collect()
}

/// Whether the rest of a document makes sense without this node.
fn is_optional(document: &Value, at: &Pointer, keys: &[String]) -> bool {
    let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    let is_index = |key: &str| key.parse::<usize>().is_ok();
    match keys.as_slice() {
        ["paths", _] => document
            .pointer(at.as_str())
            .is_some_and(|item| !item.is_object()),
        ["paths", _, method] => *method != "parameters" && !method.starts_with("x-"),
        ["paths", .., "responses", status] => !status.starts_with(['1', '2', '3']),
        [.., "parameters", index] if is_index(index) => {
            let place = document.pointer(at.child("in").as_str());
            place.is_none_or(|place| place != "path")
        }
        // Not a keyword of a property that is called like that.
        [.., before, "properties", _] => *before != "properties",
        _ => false,
    }
}

/// The entry of a property in the list of required ones beside it.
fn required_entry(document: &Value, property: &Pointer) -> Option<Pointer> {
    let properties = property.parent()?;
    if properties.last() != "properties" {
        return None;
    }
    let required = properties.parent()?.child("required");
    let names = document.pointer(required.as_str())?.as_array()?;
    let name = property.last();
    let index = names.iter().position(|known| *known == *name)?;
    Some(required.index(index))
}
