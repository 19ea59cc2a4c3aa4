//! Keeps the manifests of a workspace in step with the pinned versions.
//!
//! A manifest with a line for every other crate gets one for a new crate, and the lines of a crate
//! that is no longer pinned are removed.

use crate::{
    commit::Files,
    pins::Pins,
    project::Project,
    report::shown,
    tree::{is_generated, parent_of, walk},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    path::{Path, PathBuf},
};

/// The differences between the crates that exist and the pinned versions.
pub struct Manifests {
    /// Manifests that change.
    pub files: Files,
    /// The crates that exist.
    existing: BTreeSet<String>,
    /// Those whose version is no longer pinned.
    removed: BTreeSet<String>,
    /// Other lines that name a removed crate, by file.
    mentions: BTreeMap<PathBuf, usize>,
}

impl Manifests {
    /// Reads the workspace around the crates.
    pub fn new(project: &Project, pins: &Pins) -> Result<Self, String> {
        let pinned = pins
            .versions
            .iter()
            .map(|pin| pin.release.crate_name.clone());
        let pinned: Vec<String> = pinned.collect();
        let existing = existing_crates(&project.out);
        let is_removed = |name: &&String| !pinned.contains(name);
        let removed = existing.iter().filter(is_removed).cloned().collect();
        let mut manifests = Self {
            files: Files::new(),
            existing,
            removed,
            mentions: BTreeMap::new(),
        };
        let root = parent_of(&project.out);
        if !root.join("Cargo.toml").exists() {
            return Ok(manifests);
        }
        for (path, text) in
            texts(root, &project.out).map_err(|error| format!("{}: {error}", shown(root)))?
        {
            let path = project.out.with_file_name(path);
            let mut text = text;
            if path.ends_with("Cargo.toml") {
                let edited = manifests.edit(&text, &pinned);
                if edited != text {
                    manifests.files.insert(path.clone(), Some(edited.clone()));
                    text = edited;
                }
            }
            let lines = text
                .lines()
                .filter(|line| manifests.names_a_removed_crate(line));
            let lines = lines.count();
            if lines > 0 && !path.ends_with("Cargo.lock") {
                manifests.mentions.insert(path, lines);
            }
        }
        Ok(manifests)
    }

    /// The crates that are no longer pinned, and what still names them.
    pub fn report(&self) -> String {
        let mut text = String::new();
        for name in &self.removed {
            let _ = writeln!(text, "{name} is removed: its version is no longer pinned");
        }
        if !self.mentions.is_empty() {
            text.push_str("warning: these files still name it:\n");
            for (path, lines) in &self.mentions {
                let lines = if *lines == 1 {
                    "1 line".to_owned()
                } else {
                    format!("{lines} lines")
                };
                let _ = writeln!(text, "  {} ({lines})", shown(path));
            }
        }
        text
    }

    /// The text of a manifest with a line for each pinned crate and none for a removed one.
    fn edit(&self, text: &str, pinned: &[String]) -> String {
        let has = |name: &&String| text.lines().any(|line| is_entry(line, name));
        let is_new = |name: &&String| !self.existing.contains(*name);
        let (new, old): (Vec<&String>, Vec<&String>) = pinned.iter().partition(is_new);
        let present: Vec<_> = old.iter().copied().filter(has).collect();
        // A manifest that names only some of the crates does so on purpose.
        let new = new.into_iter().filter(|name| present == old && !has(name));
        let new: Vec<_> = new.collect();
        let mut edited = String::with_capacity(text.len());
        for line in text.split_inclusive('\n') {
            if self.removed.iter().any(|name| is_entry(line, name)) {
                continue;
            }
            edited.push_str(line);
            if let Some(last) = present.last()
                && is_entry(line, last)
            {
                edited.extend(new.iter().map(|name| line.replace(last.as_str(), name)));
            }
        }
        edited
    }

    fn names_a_removed_crate(&self, line: &str) -> bool {
        self.removed
            .iter()
            .any(|name| line.contains(name.as_str()) || line.contains(&name.replace('-', "_")))
    }
}

/// Whether a line of a manifest is the entry of the dependency `name`.
fn is_entry(line: &str, name: &str) -> bool {
    let rest = line.strip_prefix(name);
    rest.is_some_and(|rest| rest.starts_with(['.', ' ', '=']))
}

/// The folders of generated crates.
fn existing_crates(out: &Path) -> BTreeSet<String> {
    let entries = std::fs::read_dir(out).into_iter().flatten().flatten();
    let crates = entries.filter(|entry| {
        std::fs::read_to_string(entry.path().join("Cargo.toml"))
            .is_ok_and(|text| is_generated(&text))
    });
    crates
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect()
}

/// The texts below `root` by path, without hidden files, builds and the crates themselves.
fn texts(root: &Path, out: &Path) -> std::io::Result<BTreeMap<String, String>> {
    let mut texts = BTreeMap::new();
    for entry in std::fs::read_dir(root)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = entry.path();
        if name.starts_with('.')
            || name == "target"
            || Some(entry.file_name().as_os_str()) == out.file_name()
        {
            continue;
        }
        if path.is_dir() {
            let mut files = BTreeMap::new();
            walk(root, &path, &mut files)?;
            texts.extend(
                files
                    .into_iter()
                    .filter_map(|(path, text)| Some((path, text?))),
            );
        } else if let Ok(text) = std::fs::read_to_string(&path) {
            texts.insert(name, text);
        }
    }
    Ok(texts)
}
