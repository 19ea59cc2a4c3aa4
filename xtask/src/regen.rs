//! `cargo xtask regen`.

use crate::{
    accepted::{self, Accepted},
    baseline,
    commit::{self, Files},
    documents,
    fetch::Fetch,
    pending,
    pins::{Pin, Pins, Status, edit},
    project::{Folders, Project},
    report::{self, Format},
    tree::{self, beside},
    update::Update,
};
use clap::Args;
use nomos_generator::{Output, model::Version};
use std::{io::IsTerminal as _, process::ExitCode, time::Instant};

/// Out of date, with `--check`.
const OUT_OF_DATE: u8 = 4;
/// Breaking changes of released versions that nobody has accepted.
const NOT_ACCEPTED: u8 = 5;

/// Generate one client crate per pinned API version.
#[derive(Args)]
pub struct Regen {
    /// Use the documents that are checked in instead of fetching them.
    #[arg(long)]
    offline: bool,
    /// Write nothing; say which files differ, and exit with 4 if any does.
    #[arg(long)]
    check: bool,
    /// Accept these breaking changes of released versions, by their fingerprints.
    #[arg(long, value_name = "FINGERPRINT", num_args = 1.., requires = "reason", conflicts_with = "check")]
    accept: Vec<String>,
    /// Why they are accepted; recorded in accepted.toml.
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    /// Pin another version, such as 2026-09-10.darwin.
    #[arg(long, value_name = "VERSION", conflicts_with = "check")]
    add: Option<String>,
    /// Give a pinned version another status, such as `curie=stable`; the version that was stable
    /// becomes previous.
    #[arg(long, value_name = "VERSION=STATUS", value_parser = status, conflicts_with = "check")]
    status: Vec<(String, Status)>,
    /// How to show what has changed; in other formats than `terminal`, nothing else stands on
    /// standard output.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    #[command(flatten)]
    folders: Folders,
    #[command(flatten)]
    fetch: Fetch,
    /// The day of this run, instead of today.
    #[arg(long, value_name = "DATE", hide = true)]
    today: Option<String>,
}

impl Regen {
    /// Runs the command.
    ///
    /// # Errors
    ///
    /// What to print before the process fails; nothing was written.
    pub fn run(mut self) -> Result<ExitCode, String> {
        let start = Instant::now();
        let failed = |error: String| format!("error: {error}");
        let color = std::io::stderr().is_terminal();
        let today = self.today.take();
        let today = today.unwrap_or_else(|| jiff::Timestamp::now().strftime("%F").to_string());
        let project = self.folders.open().map_err(failed)?;
        let stored = Pins::read(&project.specs).map_err(failed)?;
        let pins = self.pins(&stored).map_err(failed)?;
        let update = self.update(&project, &pins, &today)?;
        let mut input = documents::input(&project.specs, &pins, &update).map_err(failed)?;
        input.today.clone_from(&today);
        baseline::attach(&mut input, &project, &update).map_err(failed)?;
        let output = nomos_generator::generate(&input).map_err(|found| {
            eprint!("{}", report::fetched(&update));
            report::problems(&found, color)
        })?;
        eprint!("{}", report::warnings(&output.warnings, color));
        self.say(&report::read(&output));
        print!("{}", self.format.show(&output.reports).map_err(failed)?);

        let accepted = Accepted::read(&project.specs).map_err(failed)?;
        let open = accepted.open(&output.reports);
        let (new, open) = accepted::split(open, &self.accept).map_err(failed)?;
        if !open.is_empty() {
            eprint!("{}", report::fetched(&update));
            eprint!("{}", report::not_accepted(&open, self.offline));
            return Ok(ExitCode::from(NOT_ACCEPTED));
        }
        let mut files = update.files();
        let text = versions(&update.pins, &output).map_err(failed)?;
        if text != stored.text {
            files.insert(stored.path, Some(text));
        }
        if !new.is_empty() {
            let reason = self.reason.as_deref().unwrap_or_default();
            let text = accepted.with(&new, &today, reason).map_err(failed)?;
            files.insert(accepted.path.clone(), Some(text));
        }
        let plan = tree::Plan::new(&project.out, &output.files).map_err(failed)?;
        if self.check {
            self.say(&report::check(&update, &project, &plan));
            let fresh = update.is_fresh() && plan.is_fresh();
            return Ok(ExitCode::from(if fresh { 0 } else { OUT_OF_DATE }));
        }
        let snapshots = pending::snapshots(&beside(&project.out).join("tests/snapshots"), &output);
        self.write(&project, &plan, files, snapshots)?;
        eprintln!("took {} ms", start.elapsed().as_millis());
        Ok(ExitCode::SUCCESS)
    }

    /// The pins with what this run changes about them.
    fn pins(&self, stored: &Pins) -> Result<Pins, String> {
        let mut pins = stored.with(stored.text.clone())?;
        if let Some(name) = &self.add {
            let version = Version::parse(name).ok_or_else(|| {
                format!("`{name}` is not a version; versions are written 2026-05-27.curie")
            })?;
            if pins.find(name).is_some() {
                return Err(format!("{name} is pinned already"));
            }
            let last = pins.versions.last().ok_or("no version is pinned")?;
            let url = last.url.replace(&last.release.version.name, name);
            pins = pins.with(edit::added(&pins.text, &version, Status::Preview, &url)?)?;
        }
        for (name, status) in &self.status {
            let pin = pins
                .find(name)
                .ok_or_else(|| format!("{name} is not pinned"))?;
            let version = pin.release.version.clone();
            let mut text = pins.text.clone();
            if *status == Status::Stable {
                let is_stable = |pin: &&Pin| pin.release.status == Status::Stable.as_str();
                for stable in pins.versions.iter().filter(is_stable) {
                    text = edit::moved(&text, &stable.release.version, Status::Previous)?;
                }
            }
            pins = pins.with(edit::moved(&text, &version, *status)?)?;
        }
        Ok(pins)
    }

    /// The documents to generate from: those of upstream, or with `--offline` those that are
    /// checked in.
    fn update(&self, project: &Project, pins: &Pins, today: &str) -> Result<Update, String> {
        let failed = |error: String| format!("error: {error}");
        let stored = documents::stored(&project.specs, pins).map_err(failed)?;
        if self.offline {
            eprint!("{}", report::edited(pins, &stored));
            return Ok(Update::none(pins, stored));
        }
        let fetched = self.fetch.run(pins, &stored)?;
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
        self.say(&written);
        Ok(())
    }

    /// Says something on standard output, unless that is for a program.
    fn say(&self, text: &str) {
        if self.format == Format::Terminal {
            print!("{text}");
        } else {
            eprint!("{text}");
        }
    }
}

/// The text of versions.toml with the versions that the crates have now.
fn versions(text: &str, output: &Output) -> Result<String, String> {
    output.plans.iter().try_fold(text.to_owned(), |text, plan| {
        edit::raised(&text, &plan.release.version, &plan.release.crate_version)
    })
}

/// Reads `VERSION=STATUS`.
fn status(text: &str) -> Result<(String, Status), String> {
    let (version, status) = text.split_once('=').ok_or("write VERSION=STATUS")?;
    Ok((
        version.to_owned(),
        clap::ValueEnum::from_str(status, false)?,
    ))
}
