//! `cargo xtask sandbox`.

use clap::Args;
use std::{
    env, io,
    path::Path,
    process::{Command, ExitCode},
};

/// Play a version of the API on this machine, for programs without credentials.
#[derive(Args)]
#[command(disable_help_flag = true)]
pub struct Sandbox {
    /// What the sandbox takes, such as `--version curie --port 8484`; `--help` lists it all.
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<String>,
}

impl Sandbox {
    /// Runs the command until the sandbox ends.
    ///
    /// # Errors
    ///
    /// What to print when the sandbox cannot be started.
    pub fn run(self) -> Result<ExitCode, String> {
        let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut command = Command::new(cargo);
        command
            .current_dir(workspace)
            .args(["run", "--quiet", "--package", "nomos-tests"])
            .args(["--bin", "sandbox", "--"])
            .args(self.arguments);
        become_it(&mut command).map_err(|error| format!("error: cargo cannot be run: {error}"))
    }
}

/// Takes the place of this process, so that whoever ends it ends the sandbox.
#[cfg(unix)]
fn become_it(command: &mut Command) -> io::Result<ExitCode> {
    use std::os::unix::process::CommandExt as _;
    Err(command.exec())
}

#[cfg(not(unix))]
fn become_it(command: &mut Command) -> io::Result<ExitCode> {
    let code = command.status()?.code();
    let code = code.and_then(|code| u8::try_from(code).ok());
    Ok(code.map_or(ExitCode::FAILURE, ExitCode::from))
}
