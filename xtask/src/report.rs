//! What the command says.

use crate::{
    accepted::Breaking, commit::Files, documents::Stored, pins::Pins, project::Project, tree::Plan,
    update::Update,
};
use clap::ValueEnum;
use nomos_generator::{
    Diagnostic, Output,
    report::{Report, json, markdown, terminal},
};
use std::{fmt::Write as _, io::IsTerminal as _, path::Path};

/// Every problem with its place, then how many.
pub fn problems(found: &[Diagnostic], color: bool) -> String {
    let mut text = warnings(found, color);
    let _ = write!(
        text,
        "{}; nothing was changed",
        count(found.len(), "problem")
    );
    text
}

/// Which of the files that places name are not what was read.
pub fn fetched(update: &Update) -> String {
    let paths: Vec<_> = update
        .changed
        .iter()
        .map(|document| shown(&document.path))
        .collect();
    if paths.is_empty() {
        String::new()
    } else {
        let paths = paths.join(", ");
        format!("note: lines are those of what was fetched, which is not written yet: {paths}\n")
    }
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
    for plan in &output.plans {
        let api = &plan.api;
        let _ = writeln!(
            text,
            "{:<20} {:<13} {:>3} operations {:>4} types",
            plan.release.version.name,
            plan.release.crate_name,
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

/// The outcome of `--check`.
pub fn check(update: &Update, project: &Project, plan: &Plan) -> String {
    let Project { specs, out, .. } = project;
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

/// The outcome of a run that writes `files` beside the generated ones, and leaves `snapshots` for
/// review.
pub fn written(project: &Project, plan: &Plan, files: &Files, snapshots: &Files) -> String {
    let out = &project.out;
    if plan.is_fresh() && files.is_empty() && snapshots.is_empty() {
        return fresh(plan, out);
    }
    let mut text = String::new();
    for (path, content) in files {
        let mark = if content.is_none() { "-" } else { "~" };
        let _ = writeln!(text, "  {mark} {}", shown(path));
    }
    for (mark, files) in [("+", &plan.added), ("~", &plan.changed), ("-", &plan.stale)] {
        for file in files {
            let _ = writeln!(text, "  {mark} {}", shown(&out.join(file)));
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
    let waiting = snapshots
        .values()
        .filter(|content| content.is_some())
        .count();
    if waiting > 0 {
        let waiting = count(waiting, "surface snapshot");
        let _ = writeln!(text, "{waiting} to review: cargo insta review");
    }
    text
}

/// Why nothing was written, and the command that accepts what stands in the way.
pub fn not_accepted(open: &[Breaking<'_>], offline: bool) -> String {
    let prints: Vec<_> = open
        .iter()
        .map(|(_, change)| change.fingerprint.as_str())
        .collect();
    let offline = if offline { " --offline" } else { "" };
    format!(
        "error: {} of released versions that nobody has accepted; nothing was changed\n\
         help: after review, `cargo xtask regen{offline} --reason \"…\" --accept {}`\n",
        count(open.len(), "breaking change"),
        prints.join(" ")
    )
}

/// How to show what has changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For reading here.
    #[default]
    Terminal,
    /// For a pull request.
    Markdown,
    /// For programs.
    Json,
}

impl Format {
    /// What has changed in this form.
    pub fn show(self, reports: &[Report]) -> Result<String, String> {
        match self {
            Self::Terminal => Ok(terminal(reports, std::io::stdout().is_terminal())),
            Self::Markdown => Ok(markdown(reports)),
            Self::Json => json(reports),
        }
    }
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
