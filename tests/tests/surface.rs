//! What each crate lets its users name, as a snapshot: a change of it is seen in review.

#![allow(
    clippy::unwrap_used,
    reason = "a document that cannot be read or generated from fails the test"
)]

use std::{collections::HashMap, fs, path::Path, sync::LazyLock};

use nomos_generator::{
    DocumentText, Input, Output, Text, generate,
    model::{Api, Kind, Release, Version},
};

/// Version, status, and how many operations it has.
const VERSIONS: [(&str, &str, usize); 4] = [
    ("2025-12-01.chucky", "previous", 26),
    ("2025-12-16.batman", "previous", 26),
    ("2026-01-29.edison", "previous", 32),
    ("2026-05-27.curie", "stable", 33),
];

fn output() -> &'static Output {
    static OUTPUT: LazyLock<Output> = LazyLock::new(|| generate(&input()).unwrap());
    &OUTPUT
}

fn input() -> Input {
    Input {
        documents: VERSIONS
            .map(|(version, status, _)| document(version, status))
            .into(),
        overlay: Some(text("overlay.yaml")),
    }
}

fn document(version: &str, status: &str) -> DocumentText {
    let source = text(&format!("{version}.yaml"));
    let version = Version::parse(version).unwrap();
    let release = Release {
        crate_name: format!("nomos-{}", version.codename),
        crate_version: "0.1.0".to_owned(),
        status: status.to_owned(),
        version,
    };
    DocumentText { source, release }
}

fn text(name: &str) -> Text {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../specs")
        .join(name);
    Text {
        name: name.to_owned(),
        text: fs::read_to_string(path).unwrap(),
    }
}

#[test]
fn the_surface_of_each_crate_changes_only_knowingly() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for api in &output().apis {
            let Version { name, codename } = &api.release.version;
            insta::assert_snapshot!(codename.as_str(), output().surfaces[name]);
        }
    });
}

#[test]
fn a_surface_lists_every_operation() {
    for (version, _, count) in VERSIONS {
        let surface = &output().surfaces[version];
        assert!(surface.contains(&format!("\noperations ({count})\n")));
        let routes = |line: &&str| line.starts_with(['G', 'P']) && line.contains(" -> ");
        assert_eq!(surface.lines().filter(routes).count(), count, "{version}");
    }
}

#[test]
fn no_two_structs_have_the_same_fields() {
    for api in &output().apis {
        assert_eq!(
            twins(api),
            [] as [(&str, &str); 0],
            "{}",
            api.release.version
        );
    }
}

/// Structs that a user could not tell apart but for their names.
fn twins(api: &Api) -> Vec<(&str, &str)> {
    let mut seen = HashMap::new();
    let structs = api.types.iter().filter_map(|ty| match &ty.kind {
        Kind::Struct(body) => Some((ty, body)),
        _ => None,
    });
    structs
        .filter_map(|(ty, body)| {
            let fields: Vec<_> = body
                .fields
                .iter()
                .map(|field| (&field.wire_name, &field.ty, field.presence))
                .collect();
            let key = (ty.usage.request, ty.usage.response, fields);
            seen.insert(key, &*ty.name).map(|twin| (twin, &*ty.name))
        })
        .collect()
}
