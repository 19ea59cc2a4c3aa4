//! Snapshots of the public surface of each crate, so that changes are visible in review.

#![allow(
    clippy::unwrap_used,
    reason = "a document that cannot be read or generated from fails the test"
)]

use std::{collections::HashMap, fs, path::Path, sync::LazyLock};

use nomos_generator::{
    Output, generate,
    model::{Api, Kind, TypeRef, Version},
};
use nomos_tests::sandbox::read_document;

const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

fn output() -> &'static Output {
    static OUTPUT: LazyLock<Output> = LazyLock::new(|| {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let mut input = xtask::pins::read(&root.join("specs")).unwrap();
        xtask::baseline::attach(&mut input, &root.join("generated")).unwrap();
        generate(&input).unwrap()
    });
    &OUTPUT
}

#[test]
fn the_surface_of_each_crate_matches_its_snapshot() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for plan in &output().plans {
            let Version { name, codename } = &plan.release.version;
            insta::assert_snapshot!(codename.as_str(), output().surfaces[name]);
        }
    });
}

#[test]
fn a_surface_lists_every_operation() {
    for plan in &output().plans {
        let Version { name, .. } = &plan.release.version;
        let count = operations(name);
        let surface = &output().surfaces[name];
        assert!(surface.contains(&format!("\noperations ({count})\n")));
        let is_route = |line: &&str| {
            let method = line.split(' ').next().unwrap_or_default();
            METHODS.contains(&&*method.to_lowercase()) && line.contains(" -> ")
        };
        assert_eq!(surface.lines().filter(is_route).count(), count, "{name}");
    }
}

/// The number of operations in a document, read without the generator.
fn operations(version: &str) -> usize {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../specs/{version}.yaml"));
    let document = read_document(&fs::read_to_string(path).unwrap()).unwrap();
    let paths = document["paths"].as_object().unwrap().values();
    let methods = paths.flat_map(|path| METHODS.iter().filter(|method| path.get(method).is_some()));
    methods.count()
}

#[test]
fn no_two_types_have_the_same_shape() {
    for plan in &output().plans {
        assert_eq!(
            twins(&plan.api),
            [] as [(&str, &str); 0],
            "{}",
            plan.release.version
        );
    }
}

/// Types that differ only in their names.
fn twins(api: &Api) -> Vec<(&str, &str)> {
    let mut seen = HashMap::new();
    // The overlay explains why a type is kept separate.
    let types = api.types.iter().filter(|ty| ty.distinct.is_none());
    types
        .filter_map(|ty| {
            seen.insert(shape(&ty.kind), &*ty.name)
                .map(|twin| (twin, &*ty.name))
        })
        .collect()
}

/// The parts of a type that users see, in any order.
fn shape(kind: &Kind) -> Vec<String> {
    let mut shape: Vec<String> = match kind {
        Kind::Struct(kind) => kind
            .fields
            .iter()
            .map(|field| format!("{}: {:?} {:?}", field.wire_name, field.ty, field.presence))
            .collect(),
        Kind::Enum(kind) => kind
            .values
            .iter()
            .map(|value| value.wire_name.clone())
            .collect(),
        Kind::Union(kind) => kind
            .variants
            .iter()
            .map(|variant| {
                format!(
                    "{}={}: {:?}",
                    kind.tag.wire_name, variant.wire_name, variant.ty
                )
            })
            .collect(),
    };
    shape.sort();
    shape
}

#[test]
fn metadata_is_any_json() {
    for plan in &output().plans {
        for ty in &plan.api.types {
            let Kind::Struct(kind) = &ty.kind else {
                continue;
            };
            for field in &kind.fields {
                let json = *field.ty.innermost() == TypeRef::Json;
                assert!(
                    !json || field.wire_name == "metadata",
                    "{}.{}",
                    ty.name,
                    field.name
                );
            }
        }
    }
}

#[test]
fn a_crate_is_small_enough_to_read() {
    let lines = |crate_name: &str| -> usize {
        let files = output().files.iter();
        let own = files.filter(|(path, _)| path.starts_with(crate_name) && path.ends_with(".rs"));
        own.map(|(_, text)| text.lines().count()).sum()
    };
    for plan in &output().plans {
        let lines = lines(&format!("{}/", plan.release.crate_name));
        assert!(
            (1_000..=8_000).contains(&lines),
            "{}: {lines}",
            plan.release.crate_name
        );
    }
}

#[test]
fn no_line_of_a_crate_is_too_long() {
    const WIDTH: usize = 100;
    // URLs in comments cannot be wrapped.
    let may_be_longer = |line: &str| line.trim_start().starts_with("//") && line.contains("://");
    let too_long = output().files.iter().flat_map(|(path, text)| {
        let lines = text.lines().filter(|_| path.ends_with(".rs"));
        lines
            .filter(|line| line.chars().count() > WIDTH && !may_be_longer(line))
            .map(move |line| format!("{path}: {line}"))
    });
    assert_eq!(too_long.collect::<Vec<_>>(), [] as [String; 0]);
}
