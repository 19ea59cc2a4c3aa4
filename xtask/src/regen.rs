//! `cargo xtask regen`.

use crate::{baseline, commit, documents, fetch::Fetch, pins::Pins, report, tree, update::Update};
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
    #[command(flatten)]
    fetch: Fetch,
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
        let start = Instant::now();
        let root = workspace();
        let specs = self.specs.clone().unwrap_or_else(|| root.join("specs"));
        let out = self.out.clone().unwrap_or_else(|| root.join("generated"));
        let failed = |error: String| format!("error: {error}");
        let pins = Pins::read(&specs).map_err(failed)?;
        let update = self.update(&specs, &pins)?;
        let mut input = documents::input(&specs, &pins, &update).map_err(failed)?;
        baseline::attach(&mut input, &out).map_err(failed)?;
        let color = std::io::stderr().is_terminal();
        let output =
            nomos_generator::generate(&input).map_err(|found| report::problems(&found, color))?;
        let plan = tree::Plan::new(&out, &output.files).map_err(failed)?;
        eprint!("{}", report::warnings(&output.warnings, color));
        print!("{}", report::read(&output));
        if self.check {
            print!("{}", report::check(&update, &specs, &plan, &out));
            return Ok(if update.is_fresh() && plan.is_fresh() {
                ExitCode::SUCCESS
            } else {
                ExitCode::from(OUT_OF_DATE)
            });
        }
        commit::commit(&specs, &update, &plan).map_err(failed)?;
        print!("{}", report::documents(&update));
        print!("{}", report::written(&plan, &out));
        eprintln!("took {} ms", start.elapsed().as_millis());
        Ok(ExitCode::SUCCESS)
    }

    /// The documents to generate from: those of upstream, or with `--offline` those that are checked in.
    fn update(&self, specs: &Path, pins: &Pins) -> Result<Update, String> {
        let failed = |error: String| format!("error: {error}");
        let stored = documents::stored(specs, pins).map_err(failed)?;
        if self.offline {
            eprint!("{}", report::edited(pins, &stored));
            return Ok(Update::none(stored));
        }
        let fetched = self.fetch.run(pins, &stored)?;
        let today = jiff::Timestamp::now().strftime("%F").to_string();
        Update::new(specs, pins, stored, fetched, &today).map_err(failed)
    }
}

/// The workspace this command was built in.
fn workspace() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}
