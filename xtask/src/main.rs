//! `cargo xtask`.

use clap::{Parser, Subcommand};
use std::process::ExitCode;
use xtask::{diff::Diff, regen::Regen, sandbox::Sandbox};

const FAILURE: u8 = 100;

/// Generates the API clients from their documents.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Generate one client crate per pinned API version.
    ///
    /// Fetches the documents, says what has changed, and writes everything or nothing. Exit codes:
    /// 0 done or fresh, 4 out of date (with --check), 5 breaking changes that nobody has accepted,
    /// 100 failure.
    Regen(Regen),
    /// Show what is different between two pinned versions.
    Diff(Diff),
    /// Play a version of the API on this machine, for programs without credentials.
    Sandbox(Sandbox),
}

fn main() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Regen(regen) => regen.run(),
        Command::Diff(diff) => diff.run(),
        Command::Sandbox(sandbox) => sandbox.run(),
    };
    result.unwrap_or_else(|message| {
        eprintln!("{message}");
        ExitCode::from(FAILURE)
    })
}
