//! A document while the overlay is applied to it.
//!
//! An action that reaches a component through a reference changes what that reference sees: it is
//! replaced with a copy of the component, which is edited. In the end, a component of which all
//! uses were changed in the same way is changed itself.

use super::{
    origins::{Origin, Origins},
    references,
};
use crate::source::{Diagnostic, Pointer};
use serde_json::{Map, Value, json};

/// What the generator knows about extensions, as far as it matters here.
#[derive(Clone, Copy, Debug)]
pub struct Vocabulary {
    /// Every extension that an overlay can use.
    pub known: &'static [&'static str],
    /// The extensions that describe a type, not the place where it is used.
    pub of_types: &'static [&'static str],
    /// Names a type: schemas of the same shape get the same name.
    pub name: &'static str,
    /// Keeps a type separate from others of its shape.
    pub distinct: &'static str,
}

/// A document, and where its nodes come from.
pub struct Draft<'v> {
    document: &'v mut Value,
    origins: Origins,
    copies: Vec<Copy>,
}

/// A copy of a component in place of a reference.
#[derive(Clone)]
struct Copy {
    at: Pointer,
    component: String,
    reference: Value,
}

impl<'v> Draft<'v> {
    pub fn new(document: &'v mut Value) -> Self {
        Self {
            document,
            origins: Origins::default(),
            copies: Vec::new(),
        }
    }

    /// The document so far.
    pub fn document(&self) -> &Value {
        self.document
    }

    /// Merges `update` into the nodes at these places; whether it changed anything.
    pub fn update(
        &mut self,
        places: &[Pointer],
        update: &Value,
        origin: &Origin,
        of_types: &[&str],
    ) -> bool {
        let mut nodes = Vec::new();
        let mut changed = false;
        for place in places {
            let Some(at) = self.own(place) else { continue };
            changed |= self.open(&at, update, of_types);
            nodes.push(at);
        }
        for at in self.with_copies(nodes) {
            if let Some(node) = self.document.pointer_mut(at.as_str()) {
                changed |= merge(node, update, &at, &mut self.origins, origin);
            }
        }
        changed
    }

    /// Removes the nodes at these places; whether there were any.
    pub fn remove(&mut self, places: &[Pointer]) -> bool {
        let nodes = places.iter().filter_map(|place| self.own(place)).collect();
        let mut changed = false;
        for at in self.with_copies(nodes) {
            changed |= remove(self.document, &at, &mut self.origins);
        }
        changed
    }

    /// The node at a place that leads through references; these become copies.
    fn own(&mut self, place: &Pointer) -> Option<Pointer> {
        let mut at = Pointer::root();
        for key in place.keys() {
            at = self.enter(at, &key)?;
        }
        Some(at)
    }

    fn enter(&mut self, mut at: Pointer, key: &str) -> Option<Pointer> {
        loop {
            let node = self.document.pointer(at.as_str())?;
            let child = at.child(key);
            if self.document.pointer(child.as_str()).is_some() {
                return Some(child);
            }
            if references::component(node).is_some() {
                self.copy(&at)?;
            } else {
                references::only_branch(node)?;
                at = at.child("allOf").index(0);
            }
        }
    }

    /// Prepares a reference for an update: what describes its target needs a copy, what describes
    /// the place where it is needs a wrapper. Whether a member beside the reference, which had no
    /// effect, has one now.
    fn open(&mut self, at: &Pointer, update: &Value, of_types: &[&str]) -> bool {
        let Some(node) = self.document.pointer_mut(at.as_str()) else {
            return false;
        };
        let Value::Object(update) = update else {
            return false;
        };
        if references::component(node).is_none() || update.contains_key("$ref") {
            return false;
        }
        let takes_effect = update.keys().any(|key| node.get(key).is_some());
        let annotates = |key: &String| {
            key == "description" || (key.starts_with("x-") && !of_types.contains(&key.as_str()))
        };
        if update.keys().all(annotates) {
            let reference = node.take();
            *node = json!({"allOf": [reference]});
        } else {
            self.copy(at);
        }
        takes_effect
    }

    /// Replaces a reference with a copy of its component.
    fn copy(&mut self, at: &Pointer) -> Option<()> {
        let reference = self.document.pointer(at.as_str())?.clone();
        let component = references::component(&reference)?.to_owned();
        let from = references::place(&component);
        let target = self.document.pointer(from.as_str())?.clone();
        *self.document.pointer_mut(at.as_str())? = references::beside(target, &reference);
        self.origins.copy(at, &from);
        self.copies.push(Copy {
            at: at.clone(),
            component,
            reference,
        });
        Some(())
    }

    /// The nodes together with their counterparts in copies; array items from the end.
    fn with_copies(&self, mut nodes: Vec<Pointer>) -> Vec<Pointer> {
        for copy in &self.copies {
            let component = references::place(&copy.component);
            let below = nodes.iter().filter(|at| at.is_within(&component));
            let copied: Vec<_> = below.map(|at| at.moved(&component, &copy.at)).collect();
            nodes.extend(copied);
        }
        nodes.sort_by(|a, b| b.in_document_order(a));
        nodes.dedup();
        nodes
    }

    /// Changes the components of which all uses were changed in the same way.
    ///
    /// The problems are names of types that apply to other uses of a component, too.
    pub fn finish(mut self, words: &Vocabulary) -> (Origins, Vec<Diagnostic>) {
        let mut problems = Vec::new();
        while let Some(first) = self.copies.first().cloned() {
            let is_same = |copy: &Copy| copy.component == first.component;
            let (group, others): (Vec<_>, _) = self.copies.drain(..).partition(is_same);
            self.copies = others;
            let uses = references::uses(self.document, &first.component);
            let node = |copy: &Copy| self.document.pointer(copy.at.as_str());
            let is_plain = |copy: &Copy| copy.reference.as_object().is_some_and(|it| it.len() == 1);
            let are_equal = group
                .iter()
                .all(|copy| is_plain(copy) && node(copy) == node(&first));
            if uses.is_empty() && are_equal {
                self.restore(&group, &first);
            } else if let Some(other) = uses.first() {
                for copy in &group {
                    problems.extend(self.renamed(copy, other, uses.len(), words));
                }
            }
        }
        (self.origins, problems)
    }

    /// Makes a copy the component again, and references of all copies.
    fn restore(&mut self, group: &[Copy], first: &Copy) {
        let component = references::place(&first.component);
        let node = self.document.pointer(first.at.as_str()).cloned();
        let target = self.document.pointer_mut(component.as_str());
        if let (Some(node), Some(target)) = (node, target) {
            *target = node;
        }
        for copy in group {
            if copy.at == first.at {
                self.origins.restore(&copy.at, &component);
            } else {
                self.origins.forget(&copy.at);
            }
            if let Some(node) = self.document.pointer_mut(copy.at.as_str()) {
                *node = copy.reference.clone();
            }
        }
        // Copies inside of these copies are now inside of the component.
        self.copies.retain_mut(|inner| {
            inner.at = inner.at.moved(&first.at, &component);
            !group.iter().any(|copy| inner.at.is_within(&copy.at))
        });
    }

    /// The names in a copy that the same schemas at `other` uses of the component would get, too.
    fn renamed(
        &self,
        copy: &Copy,
        other: &Pointer,
        uses: usize,
        words: &Vocabulary,
    ) -> Vec<Diagnostic> {
        let component = references::place(&copy.component);
        let named = nodes_with(self.document, copy.at.clone(), words.name);
        let clashes = named.into_iter().filter(|at| {
            let node = self.document.pointer(at.as_str());
            let known = at.moved(&copy.at, &component);
            let known = self.document.pointer(known.as_str());
            let (Some(node), Some(known)) = (node, known) else {
                return false;
            };
            node.get(words.name) != known.get(words.name)
                && node.get(words.distinct).is_none()
                && plain(node) == plain(known)
        });
        let clashes = clashes.map(|at| {
            let key = words.name;
            let given = self.document.pointer(at.child(key).as_str());
            let given = given.and_then(Value::as_str).unwrap_or_default();
            let more = match uses {
                1 => String::new(),
                more => format!(" and at {} more", more - 1),
            };
            let message = format!("`{key}: {given}` would also rename the type at `{other}`{more}");
            let help = format!(
                "both refer to the component `{}`: target the component, or keep this use \
                 separate with `{}`",
                copy.component, words.distinct
            );
            let problem = Diagnostic::error(message).help(help);
            match self.origins.place(&at.child(key)) {
                Some(place) => problem.at(place.clone()),
                None => problem,
            }
        });
        clashes.collect()
    }
}

/// The places of the nodes below `at` that have the member `key`.
fn nodes_with(document: &Value, at: Pointer, key: &str) -> Vec<Pointer> {
    let mut found = Vec::new();
    let mut open = vec![at];
    while let Some(at) = open.pop() {
        match document.pointer(at.as_str()) {
            Some(Value::Object(members)) => {
                open.extend(members.keys().map(|key| at.child(key)));
                if members.contains_key(key) {
                    found.push(at);
                }
            }
            Some(Value::Array(items)) => {
                open.extend((0..items.len()).map(|index| at.index(index)));
            }
            _ => {}
        }
    }
    found
}

/// A schema without extensions and descriptions.
fn plain(node: &Value) -> Value {
    match node {
        Value::Array(items) => items.iter().map(plain).collect(),
        Value::Object(members) => members
            .iter()
            .filter(|(key, value)| {
                !(key.starts_with("x-") || *key == "description" && value.is_string())
            })
            .map(|(key, value)| (key.clone(), plain(value)))
            .collect::<Map<_, _>>()
            .into(),
        _ => node.clone(),
    }
}

/// Merges `update` into `node` as the overlay specification defines: objects by member, arrays by
/// appending.
fn merge(
    node: &mut Value,
    update: &Value,
    at: &Pointer,
    origins: &mut Origins,
    origin: &Origin,
) -> bool {
    match (node, update) {
        (Value::Object(node), Value::Object(update)) => {
            update.iter().fold(false, |changed, (key, value)| {
                changed | merge_member(node, key, value, at, origins, origin)
            })
        }
        (Value::Array(items), Value::Array(more)) => {
            for (index, item) in more.iter().enumerate() {
                origins.set(at.index(items.len()), origin.index(index));
                items.push(item.clone());
            }
            !more.is_empty()
        }
        (Value::Array(items), item) => {
            origins.set(at.index(items.len()), origin.clone());
            items.push(item.clone());
            true
        }
        (node, update) if node != update => {
            *node = update.clone();
            origins.set(at.clone(), origin.clone());
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
    origin: &Origin,
) -> bool {
    let (at, origin) = (at.child(key), origin.child(key));
    if let Some(member) = node.get_mut(key) {
        return merge(member, update, &at, origins, &origin);
    }
    node.insert(key.to_owned(), update.clone());
    origins.set(at, origin);
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
