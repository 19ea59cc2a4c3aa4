//! Derives tests from the crates in `generated/`, so that there are tests for whatever versions
//! the documents describe: calls of every operation, and the hand-written modules of each version.

// This code runs in builds, where a panic fails the build with its message.
#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a model of another form than the generator writes fails the build"
)]

mod calls;
mod filters;
mod modules;
mod needs;
mod version;

use std::{env, fs, path::Path};
use version::{Version, versions};

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let generated = root.join("../generated");
    println!("cargo::rerun-if-changed={}", generated.display());
    let versions = versions(&generated);
    let out = env::var("OUT_DIR").unwrap();
    let write = |name: &str, text: String| fs::write(Path::new(&out).join(name), text).unwrap();

    let each = |render: fn(&Version) -> String| -> String {
        let modules = versions.iter().map(|version| {
            let (codename, krate) = (&version.codename, version.krate());
            let tests = render(version);
            format!("mod {codename} {{ use {krate} as api; use super::*; {tests} }}\n")
        });
        modules.collect()
    };
    write("every_operation.rs", each(calls::render));
    write("every_filter.rs", each(filters::render));
    let world = modules::render_once(&root.join("tests/sandbox/world"), &versions);
    write("world.rs", world);
    for binary in modules::BINARIES {
        let folder = root.join("tests").join(binary);
        let modules = modules::render(&folder, &versions);
        write(&format!("{binary}.rs"), modules);
    }
}
