//! The documentation of the overlay covers every extension.

use nomos_generator::EXTENSIONS;
use serde_json::Value;

const GUIDE: &str = include_str!("../../../docs/OVERLAY.md");

/// The sections about extensions, by name.
fn sections() -> Vec<(&'static str, &'static str)> {
    GUIDE
        .split("\n### `")
        .skip(1)
        .map(|section| section.split_once('`').unwrap())
        .collect()
}

#[test]
fn every_extension_is_documented_once() {
    let mut documented: Vec<_> = sections().into_iter().map(|(name, _)| name).collect();
    documented.sort_unstable();
    let mut known = EXTENSIONS.to_vec();
    known.sort_unstable();
    assert_eq!(documented, known);
}

#[test]
fn every_extension_has_an_example() {
    for (name, section) in sections() {
        let (_, example) = section.split_once("```yaml\n").expect(name);
        let (example, _) = example.split_once("```").expect(name);
        let actions: Vec<Value> = serde_yaml::from_str(example).expect(name);
        for action in &actions {
            assert!(action["target"].is_string(), "{name}");
            assert!(!action["update"][name].is_null(), "{name}");
        }
        assert!(!actions.is_empty(), "{name}");
    }
}
