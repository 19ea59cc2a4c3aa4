//! The edits that upstream may make of the checked-in documents: what the report says of each.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a document that cannot be read or generated from fails the test"
)]

use nomos_generator::{
    Baseline, DOCUMENT, Diagnostic, Input, MODEL, Output, Text, generate, repaired, report::json,
};
use nomos_variants::upstream::{Edit, edits, told};
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    thread,
};

#[test]
fn the_report_says_what_each_edit_does() {
    let edits = edits().unwrap();
    let codenames: BTreeSet<_> = edits.iter().map(|edit| &*edit.document).collect();
    let versions: BTreeMap<_, _> = codenames.into_iter().map(|it| (it, version(it))).collect();
    let wrong = thread::scope(|scope| {
        let halves: Vec<_> = edits
            .chunks(edits.len().div_ceil(2).max(1))
            .map(|half| {
                let judge = |edit: &Edit| judge(edit, &versions[&*edit.document]);
                scope.spawn(move || half.iter().filter_map(judge).collect::<Vec<_>>())
            })
            .collect();
        let halves = halves.into_iter();
        halves
            .flat_map(|half| half.join().unwrap())
            .collect::<Vec<_>>()
    });
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The input of a version alone, after it has been generated.
fn version(codename: &str) -> Input {
    let specs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs");
    let mut input = xtask::pins::read(&specs).unwrap();
    let is_wanted = |name: &str| name.ends_with(&format!(".{codename}"));
    input
        .documents
        .retain(|it| is_wanted(&it.release.version.name));
    let output = generate(&input).unwrap();
    let document = &mut input.documents[0];
    let file = |name: &str| {
        let name = format!("{}/{name}", document.release.crate_name);
        let text = output.files[&name].clone();
        Text { name, text }
    };
    let (model, memory) = (file(MODEL), file(DOCUMENT));
    document.baseline = Some(Baseline {
        model,
        changelog: None,
        document: Some(memory),
    });
    input
}

/// What is wrong with the report of an edit, if anything is.
fn judge(edit: &Edit, before: &Input) -> Option<String> {
    let mut input = before.clone();
    let text = &mut input.documents[0].source.text;
    let mut document: Value = serde_yaml::from_str(text).unwrap();
    edit.apply(&mut document).unwrap();
    *text = document.to_string();
    let told = match regenerate(input, edit) {
        Ok(output) => {
            let report: Value = serde_json::from_str(&json(&output.reports).unwrap()).unwrap();
            told(&report["versions"][0])
        }
        Err(found) => found
            .into_iter()
            .map(|problem| format!("stopped: {}", problem.message))
            .collect(),
    };
    (told != edit.report).then(|| format!("{}\n{}\n", edit.name, told.join("\n")))
}

/// Generates, after the repairs of the overlay that the edit needs.
fn regenerate(mut input: Input, edit: &Edit) -> Result<Output, Vec<Diagnostic>> {
    loop {
        let found = match generate(&input) {
            Ok(output) => return Ok(output),
            Err(found) => found,
        };
        let repairs: Vec<_> = found.iter().filter_map(|it| it.repair.as_deref()).collect();
        let overlay = input.overlay.as_mut().filter(|_| edit.fix);
        let Some(text) = overlay.map(|overlay| &mut overlay.text) else {
            return Err(found);
        };
        match repaired(text, &repairs) {
            (_, 0) => return Err(found),
            (repaired, _) => *text = repaired,
        }
    }
}
