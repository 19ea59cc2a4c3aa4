//! Where two documents differ.

use super::arrays::{Element, align, is_set};
use crate::source::Pointer;
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// Members that only readers of the document see.
const FOR_READERS: [&str; 5] = ["description", "summary", "title", "example", "examples"];
/// Objects whose members have names instead of keywords: a property can be called `title`.
const NAMED: [&str; 18] = [
    "callbacks",
    "content",
    "definitions",
    "encoding",
    "headers",
    "links",
    "mapping",
    "parameters",
    "paths",
    "patternProperties",
    "properties",
    "requestBodies",
    "responses",
    "schemas",
    "scopes",
    "securitySchemes",
    "variables",
    "webhooks",
];
/// Keywords whose value is data.
const DATA: [&str; 2] = ["default", "const"];

/// A node that differs.
#[derive(Debug)]
pub struct Difference {
    /// Its place in the older document.
    pub was: Pointer,
    /// Its place in the newer document.
    pub at: Pointer,
    pub before: Option<Value>,
    pub after: Option<Value>,
    /// The parts of a node that only one document has.
    pub parts: Vec<Self>,
}

impl Difference {
    /// The leaves of the node: itself if it has no parts.
    pub fn leaves(&self) -> Vec<&Self> {
        if self.parts.is_empty() {
            vec![self]
        } else {
            self.parts.iter().flat_map(Self::leaves).collect()
        }
    }

    /// The keyword or name of the node; that of the list for an element of it.
    pub fn name(&self) -> String {
        let is_name = |value: &Option<Value>| value.as_ref().is_some_and(Value::is_string);
        if is_name(&self.before) && is_name(&self.after) {
            match self.at.last().as_str() {
                "content" => return "media type".to_owned(),
                "responses" => return "success status".to_owned(),
                _ => {}
            }
        }
        let at = if self.after.is_some() {
            &self.at
        } else {
            &self.was
        };
        let last = at.last();
        if last.parse::<usize>().is_ok() {
            at.parent().unwrap_or_default().last()
        } else {
            last
        }
    }
}

/// The places of a node in both documents, the older one first.
pub type Places = (Pointer, Pointer);

/// Every node that differs, apart from texts for readers, the order of sets, and spelling: a
/// reference equals the node that it leads to. `moves` are nodes that have another place in the
/// newer document.
pub fn differences(old: &Value, new: &Value, moves: &[Places]) -> Vec<Difference> {
    let mut walk = Walk {
        documents: (old, new),
        moves,
        followed: BTreeSet::new(),
        found: Vec::new(),
    };
    walk.nodes((old, new), Places::default(), false);
    for (was, at) in moves {
        if let (Some(old), Some(new)) = (old.pointer(was.as_str()), new.pointer(at.as_str())) {
            walk.nodes((old, new), (was.clone(), at.clone()), true);
        }
    }
    let Walk {
        followed, found, ..
    } = walk;
    let is_followed = |node: &Difference| match (&node.before, &node.after) {
        (Some(_), None) => followed.iter().any(|(was, _)| *was == node.was),
        (None, Some(_)) => followed.iter().any(|(_, at)| *at == node.at),
        _ => false,
    };
    found
        .into_iter()
        .filter(|node| !is_followed(node))
        .collect()
}

struct Walk<'a> {
    documents: (&'a Value, &'a Value),
    moves: &'a [Places],
    /// Nodes that only one document refers to, and that the other one has in place.
    followed: BTreeSet<Places>,
    found: Vec<Difference>,
}

impl<'a> Walk<'a> {
    /// Compares two nodes; `named` if the members of the object around them have names.
    fn nodes(&mut self, (old, new): (&'a Value, &'a Value), places: Places, named: bool) {
        if old == new {
            return;
        }
        let keyword = places.1.last();
        let is_data = !named && is_data(&keyword);
        match (old, new) {
            (Value::Object(before), Value::Object(after)) if !is_data => {
                match (reference(before), reference(after)) {
                    (Some(was), None) => self.follow(places, Some(was), None),
                    (None, Some(at)) => self.follow(places, None, Some(at)),
                    _ => {
                        let names = !named && NAMED.contains(&keyword.as_str());
                        self.objects((before, after), &places, names);
                    }
                }
            }
            (Value::Array(before), Value::Array(after)) if !is_data => {
                for element in align(before, after, !named && is_set(&keyword)) {
                    self.element(element, &places);
                }
            }
            (old, new) => {
                let (was, at) = places;
                self.found.push(Difference {
                    was,
                    at,
                    before: Some(old.clone()),
                    after: Some(new.clone()),
                    parts: Vec::new(),
                });
            }
        }
    }

    fn objects(
        &mut self,
        (old, new): (&'a Map<String, Value>, &'a Map<String, Value>),
        (was, at): &Places,
        names: bool,
    ) {
        let renamed = names.then(|| renamed_key(old, new, &at.last())).flatten();
        let references = reference(old).zip(reference(new));
        let is_same = references.is_some_and(|(old, new)| old == new || self.is_moved(&old, &new));
        let is_compared = |key: &&str| match *key {
            "$ref" | "allOf" => !is_same,
            key => names || !FOR_READERS.contains(&key),
        };
        for key in keys(old, new).filter(is_compared) {
            let places = (was.child(key), at.child(key));
            match (old.get(key), new.get(key)) {
                (Some(before), Some(after)) => self.nodes((before, after), places, names),
                _ if renamed.is_some_and(|(before, after)| [before, after].contains(&key)) => {}
                (Some(before), None) => self.one_sided(before, places, true, names),
                (None, Some(after)) => self.one_sided(after, places, false, names),
                (None, None) => {}
            }
        }
        let Some((before, after)) = renamed else {
            return;
        };
        self.found.push(Difference {
            was: was.clone(),
            at: at.clone(),
            before: Some(before.into()),
            after: Some(after.into()),
            parts: Vec::new(),
        });
        if let (Some(old), Some(new)) = (old.get(before), new.get(after)) {
            self.nodes((old, new), (was.child(before), at.child(after)), names);
        }
    }

    fn element(&mut self, element: Element<'a>, (was, at): &Places) {
        match element {
            Element::Both((old_index, old), (new_index, new)) => {
                let places = (was.index(old_index), at.index(new_index));
                self.nodes((old, new), places, true);
            }
            Element::Old(index, old) => {
                self.one_sided(old, (was.index(index), at.clone()), true, true);
            }
            Element::New(index, new) => {
                self.one_sided(new, (was.clone(), at.index(index)), false, true);
            }
        }
    }

    fn one_sided(&mut self, node: &Value, places: Places, is_old: bool, named: bool) {
        let is_moved = |places: &Places| {
            let mut moves = self.moves.iter();
            moves.any(|(was, at)| {
                if is_old {
                    *was == places.0
                } else {
                    *at == places.1
                }
            })
        };
        self.found
            .extend(one_sided(node, places, is_old, named, &is_moved));
    }

    /// Goes on with the node that a reference of one document leads to.
    fn follow(&mut self, (was, at): Places, old: Option<Pointer>, new: Option<Pointer>) {
        let (was, at) = (old.unwrap_or(was), new.unwrap_or(at));
        let (old, new) = self.documents;
        if let (Some(old), Some(new)) = (old.pointer(was.as_str()), new.pointer(at.as_str()))
            && self.followed.insert((was.clone(), at.clone()))
        {
            self.nodes((old, new), (was, at), true);
        }
    }

    fn is_moved(&self, before: &Pointer, after: &Pointer) -> bool {
        let mut moves = self.moves.iter();
        moves.any(|(was, at)| was == before && at == after)
    }
}

/// A node that only one document has, with its parts; `None` for one that has moved.
fn one_sided(
    node: &Value,
    places: Places,
    is_old: bool,
    named: bool,
    is_moved: &dyn Fn(&Places) -> bool,
) -> Option<Difference> {
    if is_moved(&places) {
        return None;
    }
    let (was, at) = &places;
    let keyword = at.last();
    let part = |step: &str, node: &Value, named| {
        let places = (was.child(step), at.child(step));
        one_sided(node, places, is_old, named, is_moved)
    };
    let is_data = !named && is_data(&keyword);
    let parts: Vec<_> = match node {
        Value::Object(members) if !is_data => {
            let names = !named && NAMED.contains(&keyword.as_str());
            let members = members.iter();
            let members = members.filter(|(key, _)| names || !FOR_READERS.contains(&key.as_str()));
            let parts = members.map(|(key, node)| part(key, node, names));
            // What is left of a path whose operations have moved is nothing.
            let parts: Vec<_> = parts.collect();
            if !parts.is_empty() && parts.iter().all(Option::is_none) {
                return None;
            }
            parts.into_iter().flatten().collect()
        }
        Value::Array(items) if !is_data => {
            let items = items.iter().enumerate();
            items
                .filter_map(|(index, node)| part(&index.to_string(), node, true))
                .collect()
        }
        _ => Vec::new(),
    };
    let side = |this: bool| this.then(|| node.clone());
    Some(Difference {
        before: side(is_old),
        after: side(!is_old),
        parts,
        was: places.0,
        at: places.1,
    })
}

fn is_data(keyword: &str) -> bool {
    DATA.contains(&keyword) || keyword.starts_with("x-")
}

/// What a node refers to, itself or as the only part that it is composed of.
fn reference(node: &Map<String, Value>) -> Option<Pointer> {
    let parts = node.get("allOf").and_then(Value::as_array);
    let part = parts.filter(|parts| parts.len() == 1);
    let part = part.and_then(|parts| parts.first()?.get("$ref"));
    let target = node.get("$ref").or(part)?.as_str()?.strip_prefix('#')?;
    Some(Pointer::from(target.to_owned()))
}

/// The only media type, or the only status of success, if it has another name now.
fn renamed_key<'a>(
    old: &'a Map<String, Value>,
    new: &'a Map<String, Value>,
    keyword: &str,
) -> Option<(&'a str, &'a str)> {
    let can_be_renamed = |key: &str| match keyword {
        "content" => true,
        "responses" => key.starts_with(['2', '3']),
        _ => false,
    };
    let only = |one: &'a Map<String, Value>, other: &Map<String, Value>| {
        let mut keys = one.keys().map(String::as_str);
        let mut keys = keys
            .by_ref()
            .filter(|key| can_be_renamed(key) && !other.contains_key(*key));
        let first = keys.next()?;
        keys.next().is_none().then_some(first)
    };
    only(old, new).zip(only(new, old))
}

fn keys<'a>(
    old: &'a Map<String, Value>,
    new: &'a Map<String, Value>,
) -> impl Iterator<Item = &'a str> {
    let added = new.keys().filter(|key| !old.contains_key(*key));
    old.keys().chain(added).map(String::as_str)
}
