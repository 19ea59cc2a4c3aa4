//! `cargo xtask regen`.

use crate::{
    accepted::{self, Accepted},
    baseline,
    commit::{self, Files},
    documents,
    fetch::Fetch,
    kept::{self, Kept},
    manifests::Manifests,
    pending,
    pins::{Pin, Pins, Status, edit, not_pinned, parse_version},
    problems,
    project::{Folders, Project},
    repair::{Stopped, generate_with_repairs},
    report::{self, Format},
    selection::Selection,
    tree::{self, parent_of},
    update::Update,
    verify::verify,
};
use clap::{Args, ValueEnum as _};
use nomos_generator::Output;
use std::{io::IsTerminal as _, process::ExitCode, time::Instant};

/// Exit code of `--check` if anything is out of date.
const OUT_OF_DATE: u8 = 4;
/// Exit code for breaking changes of released versions that are not accepted.
const NOT_ACCEPTED: u8 = 5;

/// Generate one client crate per pinned API version.
#[derive(Args)]
pub struct Regen {
    /// Use the checked-in documents instead of fetching them.
    #[arg(long)]
    offline: bool,
    /// Write nothing; list the files that differ, and exit with 4 if there are any.
    #[arg(long)]
    check: bool,
    /// Accept breaking changes of released versions by their fingerprints.
    #[arg(long, value_name = "FINGERPRINT", num_args = 1.., requires = "reason", conflicts_with = "check")]
    accept: Vec<String>,
    /// Why the changes are accepted; recorded in accepted.toml.
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    /// Make the mechanical repairs of the overlay, show them, and go on.
    #[arg(long, conflicts_with = "check")]
    fix: bool,
    /// Pin a new version, such as 2026-09-10.darwin.
    #[arg(long, value_name = "VERSION", conflicts_with = "check")]
    add: Option<String>,
    /// Change the status of a pinned version: stable, previous, preview or retired, such as
    /// `curie=stable`. The current stable version then becomes previous. A retired version keeps its
    /// last document, which is no longer fetched.
    #[arg(long, value_name = "VERSION=STATUS", value_parser = parse_status, conflicts_with = "check")]
    status: Vec<(String, Status)>,
    /// Regenerate only these versions, such as `curie,edison`. Everything that belongs to the others
    /// stays as it is.
    #[arg(long, value_name = "VERSIONS", value_delimiter = ',', conflicts_with_all = ["add", "status"])]
    only: Vec<String>,
    /// Write the crates without checking with cargo that they and their examples compile.
    #[arg(long)]
    no_verify: bool,
    /// Output format of the report. With `markdown` and `json`, standard output contains only the
    /// report.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    #[command(flatten)]
    folders: Folders,
    #[command(flatten)]
    fetch: Fetch,
    /// Use this date instead of today.
    #[arg(long, value_name = "DATE", hide = true)]
    today: Option<String>,
}

impl Regen {
    /// Runs the command.
    ///
    /// # Errors
    ///
    /// The message to print before the process fails. No files were changed.
    pub fn run(mut self) -> Result<ExitCode, String> {
        let start = Instant::now();
        let failed = |error: String| format!("error: {error}");
        let color = std::io::stderr().is_terminal();
        let today = self.today.take();
        let today = today.unwrap_or_else(|| jiff::Timestamp::now().strftime("%F").to_string());
        let project = self.folders.open().map_err(failed)?;
        let stored = Pins::read(&project.specs).map_err(failed)?;
        let pins = self.edit_pins(&stored).map_err(failed)?;
        let selection = Selection::new(&pins, &self.only).map_err(failed)?;
        let update = self.documents(&project, &pins, &selection, &today)?;
        let mut input = documents::input(&project.specs, &pins, &update).map_err(failed)?;
        input.today.clone_from(&today);
        baseline::attach(&mut input, &project.out).map_err(failed)?;
        let overlay = input.overlay.clone();
        if let (Some(name), Some(overlay)) = (&self.add, &mut input.overlay)
            && let Some(text) = nomos_generator::with_version(&overlay.text, name)
        {
            overlay.text = text;
        }
        let output = generate_with_repairs(&mut input, self.fix);
        let repairs = report::repairs(overlay.as_ref(), &input);
        eprint!("{repairs}");
        let stopped = |mut stopped: Stopped| match Kept::keep(&project, &update) {
            Ok(kept) => {
                kept.relocate(&mut stopped.found);
                kept.relocate(&mut stopped.later);
                let found = problems::text(&stopped, &input, color);
                let actions = problems::keep(&project, &stopped, &input);
                let actions = actions.unwrap_or_else(|error| failed(error.to_string()) + "\n");
                format!("{found}\n{}{actions}{}", kept.note(), report::again())
            }
            Err(error) => failed(error),
        };
        let mut output = output.map_err(stopped)?;
        let others = selection.narrow(&mut output, &project).map_err(failed)?;
        let accepted = Accepted::read(&project.specs).map_err(failed)?;
        let kept = if accepted.accepts(&output.reports, &self.accept) {
            None
        } else {
            let kept = Kept::keep(&project, &update).map_err(failed)?;
            kept.relocate_changes(&mut output.reports);
            Some(kept)
        };
        eprint!("{}", report::warnings(&output.warnings, color));
        self.print(&report::summary(&output));
        let mut reports = output.reports.clone();
        reports.extend(self.add.iter().filter_map(|name| output.introduction(name)));
        print!("{}", self.format.show(&reports).map_err(failed)?);
        eprint!("{}", report::not_selected(&others));
        let (newly_accepted, unaccepted) =
            accepted::split(accepted.unaccepted(&output.reports), &self.accept).map_err(failed)?;
        if let Some(kept) = kept {
            eprint!("{}", kept.note());
            eprint!("{}", report::not_accepted(&unaccepted, self.offline));
            return Ok(ExitCode::from(NOT_ACCEPTED));
        }
        let manifests = Manifests::new(&project, &pins).map_err(failed)?;
        eprint!("{}", manifests.report());
        let mut files = update.files();
        files.extend(manifests.files);
        if let (Some(new), false) = (&input.overlay, repairs.is_empty()) {
            files.insert(
                documents::overlay_path(&project.specs),
                Some(new.text.clone()),
            );
        }
        let text = set_crate_versions(&update.pins, &output).map_err(failed)?;
        if text != stored.text {
            files.insert(stored.path, Some(text));
        }
        if !newly_accepted.is_empty() {
            let reason = self.reason.as_deref().unwrap_or_default();
            let text = accepted
                .with_entries(&newly_accepted, &today, reason)
                .map_err(failed)?;
            files.insert(accepted.path.clone(), Some(text));
        }
        let plan = tree::Plan::new(&project.out, &output.files).map_err(failed)?;
        if self.check {
            self.print(&report::check(&update, &project, &plan));
            let fresh = update.is_fresh() && plan.is_fresh();
            return Ok(ExitCode::from(if fresh { 0 } else { OUT_OF_DATE }));
        }
        if !self.no_verify {
            let checked = verify(&project, &plan, &output).map_err(Stopped::at);
            checked.map_err(stopped)?;
        }
        let snapshots =
            pending::snapshots(&parent_of(&project.out).join("tests/snapshots"), &output);
        self.write(&project, &plan, files, snapshots)?;
        let discarded = kept::discard(&project, &update).and_then(|()| problems::discard(&project));
        discarded.map_err(|error| failed(error.to_string()))?;
        eprintln!("finished in {} ms", start.elapsed().as_millis());
        Ok(ExitCode::SUCCESS)
    }

    /// Applies `--add` and `--status` to the pins.
    fn edit_pins(&self, stored: &Pins) -> Result<Pins, String> {
        let mut pins = stored.with_text(stored.text.clone())?;
        if let Some(name) = &self.add {
            let version = parse_version(name)?;
            if pins.find(name).is_some() {
                return Err(format!("{name} is already pinned"));
            }
            let last = pins.versions.last().ok_or("no version is pinned")?;
            let url = last.url.replace(&last.release.version.name, name);
            pins = pins.with_text(edit::add(&pins.text, &version, Status::Preview, &url)?)?;
        }
        for (name, status) in &self.status {
            let pin = pins.find(name).ok_or_else(|| {
                let versions = pins.versions.iter().map(|pin| &pin.release.version);
                not_pinned(&[name], versions)
            })?;
            let version = pin.release.version.clone();
            let mut text = pins.text.clone();
            if *status == Status::Stable {
                let is_stable = |pin: &&Pin| pin.release.status == Status::Stable.as_str();
                for stable in pins.versions.iter().filter(is_stable) {
                    text = edit::set_status(&text, &stable.release.version, Status::Previous)?;
                }
            }
            pins = pins.with_text(edit::set_status(&text, &version, *status)?)?;
        }
        Ok(pins)
    }

    /// The documents to generate from: fetched, or with `--offline` the checked-in ones.
    fn documents(
        &self,
        project: &Project,
        pins: &Pins,
        selection: &Selection,
        today: &str,
    ) -> Result<Update, String> {
        let failed = |error: String| format!("error: {error}");
        let stored = documents::stored(&project.specs, pins).map_err(failed)?;
        if self.offline {
            eprint!("{}", report::edited_documents(pins, &stored));
            return Ok(Update::unchanged(pins, stored));
        }
        let fetched = self.fetch.run(pins, &stored, selection)?;
        Update::new(&project.specs, pins, stored, fetched, today).map_err(failed)
    }

    fn write(
        &self,
        project: &Project,
        plan: &tree::Plan<'_>,
        mut files: Files,
        snapshots: Files,
    ) -> Result<(), String> {
        let written = report::written(project, plan, &files, &snapshots);
        files.extend(snapshots);
        commit::commit(&project.out, plan, &files)
            .map_err(|error| format!("error: {}: {error}", project.out.display()))?;
        self.print(&written);
        Ok(())
    }

    /// Prints to standard output, or to standard error if the report is for a program.
    fn print(&self, text: &str) {
        if self.format == Format::Terminal {
            print!("{text}");
        } else {
            eprint!("{text}");
        }
    }
}

/// Updates the crate versions in the text of versions.toml.
fn set_crate_versions(text: &str, output: &Output) -> Result<String, String> {
    output.plans.iter().try_fold(text.to_owned(), |text, plan| {
        edit::set_crate_version(&text, &plan.release.version, &plan.release.crate_version)
    })
}

/// Parses `VERSION=STATUS`.
fn parse_status(text: &str) -> Result<(String, Status), String> {
    let (version, status) = text
        .split_once('=')
        .ok_or("expected VERSION=STATUS, such as `curie=stable`")?;
    let parsed = Status::from_str(status, false).map_err(|_| {
        let names = Status::value_variants()
            .iter()
            .map(|status| status.as_str());
        let names: Vec<_> = names.collect();
        let (last, others) = names.split_last().unwrap_or((&"", &[]));
        let others = others.join(", ");
        format!("unknown status `{status}`; expected {others} or {last}")
    })?;
    Ok((version.to_owned(), parsed))
}
