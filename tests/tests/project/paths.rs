//! The files and folders that the documents mention, by path or by name, exist.

use std::{fs, path::Path};

use super::files::{files, root};

const DOCUMENTS: [&str; 5] = [
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "README.md",
    "SECURITY.md",
    "docs/OVERLAY.md",
];

/// Created when the first change is accepted.
const LATER: &str = "specs/accepted.toml";
/// What commands leave there is not checked in.
const MADE: &str = "target/";

/// The kinds of files that the documents name.
const EXTENSIONS: [&str; 6] = ["j2", "json", "md", "rs", "toml", "yaml"];

/// Stands for any module.
const ANY: &str = "foo.rs";

/// Code spans, without patterns and commands.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    let lines = text
        .lines()
        .filter(|line| line.matches('`').count() % 2 == 0);
    let quoted = lines.flat_map(|line| line.split('`').skip(1).step_by(2));
    quoted.filter(|text| !text.contains([' ', '<', '*']))
}

/// Whether it is a path from the root: it begins as an entry there does.
fn is_path(text: &str, entries: &[String]) -> bool {
    let first = text.split_once('/').map(|(first, _)| first);
    first.is_some_and(|first| entries.iter().any(|entry| entry == first))
}

/// Whether it is the name of a file, or the end of a path.
fn is_file_name(text: &str) -> bool {
    let extension = Path::new(text).extension().and_then(|end| end.to_str());
    extension.is_some_and(|extension| EXTENSIONS.contains(&extension))
}

#[test]
fn every_path_in_the_documents_exists() {
    let root = root();
    let entries: Vec<_> = fs::read_dir(&root)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    let known = files(&root);
    let exists = |text: &str| {
        if text == LATER || text.starts_with(MADE) {
            return true;
        }
        if is_path(text, &entries) {
            return root.join(text).exists();
        }
        !is_file_name(text) || text == ANY || known.iter().any(|path| path.ends_with(text))
    };
    let mut missing = Vec::new();
    for document in DOCUMENTS {
        let text = fs::read_to_string(root.join(document)).unwrap();
        let mut paths = quoted(&text).filter(|text| is_path(text, &entries));
        assert!(paths.next().is_some(), "{document} names no path");
        let absent = quoted(&text).filter(|text| !exists(text));
        missing.extend(absent.map(|path| format!("{document}: {path}")));
    }
    assert_eq!(missing, Vec::<String>::new());
}
