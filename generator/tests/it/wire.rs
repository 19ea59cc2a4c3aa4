//! Generated types read and write what the document describes: a program of a user runs.

use crate::{
    compile::{nested, workspace},
    support::document,
};

/// A schema for each construct, sent and answered by one operation.
const DOCUMENT: &str = include_str!("wire/document.yaml");

/// Reads, compares and writes values of these schemas.
const PROGRAM: &str = include_str!("wire/program.rs");

const MANIFEST: &str = "\
[package]
name = \"user\"
version = \"0.1.0\"
edition.workspace = true

[dependencies]
serde.workspace = true
serde_json.workspace = true
shop-alpha = { path = \"../shop-alpha\", default-features = false }
";

#[test]
fn a_program_reads_and_writes_every_schema() {
    let mut files = document(DOCUMENT).output().files;
    files.insert("user/Cargo.toml".to_owned(), MANIFEST.to_owned());
    files.insert("user/src/main.rs".to_owned(), PROGRAM.to_owned());
    let folder = workspace("wire", &["shop-alpha", "user"], files);
    let output = nested(&folder, "run")
        .arg("--package=user")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && said.is_empty(), "{said}");
}
