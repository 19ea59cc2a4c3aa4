//! Each room of a crate uses only the rooms before it, and the files of a room do not depend on each
//! other in a circle.
//!
//! 1. `source` reads the modules of a crate.
//! 2. `paths` finds the paths in each of them; `imports` takes a `use` apart.
//! 3. `names` finds the module that defines what a path names, through all re-exports.
//! 4. `arrows` compares the two modules.
//!
//! Method calls name no module and do not count; the type of the receiver does.

mod arrows;
mod imports;
mod names;
mod paths;
mod shown;
mod source;

use std::fs;

use self::{arrows::problems, source::Files};
use super::files::{root, rust_files};

/// The rooms of the generator; ARCHITECTURE.md has them in the same order.
#[rustfmt::skip]
const GENERATOR: [&str; 14] = [
    "source", "cycles", "spec", "model", "spelling", "input", "lower", "compare", "report", "plan",
    "render", "documents", "output", "lib",
];

/// The rooms of the runtime, in the same way.
#[rustfmt::skip]
const RUNTIME: [&str; 21] = [
    "future", "clock", "headers", "encode", "scope", "operation", "api", "error", "body",
    "transport", "auth", "call", "list", "blocking", "builder", "webhook", "energy", "testing",
    "private", "macros", "lib",
];

/// The Rust files below the `src` of a crate.
fn source_files(krate: &str) -> Files {
    let folder = root().join(krate).join("src");
    let files = rust_files(&folder).into_iter();
    let files = files.map(|path| {
        let name = path.strip_prefix(&folder).unwrap().to_str().unwrap();
        (name.to_owned(), fs::read_to_string(&path).unwrap())
    });
    files.collect()
}

fn check(krate: &str, rooms: &[&str]) {
    let problems = problems(&source_files(krate), rooms).into_iter();
    let problems: Vec<_> = problems.map(|it| format!("{krate}/src/{it}")).collect();
    assert!(problems.is_empty(), "\n{}", problems.join("\n"));
}

#[test]
fn each_room_of_the_generator_uses_only_rooms_before_it() {
    check("generator", &GENERATOR);
}

#[test]
fn each_room_of_the_runtime_uses_only_rooms_before_it() {
    check("runtime", &RUNTIME);
}

/// The place of each room in a text; a room is a folder, a file, or both.
fn places(krate: &str, rooms: &[&str]) -> Vec<usize> {
    let text = include_str!("../../../ARCHITECTURE.md");
    let place = |room: &&str| {
        let paths = ["", ".rs"].map(|end| format!("`{krate}/src/{room}{end}`"));
        let place = paths.iter().filter_map(|path| text.find(path)).min();
        place.unwrap_or_else(|| panic!("ARCHITECTURE.md does not name {krate}/src/{room}"))
    };
    rooms.iter().map(place).collect()
}

#[test]
fn the_architecture_has_the_rooms_in_this_order() {
    assert!(places("generator", &GENERATOR).is_sorted());
    assert!(places("runtime", &RUNTIME).is_sorted());
}
