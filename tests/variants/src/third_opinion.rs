//! `cargo semver-checks`: what it calls breaking, the report has to call breaking.

use crate::project::{cargo, root};
use serde_json::Value;
use std::{io, path::Path};

/// Compares each regenerated crate in `folder` with the checked-in one, and returns whether the
/// report of the regeneration, in JSON, has a breaking change for each that is broken. `None` if
/// the program is not installed.
///
/// # Errors
///
/// A program cannot be started, the report is not JSON, or a crate cannot be compared.
pub fn agrees(folder: &Path, report: &[u8]) -> io::Result<Option<bool>> {
    let installed = cargo().args(["semver-checks", "--version"]).output()?;
    if !installed.status.success() {
        eprintln!(
            "note: cargo-semver-checks is not installed, so there is no third opinion\n\
             help: cargo install cargo-semver-checks --locked"
        );
        return Ok(None);
    }
    let report: Value = serde_json::from_slice(report)?;
    let mut agrees = true;
    for version in report["versions"].as_array().into_iter().flatten() {
        let name = version["crate"].as_str().unwrap_or_default();
        let output = cargo()
            // By default, packages that are not published are skipped. The crate version may stay
            // the same, so the kind of release is given.
            .args(["semver-checks", "--package", name])
            .args(["--release-type", "minor", "--manifest-path"])
            .arg(folder.join("generated").join(name).join("Cargo.toml"))
            .arg("--baseline-root")
            .arg(root().join("generated").join(name))
            .output()?;
        let text = String::from_utf8_lossy(&output.stderr).into_owned();
        let is_broken = text.contains("requires new major version");
        let is_checked = text.contains(" Summary ");
        if !is_checked || !output.status.success() && !is_broken {
            return Err(io::Error::other(format!("{name}: {text}")));
        }
        let is_told = version["counts"]["breaking"] != 0;
        println!("{name}: semver-checks: {is_broken}, report: {is_told}");
        if is_broken && !is_told {
            eprintln!("error: the report does not say that {name} is broken\n{text}");
            agrees = false;
        }
    }
    Ok(Some(agrees))
}
