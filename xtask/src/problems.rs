//! Problems by cause, each with what resolves it.

use crate::{
    documents::overlay_path,
    project::Project,
    repair::{BEGINNING, Stopped},
    report::{count, shown},
    tree::parent_of,
};
use nomos_generator::{Diagnostic, Edit, Input, actions};
use std::{fmt::Write as _, fs, io, path::PathBuf};

/// How many places of a cause are listed.
const PLACES: usize = 4;

/// All problems by cause, and what resolves them.
pub fn text(stopped: &Stopped, input: &Input, color: bool) -> String {
    let Stopped { found, later } = stopped;
    let all: Vec<_> = found.iter().chain(later).collect();
    let causes = causes(&all);
    let entries = causes.iter().map(|cause| entry(cause, input, color));
    let mut text: String = entries.collect();
    let _ = write!(text, "error: {} found", count(found.len(), "problem"));
    if !later.is_empty() {
        let _ = write!(text, " (and {} behind them)", later.len());
    }
    if causes.len() < all.len() {
        let _ = write!(text, " with {}", count(causes.len(), "cause"));
    }
    text.push_str("; no files were changed");
    let repairs = found.iter().filter(|problem| problem.repair.is_some());
    let repairs = repairs.count();
    if repairs > 0 {
        let some = if repairs < found.len() {
            "some of them"
        } else {
            "the overlay"
        };
        let _ = write!(
            text,
            "\nhelp: to repair {some}, run the command again with `--fix`"
        );
    }
    text
}

/// The name of the overlay.
fn overlay(input: &Input) -> &str {
    let overlay = input.overlay.as_ref();
    overlay.map_or("the overlay", |overlay| overlay.name.as_str())
}

/// The problems with the same message.
fn causes<'p>(found: &[&'p Diagnostic]) -> Vec<Vec<&'p Diagnostic>> {
    let mut causes: Vec<Vec<&Diagnostic>> = Vec::new();
    for &problem in found {
        let known = |cause: &&mut Vec<&Diagnostic>| cause[0].message == problem.message;
        match causes.iter_mut().find(known) {
            Some(cause) => cause.push(problem),
            None => causes.push(vec![problem]),
        }
    }
    causes
}

fn entry(cause: &[&Diagnostic], input: &Input, color: bool) -> String {
    let mut text = cause[0].render(color) + "\n";
    text.push_str(&others(&cause[1..], cause[0]));
    let edits = || {
        let actions = cause.iter().flat_map(|problem| problem.actions());
        actions.map(|action| &action.edit)
    };
    if edits().next().is_some() {
        let purpose = if edits().all(|edit| *edit == Edit::Remove) {
            "to leave it out, append"
        } else {
            "append"
        };
        let _ = writeln!(text, "{purpose} to {}:", overlay(input));
        text.push_str(&actions(input, cause.iter().copied()));
    }
    text.push('\n');
    text
}

/// The other places of a cause, each with its help if that differs.
fn others(others: &[&Diagnostic], first: &Diagnostic) -> String {
    let mut text = String::new();
    for other in others.iter().take(PLACES) {
        if let Some(place) = &other.place {
            let _ = write!(text, "   ::: {place}");
        }
        if let Some(help) = other.help.as_ref().filter(|_| other.help != first.help) {
            let _ = write!(text, ": {help}");
        }
        text.push('\n');
    }
    if let Some(more @ 1..) = others.len().checked_sub(PLACES) {
        let _ = writeln!(text, "   ::: and {more} more");
    }
    text
}

/// The file that has all suggested actions, below the folder of the crates' folder.
const FILE: &str = "target/regen/actions.yaml";

/// Writes all suggested actions to a file, and says how to add them to the overlay.
pub fn keep(project: &Project, stopped: &Stopped, input: &Input) -> io::Result<String> {
    let all = actions(input, stopped.found.iter().chain(&stopped.later));
    if all.is_empty() {
        return Ok(String::new());
    }
    let path = path(project);
    fs::create_dir_all(parent_of(&path))?;
    let from = shown(&path);
    Ok(match &input.overlay {
        Some(overlay) => {
            fs::write(&path, all)?;
            let to = &overlay.name;
            format!("help: to append all suggested actions, run `cat {from} >> {to}`\n")
        }
        None => {
            fs::write(&path, format!("{BEGINNING}{all}"))?;
            let to = shown(&overlay_path(&project.specs));
            format!("help: to begin an overlay with all suggested actions, run `cp {from} {to}`\n")
        }
    })
}

/// Removes the actions that an earlier run suggested.
pub fn discard(project: &Project) -> io::Result<()> {
    match fs::remove_file(path(project)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn path(project: &Project) -> PathBuf {
    project.out.with_file_name(FILE)
}
