//! Writes YAML as libraries do not: with anchors, merge keys and folded texts.

use crate::places::join;
use serde_json::{Map, Value};
use std::collections::{HashMap, HashSet};

/// Which parts of a document are written in a special way, by JSON pointer.
#[derive(Default)]
pub struct Layout {
    /// Texts that are folded.
    pub folded: HashSet<String>,
    /// Nodes that are aliases, with what they are aliases of.
    pub aliases: HashMap<String, String>,
    /// Objects that are merged with an earlier one.
    pub merged: HashMap<String, String>,
}

/// The descriptions that can be folded.
pub fn foldable(document: &Value) -> Vec<String> {
    let mut found = Vec::new();
    each(document, String::new(), &mut |pointer, value| {
        let is_foldable = |text: &str| {
            let mut lines = text.split('\n');
            text.len() > 40
                && text == text.trim()
                && !lines.any(|line| line.starts_with([' ', '\t']))
        };
        if pointer.ends_with("/description") && value.as_str().is_some_and(is_foldable) {
            found.push(pointer.to_owned());
        }
    });
    found
}

/// Objects and arrays that occur earlier in the document, with the place where.
pub fn repetitions(document: &Value) -> Vec<(String, String)> {
    let mut first = HashMap::new();
    let mut found = Vec::new();
    each(document, String::new(), &mut |pointer, value| {
        let text = value.to_string();
        if !(value.is_object() || value.is_array()) || text.len() < 30 {
            return;
        }
        match first.get(&text) {
            Some(first) => found.push((pointer.to_owned(), String::clone(first))),
            None => drop(first.insert(text, pointer.to_owned())),
        }
    });
    found
}

/// Objects that differ from an earlier one only in texts, with the place of that one.
pub fn resemblances(document: &Value) -> Vec<(String, String)> {
    let mut first: HashMap<String, (String, &Map<String, Value>)> = HashMap::new();
    let mut found = Vec::new();
    each(document, String::new(), &mut |pointer, value| {
        let Some(object) = value.as_object() else {
            return;
        };
        let mut rest = object.clone();
        rest.retain(|key, value| !(TEXTS.contains(&key.as_str()) && value.is_string()));
        if rest.is_empty() || object.len() < 2 {
            return;
        }
        let rest = Value::Object(rest).to_string();
        match first.get(&rest) {
            Some((place, like)) if like.keys().all(|key| object.contains_key(key)) => {
                found.push((pointer.to_owned(), place.clone()));
            }
            Some(_) => {}
            None => drop(first.insert(rest, (pointer.to_owned(), object))),
        }
    });
    found
}

const TEXTS: [&str; 3] = ["description", "example", "summary"];

/// Calls `found` for each node, the outer ones first.
fn each<'d>(value: &'d Value, pointer: String, found: &mut impl FnMut(&str, &'d Value)) {
    found(&pointer, value);
    match value {
        Value::Object(members) => {
            for (key, member) in members {
                each(member, join(&pointer, key), found);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                each(item, format!("{pointer}/{index}"), found);
            }
        }
        _ => {}
    }
}

/// The document in YAML.
pub fn write(document: &Value, layout: &Layout) -> String {
    let mut anchors: Vec<&String> = layout
        .aliases
        .values()
        .chain(layout.merged.values())
        .collect();
    anchors.sort_unstable();
    anchors.dedup();
    let anchors = anchors
        .into_iter()
        .zip(1..)
        .map(|(pointer, number)| (pointer.as_str(), number));
    let mut writer = Writer {
        document,
        layout,
        anchors: anchors.collect(),
        text: String::new(),
    };
    writer.node(document, "", 0);
    writer.text.trim_start().to_owned()
}

struct Writer<'d> {
    document: &'d Value,
    layout: &'d Layout,
    /// Numbers of the anchors by pointer.
    anchors: HashMap<&'d str, usize>,
    text: String,
}

impl Writer<'_> {
    /// Writes a node behind its key or dash, with the line break after it.
    fn node(&mut self, value: &Value, pointer: &str, indent: usize) {
        if let Some(number) = self
            .layout
            .aliases
            .get(pointer)
            .and_then(|it| self.anchors.get(it.as_str()))
        {
            self.text += &format!(" *a{number}\n");
            return;
        }
        if let Some(number) = self.anchors.get(pointer) {
            self.text += &format!(" &a{number}");
        }
        match value {
            Value::Object(members) if !members.is_empty() => self.object(members, pointer, indent),
            Value::Array(items) if !items.is_empty() => {
                self.text.push('\n');
                for (index, item) in items.iter().enumerate() {
                    self.text += &format!("{:indent$}-", "");
                    self.node(item, &format!("{pointer}/{index}"), indent + 2);
                }
            }
            Value::String(text) if self.layout.folded.contains(pointer) => {
                self.text += &fold(text, indent);
            }
            scalar => self.text += &format!(" {scalar}\n"),
        }
    }

    fn object(&mut self, members: &Map<String, Value>, pointer: &str, indent: usize) {
        self.text.push('\n');
        let like = self.layout.merged.get(pointer).and_then(|like| {
            self.text += &format!("{:indent$}<<: *a{}\n", "", self.anchors.get(like.as_str())?);
            self.document.pointer(like)
        });
        for (key, member) in members {
            if like.and_then(|like| like.get(key)) != Some(member) {
                self.text += &format!("{:indent$}{}:", "", Value::String(key.clone()));
                self.node(member, &join(pointer, key), indent + 2);
            }
        }
    }
}

/// A folded text, with lines of about 80 characters.
fn fold(text: &str, indent: usize) -> String {
    let mut folded = " >-\n".to_owned();
    for (index, line) in text.split('\n').enumerate() {
        if index > 0 {
            folded.push('\n');
        }
        if line.is_empty() {
            continue;
        }
        folded += &format!("{:indent$}", "");
        let mut length = 0;
        let mut words = line.split(' ').peekable();
        while let Some(word) = words.next() {
            folded += word;
            length += word.len();
            let Some(next) = words.peek() else { break };
            // A line break stands for exactly one space.
            if length > 70 && !word.is_empty() && !next.is_empty() {
                folded += &format!("\n{:indent$}", "");
                length = 0;
            } else {
                folded.push(' ');
            }
        }
        folded.push('\n');
    }
    folded
}
