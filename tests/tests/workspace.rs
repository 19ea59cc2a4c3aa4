//! Promises about the workspace itself.

#![allow(
    clippy::unwrap_used,
    reason = "a file that cannot be read fails the test"
)]

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::Value;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn documents() -> Vec<Value> {
    let specs = fs::read_dir(root().join("specs"))
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let documents = specs.filter(|path| path.to_string_lossy().contains("/specs/20"));
    let documents: Vec<_> = documents
        .map(|path| serde_yaml::from_str(&fs::read_to_string(path).unwrap()).unwrap())
        .collect();
    assert_eq!(documents.len(), 4);
    documents
}

/// Names that only this API has: paths, and names and identifiers that are more than a plain word.
fn names_of_the_api() -> BTreeSet<String> {
    let mut names = BTreeSet::from(["read:*".to_owned(), "write:*".to_owned()]);
    for document in documents() {
        names.extend(document["paths"].as_object().unwrap().keys().cloned());
        collect(&document, &mut names);
    }
    names
}

fn collect(node: &Value, names: &mut BTreeSet<String>) {
    match node {
        Value::Object(members) => {
            let properties = members.get("properties").and_then(Value::as_object);
            let named = properties
                .into_iter()
                .flat_map(|properties| properties.keys());
            let parameter = members
                .get("in")
                .and_then(|_| members.get("name")?.as_str());
            let special = |name: &&str| name.chars().any(|c| !c.is_ascii_lowercase());
            names.extend(
                named
                    .map(String::as_str)
                    .chain(parameter)
                    .filter(special)
                    .map(str::to_owned),
            );
            // `pln_bn1sny3aczwq5jkz8xcf4klf` → `pln_`
            let example = members.get("example").and_then(Value::as_str);
            if let Some((prefix, rest)) = example.and_then(|example| example.split_once('_'))
                && rest.len() == 24
            {
                names.insert(format!("{prefix}_"));
            }
            members.values().for_each(|member| collect(member, names));
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, names)),
        _ => {}
    }
}

fn rust_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
    {
        if entry.is_dir() {
            rust_files(&entry, files);
        } else if entry.extension().is_some_and(|extension| extension == "rs") {
            files.push(entry);
        }
    }
}

#[test]
fn the_generator_knows_nothing_of_this_api() {
    let names = names_of_the_api();
    for expected in [
        "/plans/{id}/quote",
        "created_at",
        "14a_module_1",
        "pln_",
        "customerId",
    ] {
        assert!(names.contains(expected), "{expected}");
    }
    let mut files = Vec::new();
    rust_files(&root().join("generator/src"), &mut files);
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        for name in &names {
            let whole = |(at, _): (usize, &str)| {
                let part = |c: char| c.is_ascii_alphanumeric() || c == '_';
                let before = text[..at].chars().next_back().is_some_and(part);
                let after = text[at + name.len()..].chars().next().is_some_and(part);
                !before && (!after || name.ends_with('_'))
            };
            assert!(
                !text.match_indices(name.as_str()).any(whole),
                "{} says `{name}`",
                file.display()
            );
        }
    }
}

#[test]
fn no_dependency_needs_a_newer_compiler() {
    let output = Command::new(env!("CARGO"))
        .current_dir(root())
        .args(["metadata", "--format-version=1", "--locked", "--offline"])
        .output()
        .unwrap();
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let minor = |package: &Value| -> Option<u32> {
        package["rust_version"]
            .as_str()?
            .split('.')
            .nth(1)?
            .parse()
            .ok()
    };
    let own = packages
        .iter()
        .find(|package| package["name"] == "nomos-client-runtime")
        .and_then(minor)
        .unwrap();
    for package in packages {
        assert!(
            minor(package).is_none_or(|minor| minor <= own),
            "{}",
            package["name"]
        );
    }
}
