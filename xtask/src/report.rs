//! The messages of `cargo xtask regen` and `diff`.

use crate::{
    accepted::Breaking, commit::Files, documents::Stored, pins::Pins, project::Project, repair,
    tree::Plan, update::Update,
};
use clap::ValueEnum;
use nomos_generator::{
    Diagnostic, Input, Output, Text,
    report::{Report, json, markdown, terminal},
};
use std::{fmt::Write as _, io::IsTerminal as _, path::Path};

/// The repairs of the overlay, as a diff.
pub fn repairs(before: Option<&Text>, input: &Input) -> String {
    match (before, &input.overlay) {
        (Some(old), Some(new)) if old.text != new.text => {
            repair::diff(&old.name, &old.text, &new.text)
        }
        _ => String::new(),
    }
}

/// What to run after the problems are fixed: the same command.
pub fn again() -> String {
    let arguments = std::env::args().skip(1).map(|argument| {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_=./:,".contains(c);
        if argument.chars().all(is_plain) {
            argument
        } else {
            format!("'{}'", argument.replace('\'', "'\\''"))
        }
    });
    let arguments = Vec::from_iter(arguments).join(" ");
    format!("help: fix the problems, then run `cargo xtask {arguments}` again")
}

/// A note about crates that the run was not about.
pub fn not_selected(crates: &[String]) -> String {
    if crates.is_empty() {
        return String::new();
    }
    format!(
        "note: {} would change as well; to regenerate all, run `cargo xtask regen` without `--only`\n",
        crates.join(", ")
    )
}

/// Diagnostics, each with its location.
pub fn warnings(found: &[Diagnostic], color: bool) -> String {
    found
        .iter()
        .map(|diagnostic| format!("{}\n\n", diagnostic.render(color)))
        .collect()
}

/// A path relative to the current folder, so that an editor can jump to it.
pub fn shown(path: &Path) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    path.strip_prefix(&here)
        .unwrap_or(path)
        .display()
        .to_string()
}

/// One line per version: crate, operations and types.
pub fn summary(output: &Output) -> String {
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

/// Warnings about documents that differ from what was fetched.
pub fn edited_documents(pins: &Pins, stored: &[Option<Stored>]) -> String {
    let mut text = String::new();
    for (pin, stored) in pins.versions.iter().zip(stored) {
        if let (Some(_), Some(stored)) = (&pin.record, stored)
            && !stored.is_as_fetched(pin)
        {
            let path = shown(&stored.path);
            let _ = writeln!(
                text,
                "warning: {path} was edited after it was fetched; the next fetch will overwrite it"
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
        let _ = writeln!(
            text,
            "{} differs from the published documents:",
            shown(specs)
        );
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
        text.push_str("help: run `cargo xtask regen` and commit the changes\n");
    } else if !plan.is_fresh() {
        text.push_str("help: run `cargo xtask regen --offline` and commit the changes\n");
    }
    text
}

/// The outcome of a run that applies `plan` and writes `files` and pending `snapshots`.
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
    let pending = snapshots
        .values()
        .filter(|content| content.is_some())
        .count();
    if pending > 0 {
        let pending = count(pending, "surface snapshot");
        let _ = writeln!(text, "{pending} to review: run `cargo insta review`");
    }
    text
}

/// The error for unaccepted breaking changes, with the command that accepts them.
pub fn not_accepted(unaccepted: &[Breaking<'_>], offline: bool) -> String {
    let fingerprints: Vec<_> = unaccepted
        .iter()
        .map(|(_, change)| change.fingerprint.as_str())
        .collect();
    let offline = if offline { " --offline" } else { "" };
    format!(
        "error: {} of released versions not accepted; no files were changed\n\
         help: review, then run `cargo xtask regen{offline} --reason \"…\" --accept {}`\n",
        count(unaccepted.len(), "breaking change"),
        fingerprints.join(" ")
    )
}

/// Output format of a report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Plain text for a terminal.
    #[default]
    Terminal,
    /// Markdown for a pull request.
    Markdown,
    /// JSON for programs.
    Json,
}

impl Format {
    /// Formats the reports.
    pub fn show(self, reports: &[Report]) -> Result<String, String> {
        match self {
            Self::Terminal => Ok(terminal(reports, std::io::stdout().is_terminal())),
            Self::Markdown => Ok(markdown(reports)),
            Self::Json => json(reports),
        }
    }
}

fn fresh(plan: &Plan, out: &Path) -> String {
    format!("{} is up to date ({} files)\n", shown(out), plan.unchanged)
}

/// A number with its noun.
pub fn count(number: usize, noun: &str) -> String {
    if number == 1 {
        format!("1 {noun}")
    } else {
        format!("{number} {noun}s")
    }
}
