//! The files and folders that the documents at the root mention exist.

use std::{fs, path::Path};

const DOCUMENTS: [&str; 5] = [
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "README.md",
    "SECURITY.md",
    "docs/OVERLAY.md",
];

/// Created when the first change is accepted.
const LATER: &str = "specs/accepted.toml";

/// Code spans that are paths from the root: they start with the name of an entry there.
fn paths<'t>(text: &'t str, entries: &[String]) -> Vec<&'t str> {
    let lines = text
        .lines()
        .filter(|line| line.matches('`').count() % 2 == 0);
    let quoted = lines.flat_map(|line| line.split('`').skip(1).step_by(2));
    quoted
        .filter(|path| !path.contains([' ', '<', '*']))
        .filter(|path| {
            let first = path.split_once('/').map(|(first, _)| first);
            first.is_some_and(|first| entries.iter().any(|entry| entry == first))
        })
        .collect()
}

#[test]
fn every_path_in_the_documents_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let entries: Vec<_> = fs::read_dir(&root)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    let mut missing = Vec::new();
    for document in DOCUMENTS {
        let text = fs::read_to_string(root.join(document)).unwrap();
        let paths = paths(&text, &entries);
        assert!(!paths.is_empty(), "{document} names no path");
        let absent = paths
            .into_iter()
            .filter(|path| *path != LATER && !root.join(path).exists());
        missing.extend(absent.map(|path| format!("{document}: {path}")));
    }
    assert_eq!(missing, Vec::<String>::new());
}
