//! Copies of the project, to regenerate from other documents.

use serde_json::Value;
use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
    process::{Command, Output},
};

/// A document of the project.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Document {
    /// Its file, whose name begins with the date.
    pub path: PathBuf,
    /// The codename of its version.
    pub codename: String,
}

/// The root of the workspace.
pub fn root() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    root.canonicalize().unwrap_or(root)
}

/// The documents of the project, oldest first.
///
/// # Errors
///
/// The folder cannot be read.
pub fn documents() -> io::Result<Vec<Document>> {
    let mut documents = Vec::new();
    for file in fs::read_dir(root().join("specs"))? {
        let path = file?.path();
        let name = path
            .file_name()
            .and_then(|name| name.to_str())
            .unwrap_or_default();
        let codename = name
            .strip_suffix(".yaml")
            .and_then(|name| Some(name.split_once('.')?.1));
        if let Some(codename) = codename {
            documents.push(Document {
                codename: codename.to_owned(),
                path: path.clone(),
            });
        }
    }
    documents.sort_unstable();
    Ok(documents)
}

/// The cargo that runs this program, as from a shell: with the variables that it sets for programs,
/// build scripts would run again.
pub(crate) fn cargo() -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_MANIFEST_") || text.starts_with("CARGO_PKG_") {
            cargo.env_remove(&name);
        }
    }
    cargo
}

/// Builds `xtask`, and returns a copy of the program: cargo replaces the original when it builds a
/// copy of the workspace.
///
/// # Errors
///
/// It cannot be built.
pub fn build_xtask() -> io::Result<PathBuf> {
    let status = cargo()
        .args(["build", "--quiet", "--workspace", "--bin", "xtask"])
        .current_dir(root())
        .status()?;
    if !status.success() {
        return Err(io::Error::other("xtask does not build"));
    }
    // Both are in the same folder.
    let program = std::env::current_exe()?
        .with_file_name("xtask")
        .with_extension(std::env::consts::EXE_EXTENSION);
    let copy = root().join("target/variants/xtask");
    fs::create_dir_all(root().join("target/variants"))?;
    // Another run may be using it, so the file is replaced and not written to.
    let new = copy.with_extension(std::process::id().to_string());
    fs::copy(program, &new)?;
    fs::rename(&new, &copy)?;
    Ok(copy)
}

/// Runs `cargo xtask regen` with the documents in a folder, without having cargo check the crates.
///
/// # Errors
///
/// It cannot be started.
pub fn regenerate(xtask: &Path, folder: &Path, arguments: &[String]) -> io::Result<Output> {
    Command::new(xtask)
        .args(["regen", "--offline", "--no-verify", "--specs"])
        .arg(folder.join("specs"))
        .arg("--out")
        .arg(folder.join("generated"))
        .args(arguments)
        .current_dir(folder)
        .output()
}

/// Makes `to` a copy of the workspace `from`, and leaves files alone that are the same.
///
/// # Errors
///
/// A file cannot be read or written.
pub fn sync(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    let is_copied = |name: &std::ffi::OsStr| name != "target" && name != ".git";
    for entry in fs::read_dir(to)? {
        let entry = entry?;
        let source = from.join(entry.file_name());
        if !source.exists() && is_copied(&entry.file_name()) {
            if entry.file_type()?.is_dir() {
                fs::remove_dir_all(entry.path())?;
            } else {
                fs::remove_file(entry.path())?;
            }
        }
    }
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if !is_copied(&entry.file_name()) {
            continue;
        }
        if entry.file_type()?.is_dir() {
            sync(&entry.path(), &target)?;
        } else if fs::read(&target).ok() != Some(fs::read(entry.path())?) {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

/// A copy of everything that `cargo xtask regen` reads and writes. It is removed at the end.
pub struct Copy {
    folder: PathBuf,
}

impl Copy {
    /// Copies `specs`, `templates` and `generated` of the folder `from` to `to`.
    ///
    /// # Errors
    ///
    /// A file cannot be read or written.
    pub fn new(from: &Path, to: PathBuf) -> io::Result<Self> {
        if to.exists() {
            fs::remove_dir_all(&to)?;
        }
        for name in ["specs", "templates", "generated"] {
            copy_folder(&from.join(name), &to.join(name))?;
        }
        Ok(Self { folder: to })
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The file of a document.
    pub fn document(&self, document: &Document) -> PathBuf {
        self.folder
            .join("specs")
            .join(document.path.file_name().unwrap_or_default())
    }

    /// The generated files, without what says only where something is in the documents.
    ///
    /// # Errors
    ///
    /// A file cannot be read.
    pub fn generated(&self) -> io::Result<BTreeMap<PathBuf, Vec<u8>>> {
        let mut files = BTreeMap::new();
        let root = self.folder.join("generated");
        let mut open = vec![root.clone()];
        while let Some(folder) = open.pop() {
            for entry in fs::read_dir(folder)? {
                let path = entry?.path();
                if path.is_dir() {
                    open.push(path);
                    continue;
                }
                let name = path
                    .file_name()
                    .and_then(|name| name.to_str())
                    .unwrap_or_default();
                let mut content = fs::read(&path)?;
                match name {
                    // The changelog tells the date; the document, how upstream spells it.
                    "CHANGELOG.md" | "document.json" => continue,
                    "model.json" => content = without_locations(&content)?,
                    _ => {}
                }
                files.insert(
                    path.strip_prefix(&root).unwrap_or(&path).to_owned(),
                    content,
                );
            }
        }
        Ok(files)
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        // What is left is in a temporary folder.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn without_locations(model: &[u8]) -> io::Result<Vec<u8>> {
    let mut model: Value = serde_json::from_slice(model)?;
    remove_locations(&mut model);
    Ok(model.to_string().into_bytes())
}

fn remove_locations(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.remove("at");
            members.values_mut().for_each(remove_locations);
        }
        Value::Array(items) => items.iter_mut().for_each(remove_locations),
        _ => {}
    }
}

/// Copies a folder with everything in it.
///
/// # Errors
///
/// A file cannot be read or written.
pub fn copy_folder(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
