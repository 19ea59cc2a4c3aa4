//! Starts cargo from a program that cargo runs.

use std::{env, path::Path, process::Command};

/// `cargo run` at the root of this workspace, as from a shell.
///
/// Removes the variables that cargo sets for the programs it runs. They would make build scripts
/// such as that of `ring` run again, and everything that depends on them would be rebuilt each time.
#[must_use]
pub fn run(arguments: &[&str]) -> Command {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut command = Command::new(cargo);
    command
        .args(["run", "--quiet", "--locked", "--manifest-path"])
        .arg(root.join("Cargo.toml"))
        .current_dir(root)
        .args(arguments);
    for (name, _) in env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_MANIFEST_") || text.starts_with("CARGO_PKG_") {
            command.env_remove(&name);
        }
    }
    command
}
