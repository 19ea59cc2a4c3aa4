//! What the command says.

use crate::{documents::Stored, pins::Pins, tree::Plan, update::Update};
use nomos_generator::{Diagnostic, Output};
use std::{fmt::Write as _, path::Path};

/// Every problem with its place, then how many.
pub fn problems(found: &[Diagnostic], color: bool) -> String {
    let mut text: String = found
        .iter()
        .map(|diagnostic| format!("{}\n\n", diagnostic.render(color)))
        .collect();
    let _ = write!(
        text,
        "{}; nothing was changed",
        count(found.len(), "problem")
    );
    text
}

/// Warnings, each with its place.
pub fn warnings(found: &[Diagnostic], color: bool) -> String {
    found
        .iter()
        .map(|diagnostic| format!("{}\n\n", diagnostic.render(color)))
        .collect()
}

/// A path as seen from where the command runs, so that an editor can jump to it.
pub fn shown(path: &Path) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    path.strip_prefix(&here)
        .unwrap_or(path)
        .display()
        .to_string()
}

/// What was read, a line per version.
pub fn read(output: &Output) -> String {
    let mut text = String::new();
    for api in &output.apis {
        let _ = writeln!(
            text,
            "{:<20} {:<13} {:>3} operations {:>4} types",
            api.release.version.name,
            api.release.crate_name,
            api.operations().count(),
            api.types.len() + api.ids.len(),
        );
    }
    text
}

/// Documents that are not what was fetched.
pub fn edited(pins: &Pins, stored: &[Option<Stored>]) -> String {
    let mut text = String::new();
    for (pin, stored) in pins.versions.iter().zip(stored) {
        if let (Some(_), Some(stored)) = (&pin.record, stored)
            && !stored.is_as_fetched(pin)
        {
            let path = shown(&stored.path);
            let _ = writeln!(
                text,
                "warning: {path} was edited by hand since it was fetched"
            );
        }
    }
    text
}

/// The documents that were replaced.
pub fn documents(update: &Update) -> String {
    let changed = update.changed.iter();
    changed
        .map(|document| format!("  ~ {}\n", shown(&document.path)))
        .collect()
}

/// The outcome of `--check`.
pub fn check(update: &Update, specs: &Path, plan: &Plan, out: &Path) -> String {
    let mut text = String::new();
    if !update.is_fresh() {
        let _ = writeln!(text, "{} is not what is published:", shown(specs));
        for document in &update.changed {
            let name = document.path.file_name().unwrap_or_default();
            let _ = writeln!(text, "  differs  {}", name.to_string_lossy());
        }
    }
    if plan.is_fresh() {
        text.push_str(&fresh(plan, out));
    } else {
        let _ = writeln!(text, "{} is out of date:", shown(out));
        for (mark, files) in [
            ("missing", &plan.added),
            ("differs", &plan.changed),
            ("stale", &plan.stale),
        ] {
            for file in files {
                let _ = writeln!(text, "  {mark:<8} {file}");
            }
        }
    }
    if !update.is_fresh() {
        text.push_str("run `cargo xtask regen` and commit what it changes\n");
    } else if !plan.is_fresh() {
        text.push_str("run `cargo xtask regen --offline` and commit what it changes\n");
    }
    text
}

/// The outcome of a run that writes.
pub fn written(plan: &Plan, out: &Path) -> String {
    if plan.is_fresh() {
        return fresh(plan, out);
    }
    let mut text = String::new();
    for (mark, files) in [("+", &plan.added), ("~", &plan.changed), ("-", &plan.stale)] {
        for file in files {
            let _ = writeln!(text, "  {mark} {file}");
        }
    }
    let _ = writeln!(
        text,
        "{}: {} added, {} changed, {} removed, {} unchanged",
        shown(out),
        plan.added.len(),
        plan.changed.len(),
        plan.stale.len(),
        plan.unchanged,
    );
    text
}

fn fresh(plan: &Plan, out: &Path) -> String {
    format!("{} is fresh ({} files)\n", shown(out), plan.unchanged)
}

fn count(number: usize, noun: &str) -> String {
    if number == 1 {
        format!("1 {noun}")
    } else {
        format!("{number} {noun}s")
    }
}
