//! The modules of tests that are for some versions only are for one at least.

use std::fs;

use super::{
    files::{root, rust_files},
    parsed_needs::Needs,
    version::versions,
};

/// A misspelt need would leave out a module, and no test would fail.
#[test]
fn what_a_module_needs_is_in_a_version_or_was_in_one() {
    let versions = versions(&root().join("generated"));
    let changelogs = versions.iter().map(|version| {
        let path = root()
            .join("generated")
            .join(version.krate().replace('_', "-"));
        fs::read_to_string(path.join("CHANGELOG.md")).unwrap()
    });
    let changelogs: String = changelogs.collect();
    let mut count = 0;
    for file in rust_files(&root().join("tests/tests")) {
        let Some(Needs { needs, .. }) = Needs::of(&fs::read_to_string(&file).unwrap()) else {
            continue;
        };
        count += 1;
        for need in needs {
            let is_met = versions.iter().any(|version| need.is_met(version));
            let was_met = match need.text.split_once('?') {
                Some((_, filter)) if filter.starts_with("filter[") => {
                    let field = filter.trim_start_matches("filter[").trim_end_matches(']');
                    let is_gone = "can no longer be filtered";
                    changelogs.contains(is_gone) || changelogs.contains(&format!("`{field}`"))
                }
                Some((route, _)) => changelogs.contains(&format!("`{route}`")),
                None => changelogs.contains(&format!("`{}`", need.text)),
            };
            assert!(is_met || was_met, "{}: {}", file.display(), need.text);
        }
    }
    assert!(count > 0);
}
