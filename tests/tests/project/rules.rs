//! The table of rules names existing tests.

use std::fs;

use super::files::{root, rust_files};

const RULES: &str = include_str!("../../../specs/RULES.md");

#[test]
fn every_rule_names_existing_tests() {
    let folders = ["tests/tests", "runtime/src", "runtime/tests"];
    let files = folders.map(|folder| rust_files(&root().join(folder)));
    let texts = files.iter().flatten().map(fs::read_to_string);
    let tests: String = texts.map(Result::unwrap).collect();
    let is_shown = |name: &str| {
        let case = root().join(format!("tests/tests/compile_fail/{name}.rs"));
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
