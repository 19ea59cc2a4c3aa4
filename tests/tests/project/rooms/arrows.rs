//! Which module uses which, and what of that is not allowed.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use super::{
    names::{Names, Target},
    paths::{Form, Written, written},
    source::{Files, Module, Source},
};

/// The room of the crate root.
const ROOT: &str = "lib";

/// A path in one module to something that another one defines.
struct Arrow<'s> {
    from: &'s Module,
    line: usize,
    path: String,
    to: &'s Module,
}

impl Arrow<'_> {
    /// Whether a module exports what the modules below it define.
    fn is_own_export(&self, form: Form) -> bool {
        form == Form::Export && self.to.path.starts_with(&self.from.path)
    }
}

impl fmt::Display for Arrow<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            from,
            line,
            path,
            to,
        } = self;
        let (room, other) = (room(from), room(to));
        if room == other {
            write!(f, "{}:{line}: cycle with {}: {path}", from.file, to.file)
        } else {
            write!(f, "{}:{line}: {room} → {other}: {path}", from.file)
        }
    }
}

/// What is wrong with a crate of these rooms, each of which may use those before it.
pub fn problems(files: &Files, rooms: &[&str]) -> Vec<String> {
    let source = Source::read(files);
    let mut problems = BTreeSet::new();
    let unreached = source.unreached.iter();
    problems.extend(unreached.map(|file| format!("{file}: no `mod` declares it")));
    let found: BTreeSet<_> = source.modules.iter().map(room).collect();
    let missing = rooms.iter().filter(|room| !found.contains(*room));
    problems.extend(missing.map(|room| format!("{room}: no such room")));
    let other = source
        .modules
        .iter()
        .filter(|module| !rooms.contains(&room(module)));
    problems.extend(other.map(|module| format!("{}: not in the list of rooms", module.file)));
    let arrows = arrows(&source, &mut problems);
    let place = |module| rooms.iter().position(|known| *known == room(module));
    let back = arrows
        .iter()
        .filter(|arrow| place(arrow.from) < place(arrow.to));
    problems.extend(back.chain(in_cycles(&arrows)).map(Arrow::to_string));
    problems.into_iter().collect()
}

/// The room that a module is in.
fn room(module: &Module) -> &str {
    module.path.first().map_or(ROOT, String::as_str)
}

/// Every arrow from one file to another. An unresolved path is a problem: it could be any arrow.
fn arrows<'s>(source: &'s Source, problems: &mut BTreeSet<String>) -> Vec<Arrow<'s>> {
    let names = Names::of(source);
    let mut arrows = Vec::new();
    for (index, from) in source.modules.iter().enumerate() {
        for Written { path, line, form } in written(from) {
            let targets = names.resolve(index, &path);
            let is_name = form == Form::Inline && path.len() == 1;
            let text = path.join("::");
            if targets.is_empty() {
                problems.insert(format!("{}:{line}: unresolved path {text}", from.file));
            }
            for target in targets {
                let to = match target {
                    // A variable with the name of a module.
                    Target::Module(_) if is_name => continue,
                    Target::Module(module) | Target::Item(module) => &source.modules[module],
                    Target::Outside => continue,
                };
                let path = text.clone();
                let arrow = Arrow {
                    from,
                    line,
                    path,
                    to,
                };
                if from.file != to.file && !arrow.is_own_export(form) {
                    arrows.push(arrow);
                }
            }
        }
    }
    arrows
}

/// The arrows inside of a room that are part of a cycle.
fn in_cycles<'a, 's>(arrows: &'a [Arrow<'s>]) -> impl Iterator<Item = &'a Arrow<'s>> {
    let mut next: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let inside = arrows
        .iter()
        .filter(|arrow| room(arrow.from) == room(arrow.to));
    for arrow in inside.clone() {
        next.entry(&arrow.from.file)
            .or_default()
            .insert(&arrow.to.file);
    }
    inside.filter(move |arrow| reaches(&next, &arrow.to.file, &arrow.from.file))
}

fn reaches(next: &BTreeMap<&str, BTreeSet<&str>>, from: &str, to: &str) -> bool {
    let mut seen = BTreeSet::new();
    let mut open = vec![from];
    while let Some(file) = open.pop() {
        if file == to {
            return true;
        }
        if seen.insert(file) {
            open.extend(next.get(file).into_iter().flatten());
        }
    }
    false
}
