//! What the command says.

use crate::tree::Plan;
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

/// The outcome of `--check`.
pub fn check(plan: &Plan, out: &Path) -> String {
    if plan.is_fresh() {
        return fresh(plan, out);
    }
    let mut text = format!("{} is out of date:\n", shown(out));
    for (mark, files) in [
        ("missing", &plan.added),
        ("differs", &plan.changed),
        ("stale", &plan.stale),
    ] {
        for file in files {
            let _ = writeln!(text, "  {mark:<8} {file}");
        }
    }
    text.push_str("run `cargo xtask regen --offline` and commit what it changes\n");
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
