//! What a report says of source code is what the compiler says of a program of a user.

use super::{Library, REPORTS, patch};
use crate::compile::{check, workspace};
use nomos_generator::compare::Impact;
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

/// Everything that a user can write against the base: calls, constructors, setters, fields,
/// matches.
const PROGRAM: &str = include_str!("user/program.rs");

/// The patches that the program is compiled against: a choice, since each is a crate to compile.
const PATCHES: [&str; 24] = [
    "optional-field-added.request",
    "required-field-added.request",
    "required-field-added.nullable",
    "required-field-added.filled-in",
    "required-field-added.response",
    "field-now-optional.response",
    "field-may-be-absent.request",
    "field-always-present.request",
    "field-always-present.patch",
    "field-removed.response",
    "field-constant-changed.request",
    "operation-renamed",
    "value-added.response",
    "value-removed.response",
    "optional-parameter-added",
    "parameter-now-required",
    "parameter-constant-changed.chosen",
    "scope-added",
    "scope-changed",
    "authentication-changed.open",
    "tag-changed.request",
    "tag-changed.response",
    "filter-type-changed",
    "field-errors-removed",
];

/// The base among the patches.
const BASE: &str = "base";

#[test]
fn code_has_to_change_where_the_report_says_so() {
    let names: Vec<_> = PATCHES.into_iter().chain([BASE]).collect();
    let crates: Vec<_> = names
        .iter()
        .flat_map(|name| [library(name), user(name)])
        .collect();
    let base = Library::base();
    let mut files = BTreeMap::new();
    for name in &names {
        let library = if *name == BASE {
            base.clone()
        } else {
            base.patched(&patch(name))
        };
        files.extend(crates_of(name, &library));
    }
    let crates: Vec<_> = crates.iter().map(String::as_str).collect();
    let compiled = compile(&workspace("user", &crates, files));
    let broken = |name: &str| {
        let changes = REPORTS
            .get(name)
            .into_iter()
            .flat_map(|report| &report.changes);
        changes
            .into_iter()
            .any(|change| change.source == Impact::Breaking)
    };
    let disagreeing = names
        .iter()
        .filter(|name| compiled.contains(&user(name)) == broken(name));
    assert_eq!(disagreeing.collect::<Vec<_>>(), Vec::<&&str>::new());
    // The crates themselves always compile, whatever becomes of the program.
    let crates = names.iter().map(|name| library(name));
    assert_eq!(
        crates
            .filter(|name| !compiled.contains(name))
            .collect::<Vec<_>>(),
        Vec::<String>::new()
    );
}

fn library(name: &str) -> String {
    format!("shop-{}", name.replace('.', "-"))
}

fn user(name: &str) -> String {
    format!("user-{}", name.replace('.', "-"))
}

/// The files of the crate of the library, and of the program that uses it under the name that it
/// has always had.
fn crates_of(name: &str, documents: &Library) -> BTreeMap<String, String> {
    let mut files = documents.generate(None, &library(name)).files;
    let manifest = format!(
        "[package]\nname = \"{}\"\nversion = \"0.1.0\"\nedition.workspace = true\n\n\
         [dependencies]\nshop-library = {{ package = \"{library}\", path = \"../{library}\", default-features = false }}\n",
        user(name),
        library = library(name),
    );
    files.insert(format!("{}/Cargo.toml", user(name)), manifest);
    files.insert(format!("{}/src/lib.rs", user(name)), PROGRAM.to_owned());
    files
}

/// The packages that compile.
fn compile(folder: &Path) -> BTreeSet<String> {
    let output = check(folder)
        .args(["--keep-going", "--message-format=json"])
        .output()
        .unwrap();
    let lines = String::from_utf8(output.stdout).unwrap();
    let messages = lines
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap());
    let artifacts = messages.filter(|message| message["reason"] == "compiler-artifact");
    artifacts
        .map(|artifact| {
            artifact["target"]["name"]
                .as_str()
                .unwrap()
                .replace('_', "-")
        })
        .collect()
}
