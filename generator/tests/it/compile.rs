//! Generated crates compile without a warning, whatever the document says and calls things.

use crate::{
    constructs,
    hostile::{names, text},
    support::{Documents, text_of},
};
use std::{fs, path::Path, process::Command};
use toml::{Table, Value};

/// A workspace of generated crates beside the runtime, with the dependencies of the workspace we
/// are in.
pub fn workspace(folder: &Path, crates: &[&str]) {
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
    fs::write(folder.join("Cargo.toml"), manifest.to_string()).unwrap();
    fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
}

#[test]
fn generated_crates_compile_without_warnings() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("compile");
    let _ = fs::remove_dir_all(&folder);
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
    for (.., documents) in &crates {
        for (path, text) in documents.output().files {
            let path = folder.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
    }
    workspace(&folder, &crates.map(|(name, _)| name));
    let output = Command::new(env!("CARGO"))
        .args([
            "check",
            "--offline",
            "--workspace",
            "--no-default-features",
            "--quiet",
        ])
        .current_dir(&folder)
        .env("CARGO_TARGET_DIR", folder.with_file_name("nested"))
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .output()
        .unwrap();
    // Quiet, cargo prints warnings and errors alone. Flags that deny warnings would have the
    // dependencies built again, beside those that other tests have in the same folder.
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && said.is_empty(), "{said}");
}
