//! What each crate lets its users name, as a snapshot: a change of it is seen in review.

#![allow(
    clippy::unwrap_used,
    reason = "a document that cannot be read or generated from fails the test"
)]

use std::{collections::HashMap, path::Path, sync::LazyLock};

use nomos_generator::{
    Output, generate,
    model::{Api, Kind, Version},
};

/// How many operations each version has.
const OPERATIONS: [(&str, usize); 4] = [
    ("2025-12-01.chucky", 26),
    ("2025-12-16.batman", 26),
    ("2026-01-29.edison", 32),
    ("2026-05-27.curie", 33),
];

fn output() -> &'static Output {
    static OUTPUT: LazyLock<Output> = LazyLock::new(|| {
        let specs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs");
        generate(&xtask::pins::read(&specs).unwrap()).unwrap()
    });
    &OUTPUT
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
    for (version, count) in OPERATIONS {
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
        // The overlay says why.
        _ if ty.distinct.is_some() => None,
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
            seen.insert(fields, &*ty.name).map(|twin| (twin, &*ty.name))
        })
        .collect()
}
