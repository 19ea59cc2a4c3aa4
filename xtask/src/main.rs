//! `cargo xtask`.

use clap::{Parser, Subcommand};
use std::process::ExitCode;
use xtask::{diff::Diff, regen::Regen, sandbox::Sandbox};

const FAILURE: u8 = 100;

/// Generates the API client crates from their OpenAPI documents.
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
    /// Fetches the documents, reports what changed, checks with cargo that the new crates compile,
    /// and writes all files or none. Exit codes: 0 success or up to date, 4 out of date (with
    /// --check), 5 breaking changes not accepted, 100 failure.
    Regen(Regen),
    /// Show the changes between two pinned versions.
    Diff(Diff),
    /// Emulate one version of the API locally, for programs without credentials.
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
