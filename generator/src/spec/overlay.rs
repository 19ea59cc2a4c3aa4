//! OpenAPI Overlay 1.0: what the documents leave out, as data.
//!
//! An action must have an effect in each version that it applies to, and so must each name in its
//! selectors. Otherwise it is an error, because the document has probably been fixed upstream.
//! `x-versions` limits an action to the given versions, or to a range such as `beta..`, which
//! includes later versions. `info.x-versions` lists the versions that the overlay knows, whether
//! they are pinned or not.

mod action;
mod draft;
mod edit;
mod judge;
mod locate;
mod origins;
mod paste;
mod references;
mod scalar;
mod target;
mod versions;

pub use action::Outcome;
pub use draft::Vocabulary;
pub use edit::{repaired, with_actions, with_version};
pub use locate::nearest;
pub use origins::Origins;
pub use paste::text as text_of;

use super::{moves::Moves, text::Source};
use crate::source::{self, Diagnostic, Fix, Pointer, Repair, Wanted};
use action::Action;
use draft::Draft;
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OverlayObject {
    overlay: String,
    info: Value,
    actions: Vec<Value>,
}

/// A parsed overlay document.
#[derive(Debug)]
pub struct Overlay {
    source: Source,
    actions: Vec<Action>,
    words: Vocabulary,
    /// The names of all versions that it knows, oldest first.
    known: Vec<String>,
    /// Their codenames.
    codenames: Vec<String>,
}

/// The result of applying an overlay.
#[derive(Debug, Default)]
pub struct Applied {
    pub origins: Origins,
    /// What each action did that is for the version, by its index.
    pub outcomes: BTreeMap<usize, Outcome>,
    /// What is wrong with the result.
    pub problems: Vec<Diagnostic>,
}

impl Overlay {
    /// Reads an overlay; `pinned` are the names of the versions that it is applied to.
    pub fn parse(
        source: Source,
        pinned: &[&str],
        words: Vocabulary,
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
        let known = known(&object.info, pinned).unwrap_or_else(|(at, problem)| {
            diagnostics.push(problem.at(source.place(&at)));
            Vec::new()
        });
        let codenames: Vec<String> = known.iter().map(|name| codename(name).to_owned()).collect();
        let mut actions = Vec::new();
        for (index, action) in object.actions.into_iter().enumerate() {
            let pointer = Pointer::root().child("actions").index(index);
            match Action::parse(action, pointer.clone(), &codenames, words.known) {
                Ok(action) => actions.push(action),
                Err((at, diagnostic)) => diagnostics.push(diagnostic.at(source.place(&at))),
            }
        }
        if diagnostics.is_empty() {
            Ok(Self {
                source,
                actions,
                words,
                known,
                codenames,
            })
        } else {
            Err(diagnostics)
        }
    }

    /// The names of the versions that it knows, oldest first.
    pub fn known(&self) -> &[String] {
        &self.known
    }

    /// Whether it is one of the extensions that an overlay can use.
    pub fn knows(&self, extension: &str) -> bool {
        self.words.known.contains(&extension)
    }

    /// Applies every action for the version `codename` to `document`.
    pub fn apply(&self, codename: &str, document: &mut Value) -> Applied {
        let mut draft = Draft::new(document);
        let mut outcomes = BTreeMap::new();
        for (index, action) in self.actions.iter().enumerate() {
            if self.is_for(action, codename) {
                let place = self.source.place(&action.pointer.child("target"));
                outcomes.insert(index, action.apply(&mut draft, place, &self.words));
            }
        }
        let (origins, problems) = draft.finish(&self.words);
        Applied {
            origins,
            outcomes,
            problems,
        }
    }

    /// Tells of what an action did not find where it is, if it is in the document as upstream writes
    /// it (`written`), and was spelled in another way last time (`document`).
    pub fn add_respelled(
        outcomes: &mut BTreeMap<usize, Outcome>,
        written: &Value,
        document: &Value,
        from_written: &Moves,
    ) {
        for missing in outcomes.values_mut().flat_map(|it| &mut it.missing) {
            missing.respelled = locate::respelled(&missing.prefix, written, document, from_written);
        }
    }

    /// The actions without an effect, given what they did in each version.
    pub fn problems<'o>(
        &self,
        versions: impl Iterator<Item = (&'o str, &'o BTreeMap<usize, Outcome>)> + Clone,
    ) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        for (index, action) in self.actions.iter().enumerate() {
            let outcomes = versions.clone().filter_map(|(codename, outcomes)| {
                let version = self.codenames.iter().position(|known| known == codename)?;
                Some((version, outcomes.get(&index)?))
            });
            let place = self.source.place(&action.pointer.child("target"));
            let problems = judge::problems(index, action, &outcomes.collect(), &self.codenames);
            found.extend(
                problems
                    .into_iter()
                    .map(|problem| problem.at(place.clone())),
            );
        }
        found
    }

    /// The settings that have an effect in no version, given whether each has one in each version.
    /// Nothing is known of an action for a version that is not among these.
    pub fn without_effect<'o>(
        &self,
        versions: impl Iterator<Item = (&'o str, &'o BTreeMap<Pointer, bool>)> + Clone,
    ) -> Vec<Diagnostic> {
        let mut effects = BTreeMap::<&Pointer, bool>::new();
        for (node, has_effect) in versions.clone().flat_map(|(_, settings)| settings) {
            *effects.entry(node).or_default() |= has_effect;
        }
        let is_known = |version: &usize| {
            let codename = &self.codenames[*version];
            versions.clone().any(|(known, _)| known == codename)
        };
        let unused = effects.into_iter().filter(|(_, has_effect)| !has_effect);
        let unused = unused.filter_map(|(node, _)| {
            let mut actions = self.actions.iter();
            let action = actions.position(|action| node.is_within(&action.pointer))?;
            let versions = &self.actions[action].versions;
            versions.iter().all(is_known).then_some((node, action))
        });
        let unused = unused.map(|(node, action)| {
            let message = format!("`{}` has no effect in any version", node.last());
            let fix = Fix::Omit(node.clone());
            Diagnostic::error(message)
                .help("fix its name")
                .repair(Repair { action, fix })
                .at(self.source.place(node))
        });
        unused.collect()
    }

    /// The repair that extends an action for other versions to `codename`, because it would set one
    /// of these members there.
    pub fn widened(&self, codename: &str, document: &Value, wanted: &[Wanted]) -> Option<Repair> {
        let version = self.codenames.iter().position(|known| known == codename)?;
        let sets = |action: &Action| {
            wanted.iter().any(|wanted| {
                wanted.keys().any(|key| action.sets(key))
                    && locate::selects(document, &action.target, &wanted.at)
            })
        };
        let mut actions = self.actions.iter().enumerate();
        let (index, action) =
            actions.find(|(_, action)| !self.is_for(action, codename) && sets(action))?;
        let mut versions = action.versions.clone();
        versions.push(version);
        versions.sort_unstable();
        Some(Repair {
            action: index,
            fix: Fix::Widen(versions::ranges(&versions, &self.codenames)),
        })
    }

    /// Actions as text to append to the overlay.
    pub fn text_of(&self, actions: &[source::Action]) -> String {
        paste::text(actions, &self.codenames)
    }

    fn is_for(&self, action: &Action, codename: &str) -> bool {
        let mut versions = action.versions.iter();
        versions.any(|version| self.codenames[*version] == codename)
    }
}

/// The names of the versions that an overlay knows: those in `info.x-versions` and the pinned ones,
/// oldest first.
fn known(info: &Value, pinned: &[&str]) -> Result<Vec<String>, (Pointer, Diagnostic)> {
    let at = Pointer::root().child("info").child("x-versions");
    let mut known: Vec<String> = pinned.iter().map(|name| (*name).to_owned()).collect();
    let listed = info.get("x-versions").and_then(Value::as_array);
    for (index, name) in listed.into_iter().flatten().enumerate() {
        match name.as_str() {
            Some(name) if name.starts_with(|c: char| c.is_ascii_digit()) && name.contains('.') => {
                known.push(name.to_owned());
            }
            _ => {
                let message = format!("invalid version {name} in `info.x-versions`");
                let help = "write the name of a version, such as `2026-01-31.alpha`";
                return Err((at.index(index), Diagnostic::error(message).help(help)));
            }
        }
    }
    // Names begin with the date.
    known.sort();
    known.dedup();
    Ok(known)
}

/// The part of a version's name after its date.
fn codename(name: &str) -> &str {
    name.split_once('.').map_or(name, |(_, codename)| codename)
}
