//! The real documents with something broken: sound code or diagnostics, and always an end.

use crate::{
    determinism::real,
    hostile::assert_sound,
    support::{Documents, nodes, text_of},
};
use nomos_generator::{Diagnostic, Pointer};
use proptest::{prelude::*, sample::Index};
use serde_json::{Value, json};
use std::{collections::BTreeSet, sync::LazyLock};

/// A few paths of one version with the components they need, and the overlay as far as it is about
/// them.
#[derive(Clone)]
struct Excerpt {
    codename: String,
    document: Value,
    overlay: Value,
}

static EXCERPTS: LazyLock<Vec<Excerpt>> = LazyLock::new(|| {
    let overlay: Value = serde_yaml::from_str(&real().overlay.as_ref().unwrap().text).unwrap();
    let mut excerpts = Vec::new();
    for document in &real().documents {
        let codename = &document.release.version.codename;
        let document: Value = serde_yaml::from_str(&document.source.text).unwrap();
        let paths = document["paths"].as_object().unwrap().keys();
        for paths in paths.collect::<Vec<_>>().chunks(3) {
            excerpts.extend(Excerpt::new(codename, document.clone(), &overlay, paths));
        }
    }
    assert!(excerpts.len() > 20, "{}", excerpts.len());
    excerpts
});

impl Excerpt {
    fn new(
        codename: &str,
        mut document: Value,
        overlay: &Value,
        paths: &[&String],
    ) -> Option<Self> {
        document["paths"]
            .as_object_mut()
            .unwrap()
            .retain(|path, _| paths.contains(&path));
        let mut needed = BTreeSet::new();
        references(&document["paths"], &document, &mut needed);
        for (kind, components) in document["components"].as_object_mut().unwrap() {
            let is_needed = |name: &str| needed.contains(&format!("#/components/{kind}/{name}"));
            components
                .as_object_mut()
                .unwrap()
                .retain(|name, _| kind == "securitySchemes" || is_needed(name));
        }
        document["info"]["version"] = format!("2026-01-01.{codename}").into();
        let mut overlay = overlay.clone();
        let actions = overlay["actions"].as_array_mut().unwrap();
        actions.retain(|action| is_meant_for(action, codename));
        for action in actions {
            // It names versions that do not exist here.
            action.as_object_mut().unwrap().shift_remove("x-versions");
        }
        let excerpt = Self {
            codename: codename.to_owned(),
            document,
            overlay,
        };
        excerpt.without_stale_actions()
    }

    fn documents(&self) -> Documents {
        text_of(&self.codename, &self.document.to_string()).overlay_text(&self.overlay.to_string())
    }

    /// The excerpt without actions on what is not in it; `None` if it makes no sense without them.
    fn without_stale_actions(mut self) -> Option<Self> {
        while let Err(found) = self.documents().generate() {
            let stale: Vec<usize> = found.iter().map(action).collect::<Option<_>>()?;
            let actions = self.overlay["actions"].as_array_mut()?;
            let mut index = 0..;
            actions.retain(|_| !stale.contains(&index.next().unwrap()));
        }
        Some(self)
    }
}

/// The number of the overlay action that a diagnostic is about.
fn action(problem: &Diagnostic) -> Option<usize> {
    let pointer = problem.place.as_ref()?.pointer.as_ref()?;
    let index = pointer.as_str().strip_prefix("/actions/")?;
    index.split('/').next()?.parse().ok()
}

/// A move needs the version that it leads to.
fn is_meant_for(action: &Value, codename: &str) -> bool {
    let index = |name: &str| {
        let mut documents = real().documents.iter();
        documents.position(|document| document.release.version.codename == name)
    };
    let within = |range: &Value| {
        let range = range.as_str().unwrap();
        let (first, last) = range.split_once("..").unwrap_or((range, range));
        index(first) <= index(codename) && (last.is_empty() || index(codename) <= index(last))
    };
    let versions = action["x-versions"].as_array();
    versions.is_none_or(|versions| versions.iter().any(within))
        && action["update"]["x-moved-to"].is_null()
}

/// Everything that `node` refers to, directly or not.
fn references(node: &Value, document: &Value, found: &mut BTreeSet<String>) {
    for at in nodes(node, Pointer::root()) {
        let Some(Value::String(reference)) =
            node.pointer(at.as_str()).filter(|_| at.last() == "$ref")
        else {
            continue;
        };
        if found.insert(reference.clone()) {
            references(document.pointer(&reference[1..]).unwrap(), document, found);
        }
    }
}

/// Something that goes wrong with a node.
#[derive(Clone, Debug)]
enum Change {
    Delete,
    Replace(Value),
    Wrap,
    Double,
    Rename(&'static str),
    /// Another node of the same tree comes into its place.
    Move(Index),
}

fn change() -> impl Strategy<Value = Change> {
    let values = vec![
        json!(null),
        json!(true),
        json!(-1.5),
        json!(u64::MAX),
        json!(""),
        json!("object"),
        json!([]),
        json!({}),
        json!({"nullable": true}),
        json!({"$ref": "#/components/schemas/Subscription"}),
    ];
    let names = vec![
        "",
        "$ref",
        "type",
        "enum",
        "allOf",
        "anyOf",
        "properties",
        "items",
        "x-rust-type",
        "x-id",
        "14a",
    ];
    prop_oneof![
        Just(Change::Delete),
        prop::sample::select(values).prop_map(Change::Replace),
        Just(Change::Wrap),
        Just(Change::Double),
        prop::sample::select(names).prop_map(Change::Rename),
        any::<Index>().prop_map(Change::Move),
    ]
}

fn mutate(tree: &mut Value, node: Index, change: &Change) {
    let places = nodes(tree, Pointer::root());
    let at = node.get(&places);
    let value = tree.pointer(at.as_str()).unwrap().clone();
    let Some(around) = at.parent() else { return };
    match change {
        Change::Replace(value) => *tree.pointer_mut(at.as_str()).unwrap() = value.clone(),
        Change::Wrap => *tree.pointer_mut(at.as_str()).unwrap() = json!({"allOf": [value]}),
        Change::Move(other) => {
            let value = tree.pointer(other.get(&places).as_str()).unwrap().clone();
            *tree.pointer_mut(at.as_str()).unwrap() = value;
        }
        Change::Delete | Change::Double | Change::Rename(_) => {
            match tree.pointer_mut(around.as_str()).unwrap() {
                Value::Array(items) => {
                    let index: usize = at.last().parse().unwrap();
                    match change {
                        Change::Double => items.insert(index, value),
                        _ => drop(items.remove(index)),
                    }
                }
                around => {
                    let name = at.last();
                    let members = around.as_object_mut().unwrap();
                    match change {
                        Change::Double => drop(members.insert(format!("{name}_"), value)),
                        Change::Rename(other) => {
                            members.shift_remove(&name);
                            members.insert((*other).to_owned(), value);
                        }
                        _ => drop(members.shift_remove(&name)),
                    }
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(crate::support::unrecorded())]

    #[test]
    fn broken_documents_give_sound_code_or_diagnostics(
        excerpt in any::<Index>(),
        changes in prop::collection::vec((prop::bool::weighted(0.8), any::<Index>(), change()), 1..4),
    ) {
        let mut excerpt = excerpt.get(&EXCERPTS).clone();
        for (in_document, node, change) in &changes {
            let tree = if *in_document { &mut excerpt.document } else { &mut excerpt.overlay };
            mutate(tree, *node, change);
        }
        match excerpt.documents().generate() {
            Ok(output) => assert_sound(&output),
            Err(found) => prop_assert!(!found.is_empty()),
        }
    }
}
