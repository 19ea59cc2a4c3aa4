//! What the compiler says of a program of a user, for many generations of crates at once.

use crate::{
    project::{cargo, copy_folder, root},
    user::{CLIENT, program},
};
use serde_json::Value;
use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
};
use toml::Table;

/// A workspace of new crates, each with a program that uses everything that the old one offers.
pub struct Compiler {
    folder: PathBuf,
    members: Vec<String>,
}

impl Compiler {
    /// An empty workspace. It is always in the same folder, so that cargo compiles only what
    /// differs from the last time.
    ///
    /// # Errors
    ///
    /// The folder cannot be made.
    pub fn new() -> io::Result<Self> {
        let folder = root().join("target/variants/users");
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(&folder)?;
        Ok(Self {
            folder,
            members: Vec::new(),
        })
    }

    /// Adds the crate in `new`, and a program for the one in `old`, under a name of its own.
    ///
    /// # Errors
    ///
    /// A file cannot be read or written, or is not Rust.
    pub fn add(&mut self, name: &str, old: &Path, new: &Path) -> io::Result<()> {
        let (library, user) = (format!("client-{name}"), format!("user-{name}"));
        let folder = self.folder.join(&library);
        copy_folder(new, &folder)?;
        let manifest = folder.join("Cargo.toml");
        let mut package = read(&manifest)?;
        package["package"]["name"] = library.clone().into();
        fs::write(manifest, package.to_string())?;
        let folder = self.folder.join(&user);
        fs::create_dir_all(folder.join("src"))?;
        fs::write(folder.join("src/lib.rs"), program(&old.join("src"))?)?;
        let dependencies = [
            "jiff",
            "nomos-client-runtime",
            "rust_decimal",
            "serde",
            "serde_json",
        ];
        let dependencies = dependencies.map(|name| format!("{name}.workspace = true\n"));
        let manifest = format!(
            "[package]\nname = \"{user}\"\nversion = \"0.0.0\"\nedition.workspace = true\n\n\
             [dependencies]\n{CLIENT} = {{ package = \"{library}\", path = \"../{library}\", \
             default-features = false }}\n{}",
            dependencies.concat(),
        );
        fs::write(folder.join("Cargo.toml"), manifest)?;
        self.members.extend([library, user]);
        Ok(())
    }

    /// The names of the packages that do not compile.
    ///
    /// # Errors
    ///
    /// A file cannot be read or written, or cargo cannot be started.
    pub fn failures(&self) -> io::Result<BTreeSet<String>> {
        let mut manifest = read(&root().join("Cargo.toml"))?;
        manifest.remove("profile");
        let workspace = &mut manifest["workspace"];
        workspace["members"] = self.members.clone().into();
        let dependencies = workspace["dependencies"].as_table_mut();
        for (_, dependency) in dependencies.into_iter().flatten() {
            if let Some(path) = dependency.get("path").and_then(toml::Value::as_str) {
                let path = root().join(path).display().to_string();
                dependency["path"] = path.into();
            }
        }
        fs::write(self.folder.join("Cargo.toml"), manifest.to_string())?;
        fs::copy(root().join("Cargo.lock"), self.folder.join("Cargo.lock"))?;
        let output = cargo()
            .args([
                "check",
                "--workspace",
                "--offline",
                "--quiet",
                "--keep-going",
            ])
            .args(["--no-default-features", "--message-format=json"])
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", root().join("target/tmp/nested"))
            .output()?;
        let compiled: BTreeSet<String> = String::from_utf8_lossy(&output.stdout)
            .lines()
            .filter_map(|line| serde_json::from_str::<Value>(line).ok())
            .filter(|message| message["reason"] == "compiler-artifact")
            .filter_map(|message| Some(message["target"]["name"].as_str()?.replace('_', "-")))
            .collect();
        if compiled.is_empty() {
            let errors = String::from_utf8_lossy(&output.stderr).into_owned();
            return Err(io::Error::other(errors));
        }
        let failed = self.members.iter().filter(|name| !compiled.contains(*name));
        Ok(failed.cloned().collect())
    }
}

fn read(manifest: &Path) -> io::Result<Table> {
    let text = fs::read_to_string(manifest)?;
    text.parse()
        .map_err(|error| io::Error::other(format!("{}: {error}", manifest.display())))
}
