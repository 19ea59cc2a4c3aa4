//! Generated crates compile without a warning, whatever the document says and calls things.

use crate::{
    constructs,
    hostile::{names, text},
    support::{Documents, text_of},
};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Command,
};
use toml::{Table, Value};

/// A workspace of crates in a folder of the build, beside the runtime and with the dependencies of
/// the workspace we are in. What is there already is not written again, so that cargo compiles what
/// has changed since the last run.
pub fn workspace(name: &str, crates: &[&str], mut files: BTreeMap<String, String>) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let manifest: Table = fs::read_to_string(root.join("Cargo.toml"))
        .unwrap()
        .parse()
        .unwrap();
    let mut workspace = manifest["workspace"].as_table().unwrap().clone();
    workspace.insert("members".into(), crates.to_vec().into());
    // The default transport is most of what there is to build, and nothing that documents have a
    // say in.
    let runtime = Table::from_iter([
        (
            "path".to_owned(),
            Value::from(root.join("runtime").to_str().unwrap()),
        ),
        ("default-features".to_owned(), Value::from(false)),
    ]);
    let dependencies = workspace["dependencies"].as_table_mut().unwrap();
    dependencies.retain(|_, dependency| dependency.get("path").is_none());
    dependencies.insert("nomos-client-runtime".into(), runtime.into());
    let manifest = Table::from_iter([("workspace".to_owned(), Value::from(workspace))]);
    files.insert("Cargo.toml".to_owned(), manifest.to_string());
    remove_others(&folder, &folder, &files);
    for (path, text) in files {
        let path = folder.join(path);
        if fs::read_to_string(&path).ok().as_ref() != Some(&text) {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
    }
    // Cargo keeps of it what these crates need.
    fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    folder
}

/// Removes the files below `folder` that are none of these.
fn remove_others(folder: &Path, root: &Path, files: &BTreeMap<String, String>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for path in entries.map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            remove_others(&path, root, files);
        } else if !files.contains_key(path.strip_prefix(root).unwrap().to_str().unwrap()) {
            fs::remove_file(path).unwrap();
        }
    }
}

/// `cargo check` of such a workspace.
pub fn check(folder: &Path) -> Command {
    let mut cargo = nested(folder, "check");
    cargo.args(["--workspace", "--no-default-features"]);
    cargo
}

/// A command of cargo in such a workspace, which shares the folder of its dependencies with others.
///
/// Flags that deny warnings would build them again.
pub fn nested(folder: &Path, command: &str) -> Command {
    let mut cargo = Command::new(env!("CARGO"));
    cargo
        .args([command, "--offline", "--quiet"])
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", folder.with_file_name("nested"))
        .env_remove("CARGO_ENCODED_RUSTFLAGS");
    cargo
}

#[test]
fn generated_crates_compile_without_warnings() {
    let json = |codename, document: serde_json::Value| text_of(codename, &document.to_string());
    let crates: [(&str, Documents); 6] = [
        ("shop-types", json("types", names::types())),
        ("shop-resources", json("resources", names::resources())),
        ("shop-operations", json("operations", names::operations())),
        (
            "shop-text",
            json("text", text::everything()).overlay_text(text::OVERLAY),
        ),
        (
            "shop-constructs",
            text_of("constructs", constructs::EVERYTHING).overlay_text(constructs::OVERLAY),
        ),
        ("shop-nothing", json("nothing", names::nothing())),
    ];
    let outputs = crates.iter().map(|(.., documents)| documents.output());
    let files = outputs.flat_map(|output| output.files).collect();
    let folder = workspace("compile", &crates.each_ref().map(|(name, _)| *name), files);
    let output = check(&folder).output().unwrap();
    // Quiet, cargo prints warnings and errors alone, also those of what it compiled before.
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && said.is_empty(), "{said}");
}
