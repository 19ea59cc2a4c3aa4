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

pub use spec::{Diagnostic, Place, Pointer, Severity};

use model::{Api, Release};
use spec::{Document, Overlay, Source};
use std::collections::BTreeMap;

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
    let mut warnings = Vec::new();
    let documents = load(input, &mut warnings)?;
    let mut apis = lower_all(&documents)?;
    settle_availability(&mut apis, &documents)?;
    let mut files = BTreeMap::new();
    let mut surfaces = BTreeMap::new();
    for api in &apis {
        let rendered = render::render(api).map_err(|error| vec![Diagnostic::error(error)])?;
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

fn load<'i>(
    input: &'i Input,
    warnings: &mut Vec<Diagnostic>,
) -> Result<Vec<(&'i Release, Document)>, Vec<Diagnostic>> {
    let codenames: Vec<&str> = input
        .documents
        .iter()
        .map(|document| document.release.version.codename.as_str())
        .collect();
    let overlay = match &input.overlay {
        Some(text) => Some(Overlay::parse(
            Source::new(&text.name, &text.text),
            &codenames,
            &lower::EXTENSIONS,
        )?),
        None => None,
    };
    collect(
        input
            .documents
            .iter()
            .map(|DocumentText { source, release }| {
                let source = Source::new(&source.name, &source.text);
                let document = Document::load(
                    source,
                    overlay.as_ref(),
                    &release.version.codename,
                    warnings,
                )?;
                let named = &document.openapi.info.version;
                if *named != release.version.name {
                    let place = document.place(&Pointer::root().join(["info", "version"]));
                    let message = format!(
                        "this is the document of `{named}`, not of `{}`",
                        release.version
                    );
                    return Err(vec![
                        Diagnostic::error(message)
                            .help("each document stands under its own version")
                            .at(place),
                    ]);
                }
                Ok((release, document))
            }),
    )
}

fn lower_all(documents: &[(&Release, Document)]) -> Result<Vec<Api>, Vec<Diagnostic>> {
    collect(
        documents
            .iter()
            .map(|(release, document)| lower::lower(document, (*release).clone())),
    )
}

fn settle_availability(
    apis: &mut [Api],
    documents: &[(&Release, Document)],
) -> Result<(), Vec<Diagnostic>> {
    let unknown = compare::settle(apis).into_iter().map(|moved| {
        let message = format!(
            "`{}` is said to move to `{}`, which no later version has",
            moved.from, moved.to
        );
        let diagnostic = Diagnostic::error(message).help("mend `x-moved-to` in the overlay");
        let (method, path) = moved.from.split_once(' ').unwrap_or_default();
        let at = Pointer::root().join(["paths", path, &method.to_lowercase(), "x-moved-to"]);
        match documents
            .iter()
            .find(|(release, _)| release.version == moved.version)
        {
            Some((_, document)) => diagnostic.at(document.place(&at)),
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
    results: impl Iterator<Item = Result<T, Vec<Diagnostic>>>,
) -> Result<Vec<T>, Vec<Diagnostic>> {
    let mut values = Vec::new();
    let mut problems = Vec::new();
    for result in results {
        match result {
            Ok(value) => values.push(value),
            Err(found) => problems.extend(found),
        }
    }
    if problems.is_empty() {
        Ok(values)
    } else {
        Err(problems)
    }
}
