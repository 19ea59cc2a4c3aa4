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
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    let mut modules = vec![String::new(); versions.len()];
    for file in files {
        let Some(needs) = Needs::of(&fs::read_to_string(&file).unwrap()) else {
            continue;
        };
        let name = file.file_stem().unwrap().to_str().unwrap();
        for chosen in needs.choose(versions) {
            let at = versions
                .iter()
                .position(|version| version.name == chosen.name);
            modules[at.unwrap()].push_str(&format!("#[path = {file:?}] mod {name};\n"));
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
