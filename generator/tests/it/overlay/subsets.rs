//! An overlay for more versions than are generated.

use crate::support::Documents;
use insta::assert_snapshot;

/// One version, and an overlay that knows three.
fn one(codename: &str, actions: &str) -> Documents {
    Documents::default()
        .version(codename, "paths: {/old: {get: {responses: {204: {description: ''}}}}}")
        .overlay_text(&format!(
            "overlay: 1.0.0\ninfo: {{title: Fixes, version: '1', x-versions: [2025-12-01.first, 2026-01-01.alpha, 2026-03-01.gamma]}}\nactions:\n{actions}"
        ))
}

#[test]
fn ranges_can_name_versions_that_are_not_generated() {
    let documents = one(
        "alpha",
        "- {target: $.info, x-versions: [first..alpha], update: {description: Marked}}",
    );
    assert_eq!(documents.output().plans[0].api.docs, "Marked");
    let documents = one(
        "alpha",
        "- {target: $.info, x-versions: [gamma..], update: {description: Marked}}",
    );
    assert_eq!(documents.output().plans[0].api.docs, "");
}

#[test]
fn an_operation_can_move_in_a_version_that_is_not_generated() {
    let documents = one(
        "alpha",
        "- {target: $..get, x-versions: [..alpha], update: {x-moved-to: GET /new}}",
    );
    assert_eq!(documents.output().plans.len(), 1);
}

#[test]
fn a_codename_that_is_neither_listed_nor_generated_is_an_error() {
    let documents = one(
        "alpha",
        "- {target: $.info, x-versions: [..omega], update: {description: Marked}}",
    );
    assert_snapshot!(documents.problems(), @"
    overlay:4:33 (#/actions/0/x-versions/0)
      unknown version `omega` in `x-versions`
      = use a known version (first, alpha, gamma), or a range: `a..` (from `a` on), `..b` (up to `b`)
    ");
}

#[test]
fn folders_of_templates_can_name_versions_that_are_not_generated() {
    let mut input = one("alpha", "- {target: $.info, update: {description: Marked}}").input();
    for folder in ["since-first", "until-first", "only-gamma", "until-gamma"] {
        let text = nomos_generator::Text {
            name: folder.to_owned(),
            text: "//! A module.\n".to_owned(),
        };
        let module = folder.replace('-', "_");
        input
            .templates
            .insert(format!("{folder}/src/{module}.rs"), text);
    }
    let output = nomos_generator::generate(&input).unwrap();
    let modules = output.plans[0].hand_written.modules.iter();
    let modules: Vec<_> = modules.map(|module| module.name.as_str()).collect();
    assert_eq!(modules, ["until_gamma", "since_first"]);
}
