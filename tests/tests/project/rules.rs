//! The table of rules names existing tests.

use std::{fs, path::Path};

const RULES: &str = include_str!("../../../specs/RULES.md");

/// The Rust files below a folder.
fn sources(folder: &Path, found: &mut String) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push_str(&fs::read_to_string(path).unwrap());
        }
    }
}

#[test]
fn every_rule_names_existing_tests() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut tests = String::new();
    for folder in ["tests/tests", "runtime/src", "runtime/tests"] {
        sources(&root.join(folder), &mut tests);
    }
    let is_shown = |name: &str| {
        let case = root.join(format!("tests/tests/compile_fail/{name}.rs"));
        tests.contains(&format!("fn {name}()")) || case.exists()
    };
    let rows = RULES.lines().filter(|line| {
        line.starts_with("| ") && !line.starts_with("| rule") && !line.starts_with("| ---")
    });
    let mut count = 0;
    for row in rows {
        let shown_by = row.trim_end_matches(" |").rsplit(" | ").next().unwrap();
        let names: Vec<_> = shown_by.split('`').skip(1).step_by(2).collect();
        assert!(!names.is_empty(), "{row}");
        for name in names {
            assert!(is_shown(name), "{name}: {row}");
        }
        count += 1;
    }
    assert!(count > 40, "{count}");
}
