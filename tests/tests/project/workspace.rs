//! Rules for the workspace itself.

use std::{collections::BTreeSet, fs, path::PathBuf, process::Command};

use serde_json::Value;

use super::files::{root, rust_files};

fn documents() -> Vec<Value> {
    let specs = fs::read_dir(root().join("specs"))
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let documents = specs.filter(|path| path.to_string_lossy().contains("/specs/20"));
    let documents: Vec<_> = documents
        .map(|path| serde_yaml::from_str(&fs::read_to_string(path).unwrap()).unwrap())
        .collect();
    assert!(!documents.is_empty());
    documents
}

/// Names specific to this API: paths, and names and identifiers that are not plain words.
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

#[test]
fn the_generator_contains_no_names_of_this_api() {
    let names = names_of_the_api();
    for expected in [
        "/plans/{id}/quote",
        "created_at",
        "14a_module_1",
        "pln_",
        "requestId",
    ] {
        assert!(names.contains(expected), "{expected}");
    }
    for file in rust_files(&root().join("generator/src")) {
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

/// The generator, and the part of the runtime that is for any API.
fn generic_files() -> impl Iterator<Item = PathBuf> {
    let energy = root().join("runtime/src/energy");
    let files = ["generator/src", "runtime/src"].map(|folder| rust_files(&root().join(folder)));
    let files = files.into_iter().flatten();
    files.filter(move |file| !file.starts_with(&energy))
}

/// The conventions of this API in the overlay, and the names of its versions.
fn conventions_of_the_api() -> BTreeSet<String> {
    let overlay = fs::read_to_string(root().join("specs/overlay.yaml")).unwrap();
    let overlay: Value = serde_yaml::from_str(&overlay).unwrap();
    let mut actions = overlay["actions"].as_array().unwrap().iter();
    let client = actions.find_map(|action| action["update"].get("x-client"));
    let client = client.and_then(Value::as_object).unwrap();
    let mut names: BTreeSet<String> = client
        .iter()
        .filter(|(key, _)| *key != "env-prefix")
        .filter_map(|(_, value)| Some(value.as_str()?.to_lowercase()))
        .collect();
    names.insert(format!("{}_c", client["env-prefix"].as_str().unwrap()).to_lowercase());
    // "OAuth client" is a common term and allowed.
    let others = [" auth client", "read:*", "write:*", "flow_type"];
    names.extend(others.map(str::to_owned));
    for document in documents() {
        let version = document["info"]["version"].as_str().unwrap();
        names.extend(version.split('.').skip(1).map(str::to_owned));
    }
    names
}

#[test]
fn generator_and_runtime_contain_no_conventions_of_this_api() {
    let names = conventions_of_the_api();
    for expected in ["/oauth/token", "x-api-version", "curie"] {
        assert!(names.contains(expected), "{expected}: {names:?}");
    }
    for file in generic_files() {
        let text = fs::read_to_string(&file).unwrap().to_lowercase();
        let text = text.replace("nomos_client_runtime", "");
        for name in &names {
            assert!(
                !text.contains(name.as_str()),
                "{} says `{name}`",
                file.display()
            );
        }
    }
}

/// Names that are common among APIs: OAuth, errors, pages and lifecycles.
const COMMON: [&str; 12] = [
    "AuthorizationServerMetadata",
    "CodeChallengeMethod",
    "ErrorBody",
    "ErrorCode",
    "FieldError",
    "GrantType",
    "TokenRequest",
    "TokenResponse",
    "TokenType",
    "is_live",
    "is_terminal",
    "needs_attention",
];

/// Names in the overlay and in the hand-written code that are not plain words.
fn names_from_the_overlay() -> BTreeSet<String> {
    fn collect(node: &Value, names: &mut BTreeSet<String>) {
        match node {
            Value::Object(members) => {
                for (key, value) in members {
                    match key.as_str() {
                        "x-rust-type" | "x-id" | "x-rust-name" | "x-resource" | "x-action" => {
                            names.extend(value.as_str().map(str::to_owned));
                        }
                        "x-meanings" => {
                            let entries = value.as_array().into_iter().flatten();
                            let named = entries.filter_map(|entry| entry["name"].as_str());
                            names.extend(named.map(str::to_owned));
                        }
                        "x-ids" => {
                            let fields = value["fields"].as_object().into_iter().flatten();
                            names
                                .extend(fields.filter_map(|(_, id)| Some(id.as_str()?.to_owned())));
                        }
                        _ => {}
                    }
                    collect(value, names);
                }
            }
            Value::Array(items) => items.iter().for_each(|item| collect(item, names)),
            _ => {}
        }
    }
    let mut names = BTreeSet::new();
    let overlay = fs::read_to_string(root().join("specs/overlay.yaml")).unwrap();
    collect(&serde_yaml::from_str(&overlay).unwrap(), &mut names);
    for file in rust_files(&root().join("templates")) {
        names.insert(file.file_stem().unwrap().to_str().unwrap().to_owned());
        for line in fs::read_to_string(&file).unwrap().lines() {
            let item = line.trim_start().strip_prefix("pub ");
            let kinds = [
                "fn", "async fn", "const fn", "struct", "enum", "trait", "type",
            ];
            let name = item.and_then(|item| {
                kinds
                    .iter()
                    .find_map(|kind| item.strip_prefix(kind)?.strip_prefix(' '))
            });
            let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
            names.extend(
                name.and_then(|name| name.split(|c| !is_part(c)).next())
                    .map(str::to_owned),
            );
        }
    }
    let is_compound = |name: &String| {
        name.contains(['_', '-']) || name.chars().skip(1).any(|c| c.is_ascii_uppercase())
    };
    names.retain(|name| is_compound(name) && !COMMON.contains(&name.as_str()));
    names
}

#[test]
fn generator_and_runtime_contain_no_names_from_the_overlay() {
    let names = names_from_the_overlay();
    for expected in [
        "already-ordered",
        "SubscriptionSummary",
        "PlanId",
        "feed_in",
        "TaxStatus",
    ] {
        assert!(names.contains(expected), "{expected}: {names:?}");
    }
    let mut found = Vec::new();
    for file in generic_files() {
        let text = fs::read_to_string(&file).unwrap();
        let words: BTreeSet<_> = text
            .split(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '-')
            .collect();
        let known = names.iter().filter(|name| words.contains(name.as_str()));
        found.extend(known.map(|name| format!("{} says `{name}`", file.display())));
    }
    assert_eq!(found, Vec::<String>::new());
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
