//! `cargo xtask diff`.

use crate::{
    pins,
    project::Folders,
    report::{self, Format},
};
use clap::Args;
use nomos_generator::guide;
use std::{io::IsTerminal as _, process::ExitCode};

/// Show what is different between two pinned versions.
#[derive(Args)]
pub struct Diff {
    /// The version to come from, such as `edison`.
    from: String,
    /// The version to go to, such as `curie`.
    to: String,
    /// How to show it.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Show it as the guide of the crate: what to change in a program.
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
    /// What to print before the process fails.
    pub fn run(self) -> Result<ExitCode, String> {
        let failed = |error: String| format!("error: {error}");
        let project = self.folders.open().map_err(failed)?;
        let input = pins::read(&project.specs).map_err(failed)?;
        let color = std::io::stderr().is_terminal();
        let output =
            nomos_generator::generate(&input).map_err(|found| report::problems(&found, color))?;
        let report = output.difference(&self.from, &self.to).ok_or_else(|| {
            let names = output
                .plans
                .iter()
                .map(|plan| plan.release.version.codename.as_str());
            let names: Vec<_> = names.collect();
            failed(format!("pinned are {}", names.join(", ")))
        })?;
        if self.guide {
            print!("{}", guide(&report).map_err(failed)?);
        } else {
            print!("{}", self.format.show(&[report]).map_err(failed)?);
        }
        Ok(ExitCode::SUCCESS)
    }
}
