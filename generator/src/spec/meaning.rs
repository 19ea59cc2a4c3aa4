//! What a schema means, whatever its spelling: schemas of equal meaning have equal fingerprints.
//!
//! References are followed, the parts of `allOf` are combined, and order is ignored. Titles and
//! extensions have no meaning. Documents are in normal form.

use super::normal::reference;
use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};
use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet, HashMap},
};

/// A fingerprint of what a schema means.
pub type Meaning = u128;

/// The meanings of the schemas of one document.
pub struct Meanings<'d> {
    schemas: Option<&'d Map<String, Value>>,
    components: RefCell<HashMap<&'d str, Meaning>>,
    /// Components whose meaning is being determined now, to detect recursion.
    open: RefCell<Vec<&'d str>>,
}

/// A schema with everything that its references and parts say.
#[derive(Default)]
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
    choices: Vec<(&'d str, &'d [Value])>,
    discriminator: Option<&'d Value>,
}

impl<'d> Meanings<'d> {
    pub fn new(document: &'d Value) -> Self {
        let schemas = document.pointer("/components/schemas");
        Self {
            schemas: schemas.and_then(Value::as_object),
            components: RefCell::default(),
            open: RefCell::default(),
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
        let mut flat = Flat::default();
        self.flatten(schema, &mut flat);
        fingerprint(&self.canonical(&flat).to_string())
    }

    fn of_component(&self, name: &'d str, content: &'d Value) -> Meaning {
        if let Some(known) = self.components.borrow().get(name) {
            return *known;
        }
        if self.open.borrow().contains(&name) {
            // Inside of itself a component means its name.
            return fingerprint(name);
        }
        self.open.borrow_mut().push(name);
        let meaning = self.of(content);
        self.open.borrow_mut().pop();
        self.components.borrow_mut().insert(name, meaning);
        meaning
    }

    fn flatten(&self, schema: &'d Value, flat: &mut Flat<'d>) {
        let Value::Object(members) = schema else {
            flat.words.entry("").or_default().insert(schema.to_string());
            return;
        };
        if let Some((name, content)) = self.referenced(schema) {
            if self.open.borrow().contains(&name) {
                flat.words.entry("$ref").or_default().insert(name.to_owned());
                return;
            }
            self.open.borrow_mut().push(name);
            self.flatten(content, flat);
            self.open.borrow_mut().pop();
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
                    flat.words.entry("enum").or_default().insert(values.join(","));
                }
                ("properties", Value::Object(properties)) => {
                    for (name, property) in properties {
                        flat.properties.entry(name).or_default().push(property);
                    }
                }
                ("items" | "not" | "additionalProperties", value) => {
                    flat.below.entry(key).or_default().push(value);
                }
                ("anyOf" | "oneOf", Value::Array(branches)) => flat.choices.push((key, branches)),
                ("discriminator", value) => flat.discriminator = Some(value),
                ("allOf", Value::Array(_)) => {}
                (key, value) => {
                    flat.words.entry(key).or_default().insert(value.to_string());
                }
            }
        }
        for part in members.get("allOf").and_then(Value::as_array).into_iter().flatten() {
            self.flatten(part, flat);
        }
    }

    fn canonical(&self, flat: &Flat<'d>) -> Value {
        let all = |schemas: &[&'d Value]| -> BTreeSet<String> {
            schemas.iter().map(|schema| self.of(schema).to_string()).collect()
        };
        let properties: BTreeMap<_, _> =
            flat.properties.iter().map(|(name, schemas)| (name, all(schemas))).collect();
        let below: BTreeMap<_, _> =
            flat.below.iter().map(|(key, schemas)| (key, all(schemas))).collect();
        let choices: Vec<_> = flat
            .choices
            .iter()
            .map(|(keyword, branches)| {
                let branches = branches.iter().map(|branch| {
                    let tag = flat.discriminator.map(|of| tag(of, branch));
                    (self.of(branch).to_string(), tag)
                });
                (keyword, branches.collect::<BTreeSet<_>>())
            })
            .collect();
        let property = flat.discriminator.and_then(|of| of.get("propertyName"));
        json!([
            flat.words, flat.texts, flat.nullable, flat.required, properties, below, choices,
            property
        ])
    }
}

/// The name of the component that a schema refers to.
pub fn component_name(schema: &Value) -> Option<&str> {
    reference(schema)?.strip_prefix("#/components/schemas/")
}

/// The values of the discriminator that the mapping gives to a branch.
fn tag(discriminator: &Value, branch: &Value) -> BTreeSet<String> {
    let mapping = discriminator.get("mapping").and_then(Value::as_object);
    let of_branch = mapping.into_iter().flatten().filter(|(_, target)| {
        target.as_str() == reference(branch)
    });
    of_branch.map(|(value, _)| value.clone()).collect()
}

fn fingerprint(text: &str) -> Meaning {
    let digest = Sha256::digest(text.as_bytes());
    digest.iter().take(16).fold(0, |number, byte| number << 8 | Meaning::from(*byte))
}
