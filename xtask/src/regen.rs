//! `cargo xtask regen`.

use crate::{baseline, pins, report, tree};
use clap::Args;
use std::{
    io::IsTerminal as _,
    path::{Path, PathBuf},
    process::ExitCode,
    time::Instant,
};

/// Out of date, with `--check`.
const OUT_OF_DATE: u8 = 4;
const FAILURE: u8 = 100;

/// Generate one client crate per pinned API version.
#[derive(Args)]
pub struct Regen {
    /// Use the documents that are checked in instead of fetching them.
    #[arg(long)]
    offline: bool,
    /// Write nothing; say which files differ, and exit with 4 if any does.
    #[arg(long)]
    check: bool,
    /// Where versions.toml, the documents and overlay.yaml are.
    #[arg(long, value_name = "DIR")]
    specs: Option<PathBuf>,
    /// Where the crates go; to build them there, the folder has to be part of a workspace like this one.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

impl Regen {
    /// Runs the command.
    pub fn run(self) -> ExitCode {
        match self.generate() {
            Ok(code) => code,
            Err(message) => {
                eprintln!("{message}");
                ExitCode::from(FAILURE)
            }
        }
    }

    fn generate(self) -> Result<ExitCode, String> {
        if !self.offline {
            return Err("error: fetching the documents does not exist yet\n\
                        help: `cargo xtask regen --offline` generates from the documents in specs/"
                .to_owned());
        }
        let start = Instant::now();
        let root = workspace();
        let specs = self.specs.unwrap_or_else(|| root.join("specs"));
        let out = self.out.unwrap_or_else(|| root.join("generated"));
        let mut input = pins::read(&specs).map_err(|error| format!("error: {error}"))?;
        baseline::attach(&mut input, &out).map_err(|error| format!("error: {error}"))?;
        let color = std::io::stderr().is_terminal();
        let output =
            nomos_generator::generate(&input).map_err(|found| report::problems(&found, color))?;
        let plan =
            tree::Plan::new(&out, &output.files).map_err(|error| format!("error: {error}"))?;
        eprint!("{}", report::warnings(&output.warnings, color));
        print!("{}", report::read(&output));
        print!(
            "{}",
            nomos_generator::report::terminal(&output.reports, color)
        );
        if self.check {
            print!("{}", report::check(&plan, &out));
            return Ok(if plan.is_fresh() {
                ExitCode::SUCCESS
            } else {
                ExitCode::from(OUT_OF_DATE)
            });
        }
        plan.apply()
            .map_err(|error| format!("error: {}: {error}\nnothing was changed", out.display()))?;
        print!("{}", report::written(&plan, &out));
        eprintln!("took {} ms", start.elapsed().as_millis());
        Ok(ExitCode::SUCCESS)
    }
}

/// The workspace this command was built in.
fn workspace() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}
