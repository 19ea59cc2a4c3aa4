//! One report of many changes in every form, and the schema of the one for programs.

use super::{Library, Patch, REPORTS, kinds};
use crate::review::introduction;
use insta::{assert_snapshot, with_settings};
use nomos_generator::report::{Report, SCHEMA, json, markdown, terminal};
use serde_json::{Value, json as value};
use std::collections::BTreeSet;

fn mixed() -> Report {
    let base = Library::base();
    Patch::parse("mixed", include_str!("mixed.yaml")).report(&base, &base.baseline())
}

#[test]
fn every_form_tells_the_same() {
    let reports = [mixed()];
    let forms = [
        ("terminal", terminal(&reports, false)),
        // Snapshots are read by people: the escapes are made visible.
        ("colour", terminal(&reports, true).replace('\u{1b}', "␛")),
        ("markdown", markdown(&reports)),
        ("json", json(&reports).unwrap()),
    ];
    for (name, text) in forms {
        with_settings!({snapshot_path => "forms", prepend_module_to_snapshot => false, omit_expression => true}, {
            assert_snapshot!(name, text);
        });
    }
}

#[test]
fn colour_is_all_that_colours_add() {
    let reports = [mixed()];
    let mut plain = String::new();
    let mut painted = false;
    for c in terminal(&reports, true).chars() {
        painted |= c == '\u{1b}';
        if !painted {
            plain.push(c);
        }
        painted &= c != 'm';
    }
    assert_eq!(plain, terminal(&reports, false));
}

#[test]
fn every_report_keeps_to_the_schema() {
    let mut schema: Value = serde_json::from_str(SCHEMA).unwrap();
    assert_eq!(undescribed(&schema, "#"), Vec::<String>::new());
    // Readers allow what may come; here whatever the schema does not name is an omission.
    close(&mut schema);
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    let mixed = mixed();
    for (name, report) in REPORTS.iter().chain([(&"mixed".to_owned(), &mixed)]) {
        let reports = json(std::slice::from_ref(report)).unwrap();
        let instance = serde_json::from_str(&reports).unwrap();
        let errors = validator.iter_errors(&instance);
        let errors: Vec<_> = errors
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert_eq!(errors, Vec::<String>::new(), "{name}");
    }
    assert!(!validator.is_valid(&value!({"format": 1, "versions": [], "more": 1})));
}

#[test]
fn the_schema_names_nothing_that_no_report_has() {
    let (mut known, mut used) = (BTreeSet::new(), BTreeSet::new());
    properties(&serde_json::from_str(SCHEMA).unwrap(), &mut known);
    let reports = REPORTS.values().cloned();
    let reports: Vec<Report> = reports.chain([introduction()]).collect();
    members(
        &serde_json::from_str(&json(&reports).unwrap()).unwrap(),
        &mut used,
    );
    assert_eq!(known, used);
    let kinds: BTreeSet<_> = kinds(&mixed());
    assert!(kinds.len() > 6, "{kinds:?}");
}

/// The fields that the schema leaves without a description.
fn undescribed(schema: &Value, at: &str) -> Vec<String> {
    let members = schema.as_object().into_iter().flatten();
    members
        .flat_map(|(key, below)| {
            let at = format!("{at}/{key}");
            let fields = ["properties", "$defs"].contains(&key.as_str());
            let fields = below.as_object().filter(|_| fields).into_iter().flatten();
            let without = fields
                .filter(|(_, field)| field["description"].as_str().is_none_or(str::is_empty))
                .map(|(name, _)| format!("{at}/{name}"));
            let mut found: Vec<_> = without.collect();
            found.extend(undescribed(below, &at));
            found
        })
        .collect()
}

/// Forbids fields that the schema does not name.
fn close(schema: &mut Value) {
    if let Value::Object(members) = schema {
        if members.get("properties").is_some_and(Value::is_object) {
            members.insert("additionalProperties".to_owned(), value!(false));
        }
        members.values_mut().for_each(close);
    }
}

fn properties(schema: &Value, names: &mut BTreeSet<String>) {
    let members = schema.as_object().into_iter().flatten();
    for (key, below) in members {
        if key == "properties" {
            names.extend(
                below
                    .as_object()
                    .into_iter()
                    .flat_map(|fields| fields.keys().cloned()),
            );
        }
        properties(below, names);
    }
}

fn members(value: &Value, names: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            names.extend(fields.keys().cloned());
            fields.values().for_each(|field| members(field, names));
        }
        Value::Array(items) => items.iter().for_each(|item| members(item, names)),
        _ => {}
    }
}
