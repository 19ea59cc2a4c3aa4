//! `cargo xtask diff`.

use crate::{pins, problems, project::Folders, repair::Stopped, report::Format};
use clap::Args;
use nomos_generator::guide;
use std::{io::IsTerminal as _, process::ExitCode};

/// Show the changes between two pinned versions.
#[derive(Args)]
pub struct Diff {
    /// The old version, such as `edison`.
    from: String,
    /// The new version, such as `curie`.
    to: String,
    /// Output format.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Print a migration guide, as in the crate's MIGRATING.md: what to change in your code.
    #[arg(long, conflicts_with = "format")]
    guide: bool,
    #[command(flatten)]
    folders: Folders,
}

impl Diff {
    /// Runs the command.
    ///
    /// # Errors
    ///
    /// The message to print before the process fails.
    pub fn run(self) -> Result<ExitCode, String> {
        let failed = |error: String| format!("error: {error}");
        let project = self.folders.open().map_err(failed)?;
        let input = pins::read(&project.specs).map_err(failed)?;
        let color = std::io::stderr().is_terminal();
        let stopped = |found| problems::text(&Stopped::at(found), &input, color);
        let output = nomos_generator::generate(&input).map_err(stopped)?;
        let report = output.difference(&self.from, &self.to).ok_or_else(|| {
            let versions = output.plans.iter().map(|plan| &plan.release.version);
            failed(pins::not_pinned(&[&self.from, &self.to], versions))
        })?;
        if self.guide {
            print!("{}", guide(&report).map_err(failed)?);
        } else {
            print!("{}", self.format.show(&[report]).map_err(failed)?);
        }
        Ok(ExitCode::SUCCESS)
    }
}
