//! The hand-written modules of each version.

use crate::{needs::Needs, version::Version};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// The test binaries with modules for versions.
pub const BINARIES: [&str; 5] = ["calls", "domain", "leaks", "operations", "runtime"];

/// One module per version, with those files of `folder` whose needs it meets. They refer to its
/// crate as `super::api`.
pub fn render(folder: &Path, versions: &[Version]) -> String {
    let mut modules = vec![String::new(); versions.len()];
    for (file, needs) in files(folder) {
        for chosen in needs.choose(versions) {
            let at = versions
                .iter()
                .position(|version| version.name == chosen.name);
            modules[at.unwrap()].push_str(&module(&file));
        }
    }
    let modules = modules.iter().zip(versions);
    let modules = modules.filter(|(modules, _)| !modules.is_empty());
    let modules = modules.map(|(modules, version)| {
        let (codename, krate) = (&version.codename, version.krate());
        format!("mod {codename} {{ use {krate} as api; {modules} }}\n")
    });
    modules.collect()
}

/// Those files of `folder` whose needs a version meets, each once.
pub fn render_once(folder: &Path, versions: &[Version]) -> String {
    let files = files(folder).into_iter();
    let chosen = files.filter(|(_, needs)| !needs.choose(versions).is_empty());
    chosen.map(|(file, _)| module(&file)).collect()
}

/// The files that are for versions, with their needs.
fn files(folder: &Path) -> Vec<(PathBuf, Needs)> {
    println!("cargo::rerun-if-changed={}", folder.display());
    let entries = fs::read_dir(folder).unwrap();
    let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.is_file());
    files.sort();
    let files = files.into_iter().filter_map(|file| {
        let needs = Needs::of(&fs::read_to_string(&file).unwrap())?;
        Some((file, needs))
    });
    files.collect()
}

fn module(file: &Path) -> String {
    let name = file.file_stem().unwrap().to_str().unwrap();
    format!("#[path = {file:?}] mod {name};\n")
}
