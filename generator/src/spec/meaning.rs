//! What a schema means, whatever its spelling: schemas of equal meaning have equal fingerprints.
//!
//! References are followed, but inside of a cycle a component means its name. The parts of `allOf` are combined, and order is ignored. Titles and
//! extensions have no meaning. Documents are in normal form.

use super::normal::reference;
use crate::cycles::cycles;
use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};
use std::{
    cell::{Cell, RefCell},
    collections::{BTreeMap, BTreeSet, HashMap},
    rc::Rc,
};

/// Components inside of each other, beyond which a component means its name.
const MAX_DEPTH: usize = 2_000;

/// A fingerprint of what a schema means.
pub type Meaning = u128;

/// The meanings of the schemas of one document.
pub struct Meanings<'d> {
    schemas: Option<&'d Map<String, Value>>,
    /// The number of the cycle of each component that is on one.
    cycles: HashMap<&'d str, usize>,
    /// Components with everything that they say.
    flats: RefCell<HashMap<&'d str, Rc<Flat<'d>>>>,
    /// The meanings of nodes, by their addresses and the cycles around them.
    known: RefCell<HashMap<(*const Value, BTreeSet<usize>), Meaning>>,
    /// The cycles around the current node.
    open: RefCell<BTreeSet<usize>>,
    /// How many components are around the current node.
    depth: Cell<usize>,
}

/// A schema with everything that its references and parts say.
#[derive(Clone, Default)]
struct Flat<'d> {
    /// The members that restrict, with every value that is given.
    words: BTreeMap<&'d str, BTreeSet<String>>,
    /// The members that describe; the outermost one counts.
    texts: BTreeMap<&'d str, &'d Value>,
    nullable: bool,
    required: BTreeSet<&'d str>,
    properties: BTreeMap<&'d str, Vec<&'d Value>>,
    /// Schemas below other members.
    below: BTreeMap<&'d str, Vec<&'d Value>>,
    choices: Vec<(&'d str, Rc<[Branch<'d>]>)>,
    discriminator: Option<&'d Value>,
    /// The cycles of the components that it has the content of.
    cycles: BTreeSet<usize>,
}

/// A branch of a choice. Null is not one.
#[derive(Clone)]
struct Branch<'d> {
    schema: &'d Value,
    flat: Flat<'d>,
}

impl<'d> Meanings<'d> {
    pub fn new(document: &'d Value) -> Self {
        let schemas = document.pointer("/components/schemas");
        let schemas = schemas.and_then(Value::as_object);
        Self {
            schemas,
            cycles: schemas.map(numbered).unwrap_or_default(),
            flats: RefCell::default(),
            known: RefCell::default(),
            open: RefCell::default(),
            depth: Cell::default(),
        }
    }

    /// The component of this name.
    pub fn component(&self, name: &str) -> Option<(&'d str, &'d Value)> {
        let (name, schema) = self.schemas?.get_key_value(name)?;
        Some((name.as_str(), schema))
    }

    /// The name and content of the component that a schema refers to.
    pub fn referenced(&self, schema: &Value) -> Option<(&'d str, &'d Value)> {
        self.component(component_name(schema)?)
    }

    /// What a schema means.
    pub fn of(&self, schema: &'d Value) -> Meaning {
        if let Some((name, content)) = self.referenced(schema) {
            return self.of_component(name, content);
        }
        let key = (std::ptr::from_ref(schema), self.open.borrow().clone());
        if let Some(known) = self.known.borrow().get(&key) {
            return *known;
        }
        let mut flat = Flat::default();
        self.flatten(schema, &mut flat);
        let meaning = fingerprint(&self.canonical(&flat).to_string());
        self.known.borrow_mut().insert(key, meaning);
        meaning
    }

    /// Whether a component means its name here: inside of its cycle, and beyond any real depth.
    fn is_open(&self, name: &str) -> bool {
        let is_inside = |cycle| self.open.borrow().contains(cycle);
        self.cycles.get(name).is_some_and(is_inside) || self.depth.get() == MAX_DEPTH
    }

    /// Applies `with` inside of a component. The cycles around it do not matter there: it leads to
    /// none of them, or it would be on it.
    fn inside<T>(&self, name: &str, with: impl FnOnce() -> T) -> T {
        let own = self.cycles.get(name).copied().into_iter().collect();
        let around = self.open.replace(own);
        self.depth.set(self.depth.get() + 1);
        let result = with();
        self.depth.set(self.depth.get() - 1);
        self.open.replace(around);
        result
    }

    fn of_component(&self, name: &'d str, content: &'d Value) -> Meaning {
        if self.is_open(name) {
            return fingerprint(name);
        }
        self.inside(name, || self.of(content))
    }

    fn flatten(&self, schema: &'d Value, flat: &mut Flat<'d>) {
        let Value::Object(members) = schema else {
            flat.words.entry("").or_default().insert(schema.to_string());
            return;
        };
        if let Some((name, content)) = self.referenced(schema) {
            if self.is_open(name) {
                flat.words
                    .entry("$ref")
                    .or_default()
                    .insert(name.to_owned());
            } else {
                flat.add(&self.flat_component(name, content));
            }
            return;
        }
        for (key, value) in members {
            match (key.as_str(), value) {
                ("title", _) => {}
                (key, _) if key.starts_with("x-") => {}
                ("description" | "example" | "default" | "deprecated", value) => {
                    flat.texts.entry(key).or_insert(value);
                }
                ("nullable", value) => flat.nullable |= value == &json!(true),
                ("required", Value::Array(names)) => {
                    flat.required.extend(names.iter().filter_map(Value::as_str));
                }
                ("enum", Value::Array(values)) => {
                    let mut values: Vec<String> = values.iter().map(Value::to_string).collect();
                    values.sort();
                    flat.words
                        .entry("enum")
                        .or_default()
                        .insert(values.join(","));
                }
                ("properties", Value::Object(properties)) => {
                    for (name, property) in properties {
                        flat.properties.entry(name).or_default().push(property);
                    }
                }
                ("items" | "not" | "additionalProperties", value) => {
                    flat.below.entry(key).or_default().push(value);
                }
                ("anyOf" | "oneOf", Value::Array(branches)) => self.choose(key, branches, flat),
                ("discriminator", value) => flat.discriminator = Some(value),
                ("allOf", Value::Array(_)) => {}
                (key, value) => {
                    flat.words.entry(key).or_default().insert(value.to_string());
                }
            }
        }
        for part in members
            .get("allOf")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
        {
            self.flatten(part, flat);
        }
    }

    /// A component with everything that it says, determined once: it can be reached in many ways.
    fn flat_component(&self, name: &'d str, content: &'d Value) -> Rc<Flat<'d>> {
        if let Some(known) = self.flats.borrow().get(name) {
            return Rc::clone(known);
        }
        let mut flat = Flat::default();
        flat.cycles.extend(self.cycles.get(name));
        self.inside(name, || self.flatten(content, &mut flat));
        let flat = Rc::new(flat);
        self.flats.borrow_mut().insert(name, Rc::clone(&flat));
        flat
    }

    /// The branches of a choice, as the normal form has them when they are inline: null is a
    /// keyword, a less precise text is no choice, and a single branch is the schema itself.
    fn choose(&self, keyword: &'d str, branches: &'d [Value], flat: &mut Flat<'d>) {
        let mut all: Vec<_> = branches.iter().map(|schema| self.branch(schema)).collect();
        for branch in &mut all {
            flat.nullable |= std::mem::take(&mut branch.flat.nullable);
        }
        let has_precise = all.iter().any(|branch| branch.flat.is_precise_text());
        let is_loose = |branch: &Branch<'_>| has_precise && branch.flat.is_any_text();
        all.retain(|branch| !is_loose(branch) && !branch.flat.is_empty());
        match all.as_slice() {
            [only] => self.flatten(only.schema, flat),
            _ => flat.choices.push((keyword, all.into())),
        }
    }

    fn branch(&self, schema: &'d Value) -> Branch<'d> {
        let mut flat = Flat::default();
        self.flatten(schema, &mut flat);
        Branch { schema, flat }
    }

    /// All that a schema says, in one order.
    fn canonical(&self, flat: &Flat<'d>) -> Value {
        let around = self.open.borrow().clone();
        self.open.borrow_mut().extend(&flat.cycles);
        let canonical = self.canonical_inside(flat);
        self.open.replace(around);
        canonical
    }

    fn canonical_inside(&self, flat: &Flat<'d>) -> Value {
        let all = |schemas: &[&'d Value]| -> BTreeSet<String> {
            schemas
                .iter()
                .map(|schema| self.of(schema).to_string())
                .collect()
        };
        let properties: BTreeMap<_, _> = flat
            .properties
            .iter()
            .map(|(name, schemas)| (name, all(schemas)))
            .collect();
        let below: BTreeMap<_, _> = flat
            .below
            .iter()
            .map(|(key, schemas)| (key, all(schemas)))
            .collect();
        let choices: Vec<_> = flat
            .choices
            .iter()
            .map(|(keyword, branches)| {
                let branches = branches.iter().map(|branch| {
                    let tag = flat.discriminator.map(|of| tag(of, branch.schema));
                    (self.canonical(&branch.flat).to_string(), tag)
                });
                (keyword, branches.collect::<BTreeSet<_>>())
            })
            .collect();
        let property = flat.discriminator.and_then(|of| of.get("propertyName"));
        json!([
            flat.words,
            flat.texts,
            flat.nullable,
            flat.required,
            properties,
            below,
            choices,
            property
        ])
    }
}

impl<'d> Flat<'d> {
    /// Adds what a part says.
    fn add(&mut self, part: &Self) {
        for (key, values) in &part.words {
            self.words
                .entry(key)
                .or_default()
                .extend(values.iter().cloned());
        }
        for (key, value) in &part.texts {
            self.texts.entry(key).or_insert(value);
        }
        self.nullable |= part.nullable;
        self.required.extend(&part.required);
        add_nodes(&mut self.properties, &part.properties);
        add_nodes(&mut self.below, &part.below);
        for (keyword, branches) in &part.choices {
            let is_known = |known: &Rc<[Branch<'d>]>| Rc::ptr_eq(known, branches);
            if !self.choices.iter().any(|(_, known)| is_known(known)) {
                self.choices.push((keyword, Rc::clone(branches)));
            }
        }
        self.discriminator = self.discriminator.or(part.discriminator);
        self.cycles.extend(&part.cycles);
    }

    /// Whether it says nothing, except perhaps about null.
    fn is_empty(&self) -> bool {
        let only_null = self
            .words
            .get("enum")
            .is_none_or(|values| values.contains("null"));
        let words = self
            .words
            .keys()
            .filter(|key| !matches!(**key, "enum" | "type"));
        let has_type = self.words.contains_key("type") && !self.words.contains_key("enum");
        only_null && !has_type && words.count() == 0 && self.has_no_parts()
    }

    fn is_any_text(&self) -> bool {
        self.is_text(1)
    }

    fn is_precise_text(&self) -> bool {
        let format = self.words.get("format").and_then(BTreeSet::first);
        self.is_text(2)
            && matches!(
                format.map(String::as_str),
                Some("\"date\"" | "\"date-time\"")
            )
    }

    /// Whether it is a text with this number of restrictions, one of which is its type.
    fn is_text(&self, words: usize) -> bool {
        let ty = self.words.get("type").and_then(BTreeSet::first);
        ty.is_some_and(|ty| ty == "\"string\"") && self.words.len() == words && self.has_no_parts()
    }

    fn has_no_parts(&self) -> bool {
        self.properties.is_empty()
            && self.below.is_empty()
            && self.choices.is_empty()
            && self.required.is_empty()
    }
}

/// Adds nodes that are not there yet.
fn add_nodes<'d>(
    nodes: &mut BTreeMap<&'d str, Vec<&'d Value>>,
    more: &BTreeMap<&'d str, Vec<&'d Value>>,
) {
    for (key, more) in more {
        let nodes = nodes.entry(key).or_default();
        for node in more {
            if !nodes.iter().any(|known| std::ptr::eq(*known, *node)) {
                nodes.push(node);
            }
        }
    }
}

/// The number of the cycle of each component that is on one.
fn numbered(schemas: &Map<String, Value>) -> HashMap<&str, usize> {
    let numbers: HashMap<&str, usize> = schemas.keys().map(String::as_str).zip(0..).collect();
    let edges = schemas.values().map(|schema| {
        let (mut targets, mut open) = (Vec::new(), vec![schema]);
        while let Some(node) = open.pop() {
            targets.extend(component_name(node).and_then(|name| numbers.get(name)));
            match node {
                Value::Array(items) => open.extend(items),
                Value::Object(members) => open.extend(members.values()),
                _ => {}
            }
        }
        targets
    });
    let edges: Vec<Vec<usize>> = edges.collect();
    let cycles = cycles(&edges);
    let is_on_cycle = |node: usize| edges[node].iter().any(|to| cycles[*to] == cycles[node]);
    let numbers = numbers.into_iter();
    let on_cycles = numbers.filter(|(_, number)| is_on_cycle(*number));
    on_cycles
        .map(|(name, number)| (name, cycles[number]))
        .collect()
}

/// The name of the component that a schema refers to.
pub fn component_name(schema: &Value) -> Option<&str> {
    reference(schema)?.strip_prefix("#/components/schemas/")
}

/// The values of the discriminator that the mapping gives to a branch.
fn tag(discriminator: &Value, branch: &Value) -> BTreeSet<String> {
    let mapping = discriminator.get("mapping").and_then(Value::as_object);
    let of_branch = mapping
        .into_iter()
        .flatten()
        .filter(|(_, target)| target.as_str() == reference(branch));
    of_branch.map(|(value, _)| value.clone()).collect()
}

fn fingerprint(text: &str) -> Meaning {
    let digest = Sha256::digest(text.as_bytes());
    digest
        .iter()
        .take(16)
        .fold(0, |number, byte| number << 8 | Meaning::from(*byte))
}
