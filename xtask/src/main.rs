//! `cargo xtask`.

use clap::{Parser, Subcommand};
use std::process::ExitCode;
use xtask::regen::Regen;

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
    Regen(Regen),
}

fn main() -> ExitCode {
    let Command::Regen(regen) = Cli::parse().command;
    regen.run()
}
