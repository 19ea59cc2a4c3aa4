//! Checks with cargo that new crates compile, before they replace the old ones.

mod compile;
mod doc_examples;
mod workspace;

use crate::{cargo, project::Project, tree::Plan};
use compile::{At, CompileError, words};
use nomos_generator::{
    Diagnostic, Origin, Output,
    compare::{Change, Impact},
    report::Words,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    time::Instant,
};
use workspace::Workspace;

/// How many changes are named as the cause of one error.
const CAUSES: usize = 3;

/// Checks the crates whose code `plan` changes, with their tests, examples and the examples in
/// their documentation. The others are known to compile.
///
/// # Errors
///
/// The problems, by their place in a hand-written file where they are in one. If cargo itself
/// failed, the only problem is its message.
pub fn verify(project: &Project, plan: &Plan<'_>, output: &Output) -> Result<(), Vec<Diagnostic>> {
    let crates = changed_crates(plan);
    if crates.is_empty() {
        return Ok(());
    }
    let start = Instant::now();
    let names: Vec<&str> = crates.iter().copied().collect();
    eprintln!("checking {} with cargo", names.join(", "));
    let failed = |error: String| {
        vec![
            Diagnostic::error(error)
                .help("fix the problem, or write the crates without a check with `--no-verify`"),
        ]
    };
    let workspace = Workspace::new(project, &cargo::target_folder()).map_err(failed)?;
    workspace.fill(plan.files()).map_err(failed)?;
    let errors = compile::check(&workspace, &names).map_err(failed)?;
    if errors.is_empty() {
        eprintln!("checked in {:.1} s", start.elapsed().as_secs_f64());
        return Ok(());
    }
    Err(diagnostics(&errors, &workspace, output))
}

/// The crates that have a file that rustc reads among the changed ones.
fn changed_crates<'p>(plan: &'p Plan<'_>) -> BTreeSet<&'p str> {
    let changed = plan.added.iter().chain(&plan.changed).chain(&plan.stale);
    let compiled = changed.filter_map(|path| {
        let (name, file) = path.split_once('/')?;
        let is_compiled = file.ends_with(".rs") || ["Cargo.toml", "README.md"].contains(&file);
        is_compiled.then_some(name)
    });
    let is_left = |name: &&str| plan.files().contains_key(&format!("{name}/Cargo.toml"));
    compiled.filter(is_left).collect()
}

/// One diagnostic per place: the same line of a template is often wrong in several crates.
fn diagnostics(errors: &[CompileError], workspace: &Workspace, output: &Output) -> Vec<Diagnostic> {
    let mut found: BTreeMap<_, (Diagnostic, BTreeSet<&str>)> = BTreeMap::new();
    for error in errors {
        let diagnostic = diagnostic(error, workspace, output);
        let place = diagnostic.place.as_ref();
        let key = place.map(|place| (place.file.clone(), place.line, place.column));
        let (_, crates) = found
            .entry((key.is_none(), key))
            .or_insert_with(|| (diagnostic, BTreeSet::new()));
        crates.insert(&error.package);
    }
    let named = found.into_values().map(|(mut diagnostic, crates)| {
        let crates = Vec::from_iter(crates).join(", ");
        diagnostic.message = format!("{} (in {crates})", diagnostic.message);
        diagnostic
    });
    named.collect()
}

fn diagnostic(error: &CompileError, workspace: &Workspace, output: &Output) -> Diagnostic {
    let Some(at) = &error.at else {
        return Diagnostic::error(&error.message);
    };
    match output.origin(&at.path, at.line, at.column) {
        Origin::Template(place) => {
            let causes = causes(error, at, output);
            let help = if causes.is_empty() {
                "fix this file; no reported change mentions its names".to_owned()
            } else {
                format!("adapt this file to the change: {}", causes.join("; "))
            };
            Diagnostic::error(&error.message).help(help).at(place)
        }
        Origin::Generated(mut place) => {
            place.file = workspace.shown(&place.file);
            let message = format!("generated code does not compile: {}", error.message);
            let help = "report this error of the generator, or its template if the line is from \
                        `all/README.md.j2`; `--no-verify` writes the crates nevertheless";
            Diagnostic::error(message).help(help).at(place)
        }
    }
}

/// The changes that code has to follow and that share most names with the error, or else with the
/// file it is in: a call of `Self::new` does not name the type.
fn causes(error: &CompileError, at: &At, output: &Output) -> Vec<String> {
    let reports = output.reports.iter();
    let of_crate = reports.filter(|report| report.to.crate_name == error.package);
    let changes = of_crate.flat_map(|report| &report.changes);
    let breaking: Vec<&Change> = changes
        .filter(|change| change.source == Impact::Breaking)
        .collect();
    let mut closest = closest(&breaking, &error.words);
    if closest.is_empty() {
        let text = output.files.get(&at.path).map_or("", String::as_str);
        closest = self::closest(&breaking, &words(text).collect());
    }
    let described = closest.into_iter().map(|change| {
        let words = Words::of(change);
        let place = change.place.as_ref();
        let place = place.map(|place| format!(" ({}:{})", place.file, place.line));
        let place = place.unwrap_or_default();
        format!("{} {}{place}", words.subject, words.message)
    });
    described.take(CAUSES).collect()
}

/// The changes with most of their names in `words`, if there are any.
fn closest<'c>(changes: &[&'c Change], words: &BTreeSet<String>) -> Vec<&'c Change> {
    let score = |change: &&Change| {
        let names: BTreeSet<&str> = change.names().into_iter().collect();
        names.iter().filter(|name| words.contains(**name)).count()
    };
    let best = changes.iter().map(score).max().unwrap_or(0);
    let closest = changes
        .iter()
        .filter(|change| best > 0 && score(change) == best);
    closest.copied().collect()
}
