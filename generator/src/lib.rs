//! Turns dated OpenAPI documents into one typed Rust client crate per version.
//!
//! The crate is pure: texts go in, files and findings come out. It handles OpenAPI and Rust, and
//! contains nothing about a particular API; an overlay adds what the documents leave out.
//!
//! ```text
//! spec::Document ─► lower::lower ─► plan::plan ─► render::render, documents::documents
//!   text, overlay     model           changes       files in memory
//! ```
#![warn(missing_docs)]

pub mod compare;
mod cycles;
mod documents;
mod input;
mod lower;
pub mod model;
mod output;
pub mod plan;
mod render;
pub mod report;
mod source;
mod spec;
mod spelling;

pub use documents::{CHANGELOG, DOCUMENT, MODEL, guide};
pub use input::{Baseline, DocumentText, Input, Text};
pub use lower::EXTENSIONS;
pub use output::{Origin, Output};
pub use source::{Action, Diagnostic, Edit, Fix, Place, Pointer, Repair, Severity, Step, Wanted};
pub use spec::{CanonicalError, canonical, repaired, with_actions, with_version};

use plan::{CratePlan, Loaded};
use spec::{Document, Findings, Overlay, Source};
use std::{collections::BTreeMap, panic::resume_unwind, sync::Arc, thread};

/// Generates every crate, or reports everything that prevents it.
///
/// # Errors
///
/// Every problem found in any of the documents, with its place.
pub fn generate(input: &Input) -> Result<Output, Vec<Diagnostic>> {
    let overlay = overlay(input)?;
    // All documents are processed, so that one run reports every problem.
    let texts: Vec<_> = input.documents.iter().zip(memories(input)).collect();
    let loaded = parallel(&texts, |(text, memory)| {
        load(text, *memory, overlay.as_ref())
    });
    let (findings, loaded): (Vec<_>, Vec<_>) = loaded.into_iter().unzip();
    let mut problems = overlay.as_ref().map_or_else(Vec::new, |overlay| {
        let codenames = input.documents.iter().map(DocumentText::codename);
        let outcomes = findings.iter().map(|findings| &findings.outcomes);
        overlay.problems(codenames.zip(outcomes))
    });
    let errors = findings.iter().flat_map(|findings| &findings.errors);
    problems.extend(errors.cloned());
    let known = overlay.as_ref().map_or(&[][..], Overlay::known);
    if let Some(overlay) = &overlay
        && loaded.iter().all(Result::is_ok)
    {
        let codenames = input.documents.iter().map(DocumentText::codename);
        let settings = findings.iter().map(|findings| &findings.settings);
        problems.extend(overlay.without_effect(codenames.zip(settings)));
    }
    let planned = collect(loaded).map(|versions| (plan::plan(input, known, &versions), versions));
    let (plans, versions) = match planned {
        Ok((Ok(plans), versions)) if problems.is_empty() => (plans, versions),
        Ok((plans, _)) => return Err(add(problems, plans.err().unwrap_or_default())),
        // The hand-written files do not depend on the documents.
        Err(found) => {
            let templates = plan::check_templates(input, known);
            return Err(add(add(problems, found), templates));
        }
    };
    let crates = collect(parallel(&plans, files))?;
    let mut files = BTreeMap::new();
    for (plan, own) in plans.iter().zip(crates) {
        let folder = &plan.release.crate_name;
        let own = own.into_iter();
        files.extend(own.map(|(path, text)| (format!("{folder}/{path}"), text)));
    }
    let surfaces = plans
        .iter()
        .map(|plan| (plan.release.version.name.clone(), documents::surface(plan)));
    let documents = versions.into_iter().map(|version| version.document);
    Ok(Output {
        files,
        surfaces: surfaces.collect(),
        reports: plans
            .iter()
            .filter_map(|plan| plan.history.report.clone())
            .collect(),
        warnings: findings
            .into_iter()
            .flat_map(|findings| findings.warnings)
            .collect(),
        documents: Arc::new(documents.collect()),
        plans,
    })
}

/// The actions that resolve problems, as text to append to the actions of the overlay.
pub fn actions<'f>(input: &Input, found: impl IntoIterator<Item = &'f Diagnostic>) -> String {
    let actions = found.into_iter().flat_map(Diagnostic::actions);
    let actions: Vec<Action> = actions.cloned().collect();
    match overlay(input) {
        Ok(Some(overlay)) => overlay.text_of(&actions),
        _ => {
            let codenames = input.documents.iter().map(DocumentText::codename);
            let codenames: Vec<_> = codenames.map(str::to_owned).collect();
            spec::text_of(&actions, &codenames)
        }
    }
}

/// What the spelling and the names of each version are taken from: its last generation, or that of
/// the version before it if it is new.
fn memories(input: &Input) -> impl Iterator<Item = Option<&Baseline>> {
    input.documents.iter().scan(None, |last, text| {
        *last = text.baseline.as_ref().or(*last);
        Some(*last)
    })
}

/// Reads a version: its document, its model, and the model of the previous generation.
fn load<'a>(
    text: &'a DocumentText,
    memory: Option<&Baseline>,
    overlay: Option<&Overlay>,
) -> (Findings, Result<Loaded<'a>, Vec<Diagnostic>>) {
    let mut findings = Findings::default();
    let loaded = try_load(text, memory, overlay, &mut findings);
    (findings, loaded)
}

fn try_load<'a>(
    text: &'a DocumentText,
    memory: Option<&Baseline>,
    overlay: Option<&Overlay>,
    findings: &mut Findings,
) -> Result<Loaded<'a>, Vec<Diagnostic>> {
    let version = &text.release.version;
    let problem = |problem| vec![problem];
    let last = memory.map(|memory| documents::read_model(&memory.model));
    let last = last.transpose().map_err(problem)?;
    let remembered = memory.and_then(|memory| memory.document.as_ref());
    let remembered = remembered.map(documents::read_document).transpose();
    let remembered = remembered.map_err(problem)?;
    let source = Source::new(&text.source.name, &text.source.text);
    let document = Document::load(
        source,
        overlay,
        &version.codename,
        remembered.as_ref(),
        findings,
    )?;
    let named = &document.openapi.info.version;
    if *named != version.name {
        let message = format!("the document declares version `{named}`, expected `{version}`");
        let place = document.place(&Pointer::root().join(["info", "version"]));
        let help = "provide the document of the expected version, or fix `info.version`";
        return Err(vec![Diagnostic::error(message).help(help).at(place)]);
    }
    let names = last.as_ref().map(|last| &last.api);
    let lowered = lower::lower(&document, &text.release, names);
    let mut lowered =
        lowered.map_err(|found| document.suggest(found, overlay, &version.codename))?;
    findings.warnings.append(&mut lowered.warnings);
    findings.settings = std::mem::take(&mut lowered.effects);
    let is_own = text.baseline.is_some();
    Ok(Loaded {
        text,
        document,
        lowered,
        previous: last.filter(|_| is_own),
        remembered: remembered.filter(|_| is_own),
    })
}

/// Every file of a crate, by path below its folder.
fn files(plan: &CratePlan) -> Result<BTreeMap<String, String>, Vec<Diagnostic>> {
    let problem = |error: String| vec![Diagnostic::error(error)];
    let mut files = render::render(plan).map_err(problem)?;
    files.extend(documents::documents(plan).map_err(problem)?);
    Ok(files)
}

fn overlay(input: &Input) -> Result<Option<Overlay>, Vec<Diagnostic>> {
    let Some(text) = &input.overlay else {
        return Ok(None);
    };
    let versions = input.documents.iter();
    let versions = versions.map(|document| document.release.version.name.as_str());
    let versions: Vec<_> = versions.collect();
    let source = Source::new(&text.name, &text.text);
    Overlay::parse(source, &versions, lower::VOCABULARY).map(Some)
}

/// The stack of a thread. Only what is used of it takes memory, and the depth of documents is
/// limited to far less than what fits into it.
const STACK: usize = 512 << 20;

/// Maps all items in parallel; the results are in the order of the items.
fn parallel<'i, I: Sync, T: Send>(items: &'i [I], with: impl Fn(&'i I) -> T + Sync) -> Vec<T> {
    let with = &with;
    thread::scope(|scope| {
        let threads: Vec<_> = items
            .iter()
            .map(|item| {
                let thread = thread::Builder::new().stack_size(STACK);
                thread.spawn_scoped(scope, move || with(item))
            })
            .collect();
        threads
            .into_iter()
            .map(|thread| match thread {
                Ok(thread) => thread.join().unwrap_or_else(|panic| resume_unwind(panic)),
                // The system cannot start a thread.
                Err(error) => resume_unwind(Box::new(error)),
            })
            .collect()
    })
}

/// All results, or all problems.
fn collect<T>(
    results: impl IntoIterator<Item = Result<T, Vec<Diagnostic>>>,
) -> Result<Vec<T>, Vec<Diagnostic>> {
    let mut values = Vec::new();
    let mut problems = Vec::new();
    for result in results {
        match result {
            Ok(value) => values.push(value),
            Err(found) => problems = add(problems, found),
        }
    }
    if problems.is_empty() {
        Ok(values)
    } else {
        Err(problems)
    }
}

/// Both lists of problems. An error in the overlay is found in every version.
fn add(mut problems: Vec<Diagnostic>, more: Vec<Diagnostic>) -> Vec<Diagnostic> {
    for problem in more {
        match problems.iter_mut().find(|known| known.is_same(&problem)) {
            Some(known) => known.wanted.extend(problem.wanted),
            None => problems.push(problem),
        }
    }
    problems
}
