//! Turns dated OpenAPI documents into one typed Rust client crate per version.
//!
//! The crate is pure: texts go in, files and findings come out. It knows OpenAPI and Rust, and
//! nothing of any particular API; what the documents leave out stands in an overlay.
//!
//! ```text
//! spec::Document::load ─► lower::lower ─► compare::compare ─► compare::settle ─► render::render
//!   text, overlay           model           changes             availability      files in memory
//! ```
#![warn(missing_docs)]

pub mod compare;
mod hand_written;
mod lower;
pub mod model;
mod render;
pub mod report;
mod source;
mod spec;
mod spelling;
mod stored;

pub use render::{CHANGELOG, guide};
pub use source::{Diagnostic, Place, Pointer, Severity};
pub use spec::{CanonicalError, canonical};
pub use stored::MODEL;

use compare::Change;
use model::{Api, Release};
use render::History;
use report::Report;
use spec::{Document, Overlay, Source};
use std::{collections::BTreeMap, panic::resume_unwind, sync::Arc, thread};

/// Everything a generation depends on.
#[derive(Clone, Debug, Default)]
pub struct Input {
    /// The versions, oldest first.
    pub documents: Vec<DocumentText>,
    /// What the documents leave out.
    pub overlay: Option<Text>,
    /// The day that changelogs give to a new entry.
    pub today: String,
    /// The hand-written files by path: `<versions>/src/<module>.rs`, `<versions>/examples/<name>.rs`,
    /// with `all`, `since-<codename>`, `until-<codename>` or `only-<codename>` for `<versions>`.
    pub templates: BTreeMap<String, Text>,
}

/// A named text.
#[derive(Clone, Debug)]
pub struct Text {
    /// How diagnostics call it, usually a path.
    pub name: String,
    /// Its content.
    pub text: String,
}

/// One version's document, and which crate it becomes.
#[derive(Clone, Debug)]
pub struct DocumentText {
    /// The document, YAML or JSON.
    pub source: Text,
    /// What it becomes.
    pub release: Release,
    /// What it has become so far.
    pub baseline: Option<Baseline>,
}

/// What was generated for a version before; changes are seen against it.
#[derive(Clone, Debug)]
pub struct Baseline {
    /// The file [`MODEL`] of the crate.
    pub model: Text,
    /// The file [`CHANGELOG`] of the crate, if it has one.
    pub changelog: Option<String>,
    /// The document that was read then, if it is still there.
    pub document: Option<String>,
}

/// What a generation gives.
#[derive(Clone, Debug)]
pub struct Output {
    /// Every file by path, below the folder of all crates.
    pub files: BTreeMap<String, String>,
    /// The surface of each crate by version: everything that a user of it can name.
    pub surfaces: BTreeMap<String, String>,
    /// The models, oldest first.
    pub apis: Vec<Api>,
    /// What has changed in each version that has a baseline.
    pub reports: Vec<Report>,
    /// What is different in each version that has one before it.
    pub migrations: Vec<Report>,
    /// What a person should know.
    pub warnings: Vec<Diagnostic>,
    documents: Arc<Vec<Document>>,
}

impl Output {
    /// What is different between two versions, by name or codename; `None` if one of them is not
    /// there.
    pub fn difference(&self, from: &str, to: &str) -> Option<Report> {
        let index = |wanted: &str| {
            let version = |api: &Api| api.release.version.clone();
            let mut versions = self.apis.iter().map(version);
            versions.position(|version| version.name == wanted || version.codename == wanted)
        };
        let (from, to) = (index(from)?, index(to)?);
        let document = self.documents.get(to)?;
        Some(migration(
            self.apis.get(from)?,
            self.apis.get(to)?,
            document,
        ))
    }
}

/// Generates every crate, or says everything that stands in the way.
///
/// # Errors
///
/// Every problem found in any of the documents, with its place.
pub fn generate(input: &Input) -> Result<Output, Vec<Diagnostic>> {
    let overlay = overlay(input)?;
    // Each document is taken as far as it goes: one run says everything about all of them.
    let lowered = collect(parallel(&input.documents, |document| {
        let mut warnings = Vec::new();
        let loaded = load(document, overlay.as_ref(), &mut warnings)?;
        let api = lower::lower(&loaded, document.release.clone())?;
        Ok((loaded, api, warnings))
    }))?;
    let mut documents = Vec::new();
    let (mut apis, mut warnings) = (Vec::new(), Vec::new());
    for (document, api, found) in lowered {
        documents.push(document);
        apis.push(api);
        warnings.extend(found);
    }
    settle_availability(&mut apis, &documents)?;
    let reports = reports(input, &mut apis, &documents)?;
    let migrations = migrations(&apis, &documents);
    let hand_written = hand_written::files(&mut apis, &input.templates)?;
    let rendered = collect(parallel(&apis, |api| {
        let history = History {
            report: reports
                .iter()
                .find(|report| report.to.version == api.release.version),
            migration: migrations
                .iter()
                .find(|report| report.to.version == api.release.version),
            changelog: changelog(input, &api.release),
            today: &input.today,
        };
        render::render(api, &history).map_err(|error| vec![Diagnostic::error(error)])
    }))?;
    let mut files = BTreeMap::new();
    let mut surfaces = BTreeMap::new();
    for ((api, rendered), hand_written) in apis.iter().zip(rendered).zip(hand_written) {
        let folder = &api.release.crate_name;
        files.extend(
            rendered
                .into_iter()
                .chain(hand_written)
                .map(|(path, text)| (format!("{folder}/{path}"), text)),
        );
        surfaces.insert(api.release.version.name.clone(), render::surface(api));
    }
    Ok(Output {
        files,
        surfaces,
        apis,
        reports,
        migrations,
        warnings,
        documents: Arc::new(documents),
    })
}

/// Compares every version with what was generated for it, and bumps the version of its crate
/// accordingly.
fn reports(
    input: &Input,
    apis: &mut [Api],
    documents: &[Document],
) -> Result<Vec<Report>, Vec<Diagnostic>> {
    let mut reports = Vec::new();
    for ((api, document), text) in apis.iter_mut().zip(documents).zip(&input.documents) {
        let Some(baseline) = &text.baseline else {
            continue;
        };
        let old = stored::read(&baseline.model).map_err(|error| vec![error])?;
        let mut changes = compare::compare(&old, api);
        if let Some(before) = &baseline.document
            && let (Ok(before), Ok(after)) = (spec::parse(before), spec::parse(&text.source.text))
        {
            changes.extend(compare::unmodelled(&before, &after, &changes));
        }
        place(&mut changes, document);
        if let Some(bumped) = compare::bump(&old.release.crate_version, &changes) {
            api.release.crate_version =
                compare::later(&api.release.crate_version, &bumped).to_owned();
        }
        reports.push(Report {
            from: old.release,
            to: api.release.clone(),
            changes,
        });
    }
    Ok(reports)
}

/// Compares every version with the one before it.
fn migrations(apis: &[Api], documents: &[Document]) -> Vec<Report> {
    let pairs = apis.windows(2).zip(documents.iter().skip(1));
    pairs
        .filter_map(|(pair, document)| match pair {
            [old, new] => Some(migration(old, new, document)),
            _ => None,
        })
        .collect()
}

fn migration(old: &Api, new: &Api, document: &Document) -> Report {
    let mut changes = compare::compare(old, new);
    place(&mut changes, document);
    Report {
        from: old.release.clone(),
        to: new.release.clone(),
        changes,
    }
}

/// Says of every change where it stands in the newer document.
fn place(changes: &mut [Change], document: &Document) {
    for change in changes {
        change.place = Some(document.place(&change.pointer));
    }
}

fn changelog<'i>(input: &'i Input, release: &Release) -> Option<&'i str> {
    let document = input
        .documents
        .iter()
        .find(|document| document.release.version == release.version);
    document?.baseline.as_ref()?.changelog.as_deref()
}

/// Does something with every item at once; the results come in the order of the items.
fn parallel<I: Sync, T: Send>(items: &[I], with: impl Fn(&I) -> T + Sync) -> Vec<T> {
    let with = &with;
    thread::scope(|scope| {
        let threads: Vec<_> = items
            .iter()
            .map(|item| scope.spawn(move || with(item)))
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap_or_else(|panic| resume_unwind(panic)))
            .collect()
    })
}

fn overlay(input: &Input) -> Result<Option<Overlay>, Vec<Diagnostic>> {
    let Some(text) = &input.overlay else {
        return Ok(None);
    };
    let codenames: Vec<&str> = input
        .documents
        .iter()
        .map(|document| document.release.version.codename.as_str())
        .collect();
    Overlay::parse(
        Source::new(&text.name, &text.text),
        &codenames,
        &lower::EXTENSIONS,
    )
    .map(Some)
}

fn load(
    DocumentText {
        source, release, ..
    }: &DocumentText,
    overlay: Option<&Overlay>,
    warnings: &mut Vec<Diagnostic>,
) -> Result<Document, Vec<Diagnostic>> {
    let source = Source::new(&source.name, &source.text);
    let document = Document::load(source, overlay, &release.version.codename, warnings)?;
    let named = &document.openapi.info.version;
    if *named == release.version.name {
        return Ok(document);
    }
    let place = document.place(&Pointer::root().join(["info", "version"]));
    let message = format!(
        "this is the document of `{named}`, not of `{}`",
        release.version
    );
    Err(vec![
        Diagnostic::error(message)
            .help("each document stands under its own version")
            .at(place),
    ])
}

fn settle_availability(apis: &mut [Api], documents: &[Document]) -> Result<(), Vec<Diagnostic>> {
    let unknown = compare::settle(apis).into_iter().map(|moved| {
        let message = match &moved.gone {
            Some(version) => format!(
                "`{}` is said to move to `{}`, which {version} does not have",
                moved.from, moved.to
            ),
            None => format!(
                "`{}` is said to move, but every later version still has it",
                moved.from
            ),
        };
        let diagnostic = Diagnostic::error(message).help("mend `x-moved-to` in the overlay");
        let (method, path) = moved.from.split_once(' ').unwrap_or_default();
        let at = Pointer::root().join(["paths", path, &method.to_lowercase(), "x-moved-to"]);
        match documents
            .iter()
            .find(|document| document.openapi.info.version == moved.version.name)
        {
            Some(document) => diagnostic.at(document.place(&at)),
            None => diagnostic,
        }
    });
    collect(unknown.map(|diagnostic| Err::<(), _>(vec![diagnostic]))).map(|_| ())
}

/// All results, or all problems: one run says everything.
fn collect<T>(
    results: impl IntoIterator<Item = Result<T, Vec<Diagnostic>>>,
) -> Result<Vec<T>, Vec<Diagnostic>> {
    let mut values = Vec::new();
    let mut problems = Vec::new();
    for result in results {
        match result {
            Ok(value) => values.push(value),
            // What the overlay says wrong, it says to every version.
            Err(found) => {
                for problem in found {
                    if !problems.contains(&problem) {
                        problems.push(problem);
                    }
                }
            }
        }
    }
    if problems.is_empty() {
        Ok(values)
    } else {
        Err(problems)
    }
}
