//! The maintainer's commands. The only crate that touches disk; generating itself is pure.

mod pins;
mod regen;
mod report;
mod tree;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

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
    /// Exit codes: 0 done or fresh, 4 out of date (with --check), 100 failure.
    Regen(regen::Regen),
}

fn main() -> ExitCode {
    let Command::Regen(regen) = Cli::parse().command;
    regen.run()
}
