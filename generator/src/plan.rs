//! APIs and their changes → one plan per crate: all data that the files of a crate are generated
//! from.

mod availability;
mod crate_version;
mod hand_written;
mod history;
mod loaded;
mod modules;
mod moved_calls;

pub use hand_written::{Filled, HandWritten, Module};
pub use history::History;
pub use loaded::Loaded;
pub use modules::GENERATED_MODULES;
pub use moved_calls::{Becomes, MovedArgument, MovedCall};

use crate::{
    compare::{self, Reviewed},
    input::Input,
    model::{Api, Dated, Release, Skill, Timeline, Version},
    report::Report,
    source::{Diagnostic, Pointer},
    spec::{Document, respell},
};
use availability::{UnknownMove, timelines};
use hand_written::hand_written;
use history::{between, since};
use moved_calls::moved_calls;
use serde_json::Value;
use std::{collections::BTreeMap, sync::Arc};

/// The data that one crate is generated from.
#[derive(Clone, Debug, PartialEq)]
pub struct CratePlan {
    /// The crate.
    pub release: Release,
    /// The API in this version.
    pub api: Api,
    /// Which other versions have its items, and what replaced moved calls.
    pub timeline: Timeline,
    /// Every version that is generated together, oldest first.
    pub versions: Vec<Version>,
    /// Calls of older versions that moved and still compile.
    pub moved_calls: Vec<MovedCall>,
    /// The changes.
    pub history: History,
    /// The hand-written files.
    pub hand_written: HandWritten,
    /// Additional texts for agents.
    pub skill: Skill,
    /// The document in normal form, without the overlay.
    pub document: Arc<Value>,
}

impl CratePlan {
    /// Resources of which only moved calls are left, by name, with the types of their handles.
    pub fn gone_resources(&self) -> BTreeMap<&str, &str> {
        let is_known = |name: &str| self.api.resources.iter().any(|known| known.name == name);
        let gone = self.moved_calls.iter();
        gone.filter(|moved| !is_known(&moved.resource))
            .map(|moved| (moved.resource.as_str(), moved.type_name.as_str()))
            .collect()
    }

    /// The API with its timeline.
    pub fn dated(&self) -> Dated<'_> {
        Dated {
            api: &self.api,
            timeline: &self.timeline,
        }
    }
}

/// Plans the crate of each version; `versions` are all of them, oldest first. `known` are the names
/// of these and of the versions that are not generated now.
///
/// # Errors
///
/// Moves to unknown operations, and invalid hand-written files.
pub fn plan(
    input: &Input,
    known: &[String],
    versions: &[Loaded<'_>],
) -> Result<Vec<CratePlan>, Vec<Diagnostic>> {
    let apis: Vec<&Api> = versions
        .iter()
        .map(|version| &version.lowered.api)
        .collect();
    let timelines = timelines(&apis, known).map_err(|unknown| problems(versions, &unknown));
    let (timelines, hand_written) = match (timelines, hand_written(input, known)) {
        (Ok(timelines), Ok(hand_written)) => (timelines, hand_written),
        (timelines, hand_written) => {
            let found = [timelines.err(), hand_written.err()];
            return Err(found.into_iter().flatten().flatten().collect());
        }
    };
    let dated = apis.iter().zip(&timelines);
    let dated: Vec<_> = dated
        .map(|(api, timeline)| Dated { api, timeline })
        .collect();
    let mut plans: Vec<CratePlan> = Vec::new();
    for (index, (version, hand_written)) in versions.iter().zip(hand_written).enumerate() {
        let (text, now) = (version.text, dated[index]);
        let previous = version.previous.as_ref();
        let report = previous.map(|previous| since(previous, now, &hand_written, version));
        let release = report
            .as_ref()
            .map_or(&text.release, |report| &report.to)
            .clone();
        let migration = plans.last().map(|before| {
            between(
                (&before.release, before.dated()),
                (&release, now),
                &version.document,
            )
        });
        let baseline = text.baseline.as_ref();
        plans.push(CratePlan {
            moved_calls: moved_calls(now.api, &dated[..index]),
            versions: apis.iter().map(|api| api.version.clone()).collect(),
            history: History {
                report,
                migration,
                changelog: baseline.and_then(|baseline| baseline.changelog.clone()),
                today: input.today.clone(),
            },
            release,
            api: now.api.clone(),
            timeline: now.timeline.clone(),
            hand_written,
            skill: version.lowered.skill.clone(),
            document: Arc::clone(&version.document.base),
        });
    }
    Ok(plans)
}

/// The problems of the hand-written files.
pub fn check_templates(input: &Input, known: &[String]) -> Vec<Diagnostic> {
    hand_written(input, known).err().unwrap_or_default()
}

/// The changes from one version to another; `document` belongs to the newer one.
pub fn migration(from: &CratePlan, to: &CratePlan, document: &Document) -> Report {
    between(
        (&from.release, from.dated()),
        (&to.release, to.dated()),
        document,
    )
}

/// The changes from one version to another, with those of the document that change no model.
pub fn difference(from: &CratePlan, to: &CratePlan, document: &Document) -> Report {
    let mut report = migration(from, to, document);
    let (respelled, moves) = respell(&to.document, Some(&from.document));
    let mut others = compare::unmodelled(&from.document, &respelled, &report.changes);
    let version = Pointer::root().join(["info", "version"]);
    others.retain(|change| change.pointer != version);
    for change in &mut others {
        change.pointer = moves.source(&change.pointer);
        change.place = Some(document.place(&change.pointer));
    }
    report.changes.extend(others);
    report
}

/// The changes from one version to a new one after it, with what a person should look at; each
/// version comes with its document.
pub fn introduction(
    (from, before): (&CratePlan, &Document),
    (to, document): (&CratePlan, &Document),
) -> Report {
    let mut report = migration(from, to, document);
    let old = Reviewed {
        api: &from.api,
        skill: &from.skill,
        base: &before.base,
        document: &before.value,
    };
    let new = Reviewed {
        api: &to.api,
        skill: &to.skill,
        base: &document.base,
        document: &document.value,
    };
    report.review = compare::review(old, new, &report.changes);
    for finding in &mut report.review {
        let pointer = finding.pointer.as_ref();
        finding.place = pointer.map(|pointer| document.place(pointer));
    }
    report
}

/// Each problem once: an error in the overlay is found in every version.
fn problems(versions: &[Loaded<'_>], unknown: &[UnknownMove]) -> Vec<Diagnostic> {
    let mut problems: Vec<Diagnostic> = Vec::new();
    for unknown in unknown {
        let place = versions[unknown.version].document.place(&unknown.at);
        let problem = unknown.diagnostic().at(place);
        if !problems.contains(&problem) {
            problems.push(problem);
        }
    }
    problems
}
