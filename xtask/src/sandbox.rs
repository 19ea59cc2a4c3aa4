//! `cargo xtask sandbox`.

use crate::cargo;
use clap::Args;
use std::{
    io,
    process::{Command, ExitCode},
};

/// Emulate one version of the API locally, for programs without credentials.
#[derive(Args)]
#[command(disable_help_flag = true)]
pub struct Sandbox {
    /// Arguments of the sandbox, such as `--version curie --port 8484`; `--help` lists them.
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<String>,
}

impl Sandbox {
    /// Runs the sandbox until it exits.
    ///
    /// # Errors
    ///
    /// The message to print if the sandbox could not be started.
    pub fn run(self) -> Result<ExitCode, String> {
        let mut command = cargo::run(&["--package", "nomos-tests", "--bin", "sandbox", "--"]);
        command.args(self.arguments);
        exec(&mut command).map_err(|error| format!("error: could not run cargo: {error}"))
    }
}

/// Replaces this process, so that signals to it reach the sandbox.
#[cfg(unix)]
fn exec(command: &mut Command) -> io::Result<ExitCode> {
    use std::os::unix::process::CommandExt as _;
    Err(command.exec())
}

#[cfg(not(unix))]
fn exec(command: &mut Command) -> io::Result<ExitCode> {
    let code = command.status()?.code();
    let code = code.and_then(|code| u8::try_from(code).ok());
    Ok(code.map_or(ExitCode::FAILURE, ExitCode::from))
}
