//! Turns dated OpenAPI documents into one typed Rust client crate per version.
//!
//! The crate is pure: texts go in, files and findings come out. It knows OpenAPI and Rust, and nothing of any
//! particular API; what the documents leave out stands in an overlay.
//!
//! ```text
//! spec::Document::load ─► lower::lower ─► compare::settle ─► render::render
//!   text, overlay           model            availability      files in memory
//! ```
#![warn(missing_docs)]

mod compare;
mod lower;
pub mod model;
mod render;
mod spec;

pub use spec::{CanonicalError, Diagnostic, Place, Pointer, Severity, canonical};

use model::{Api, Release};
use spec::{Document, Overlay, Source};
use std::{collections::BTreeMap, panic::resume_unwind, thread};

/// Everything a generation depends on.
#[derive(Clone, Debug, Default)]
pub struct Input {
    /// The versions, oldest first.
    pub documents: Vec<DocumentText>,
    /// What the documents leave out.
    pub overlay: Option<Text>,
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
    /// What a person should know.
    pub warnings: Vec<Diagnostic>,
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
    let rendered = collect(parallel(&apis, |api| {
        render::render(api).map_err(|error| vec![Diagnostic::error(error)])
    }))?;
    let mut files = BTreeMap::new();
    let mut surfaces = BTreeMap::new();
    for (api, rendered) in apis.iter().zip(rendered) {
        let folder = &api.release.crate_name;
        files.extend(
            rendered
                .into_iter()
                .map(|(path, text)| (format!("{folder}/{path}"), text)),
        );
        surfaces.insert(api.release.version.name.clone(), render::surface(api));
    }
    Ok(Output {
        files,
        surfaces,
        apis,
        warnings,
    })
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
    DocumentText { source, release }: &DocumentText,
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
    let unknown: Vec<_> = unknown.collect();
    if unknown.is_empty() {
        Ok(())
    } else {
        Err(unknown)
    }
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
