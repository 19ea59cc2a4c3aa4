//! Starts cargo from a program that cargo runs.

use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};

/// `cargo run` at the root of this workspace, as from a shell.
#[must_use]
pub fn run(arguments: &[&str]) -> Command {
    let root = root();
    let mut command = command();
    command
        .args(["run", "--quiet", "--locked", "--manifest-path"])
        .arg(root.join("Cargo.toml"))
        .current_dir(root)
        .args(arguments);
    command
}

/// Cargo as from a shell.
///
/// Removes the variables that cargo sets for the programs it runs. They would make build scripts
/// such as that of `ring` run again, and everything that depends on them would be rebuilt each time.
pub(crate) fn command() -> Command {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    for (name, _) in env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_MANIFEST_") || text.starts_with("CARGO_PKG_") {
            command.env_remove(&name);
        }
    }
    command
}

/// The target folder of this workspace.
pub(crate) fn target_folder() -> PathBuf {
    let configured = env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
    configured.unwrap_or_else(|| root().join("target"))
}

fn root() -> PathBuf {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().unwrap_or(manifest).to_owned()
}
