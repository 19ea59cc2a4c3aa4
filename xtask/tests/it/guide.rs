//! Migration guides are complete: they mention every difference between the surfaces of two crates.

use crate::support::run::{Run, xtask};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

/// The codenames of the pinned versions, oldest first.
fn codenames() -> Vec<String> {
    let pins: toml::Table = checked_in("specs/versions.toml").parse().unwrap();
    let pins = pins["version"].as_array().unwrap().iter();
    let names = pins.map(|pin| pin["name"].as_str().unwrap().split_once('.').unwrap().1);
    names.map(str::to_owned).collect()
}

fn checked_in(path: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    fs::read_to_string(root.join(path)).unwrap()
}

fn surface(codename: &str) -> String {
    checked_in(&format!("tests/snapshots/{codename}.snap"))
}

fn guide(codename: &str) -> String {
    checked_in(&format!("generated/nomos-{codename}/MIGRATING.md"))
}

/// The operations of a surface: calls by route.
fn operations(surface: &str) -> BTreeMap<&str, &str> {
    let operations = surface.lines().filter(|line| line.starts_with(['G', 'P']));
    let operations = operations.filter_map(|line| line.split_once("  "));
    operations
        .map(|(route, call)| (route, call.trim().split("  ").next().unwrap()))
        .collect()
}

/// The types of a surface: their lines by name, in any order.
fn types(surface: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut types = BTreeMap::<String, BTreeSet<String>>::new();
    let mut current = None;
    for line in surface.lines() {
        // Availability always differs between two versions.
        let line = line.split("  since ").next().unwrap();
        let line = line.split("  until ").next().unwrap();
        let words: Vec<_> = line.split(' ').collect();
        if ["struct", "enum", "union"].contains(&words[0]) {
            current = Some(words[1].to_owned());
        } else if !line.starts_with(' ') {
            current = None;
        }
        if let Some(name) = &current {
            let lines = types.entry(name.clone()).or_default();
            lines.insert(line.to_owned());
        }
    }
    types
}

/// All words in the code spans of a guide.
fn words(guide: &str) -> BTreeSet<&str> {
    let code = guide.split('`').skip(1).step_by(2);
    code.flat_map(|code| code.split(|letter: char| !letter.is_alphanumeric() && letter != '_'))
        .collect()
}

/// Renamed types, old to new.
fn renamed(guide: &str) -> Vec<(String, String)> {
    let Some((_, table)) = guide.split_once("## Types with another name") else {
        return Vec::new();
    };
    let rows = table.split("\n## ").next().unwrap().lines();
    let rows = rows.filter_map(|row| {
        let mut names = row.strip_prefix("| `")?.strip_suffix("` |")?.split("` | `");
        Some((names.next()?.to_owned(), names.next()?.to_owned()))
    });
    rows.collect()
}

/// Replaces the names of types in `text`.
fn rename(text: &str, names: &[(String, String)]) -> String {
    let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
    let mut renamed = String::new();
    for part in text.split_inclusive(|letter: char| !is_word(letter)) {
        let word = part.trim_end_matches(|letter: char| !is_word(letter));
        let known = names.iter().find(|(old, _)| old == word);
        let new = known.map_or(word, |(_, new)| new);
        renamed.push_str(new);
        renamed.push_str(&part[word.len()..]);
    }
    renamed
}

#[test]
fn the_guide_covers_every_added_removed_and_moved_operation() {
    for pair in codenames().windows(2) {
        let (from, to) = (&pair[0], &pair[1]);
        let (old, new, guide) = (surface(from), surface(to), guide(to));
        let (old, new) = (operations(&old), operations(&new));
        assert!(!old.is_empty() && !new.is_empty());
        let removed = old.iter().filter(|(route, _)| !new.contains_key(*route));
        let added = new.iter().filter(|(route, _)| !old.contains_key(*route));
        for (route, call) in removed.chain(added) {
            let call = call.replace("form ", "");
            assert!(guide.contains(&format!("`{call}`")), "{to}: {route} {call}");
        }
    }
}

#[test]
fn the_guide_covers_every_changed_type() {
    for pair in codenames().windows(2) {
        let (from, to) = (&pair[0], &pair[1]);
        let guide = guide(to);
        let old = rename(&surface(from), &renamed(&guide));
        let (old, new) = (types(&old), types(&surface(to)));
        assert!(!old.is_empty() && !new.is_empty());
        let words = words(&guide);
        let names: BTreeSet<_> = old.keys().chain(new.keys()).collect();
        let different = names
            .into_iter()
            .filter(|name| old.get(*name) != new.get(*name));
        let missing: Vec<_> = different.filter(|name| !words.contains(&***name)).collect();
        assert_eq!(missing, [] as [&String; 0], "{to}");
    }
}

#[test]
fn any_two_versions_can_be_compared() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let diff = |arguments: &[&str]| Run::of(xtask(root).arg("diff").args(arguments));
    let names = codenames();
    let (first, before, last) = (&names[0], &names[names.len() - 2], &names[names.len() - 1]);
    let shown = diff(&[before, last, "--guide"]).ended(0).stdout;
    assert_eq!(shown, guide(last));
    let jump = diff(&[first, last]).ended(0).stdout;
    let title = jump.split(" · ").next().unwrap();
    assert!(
        title.contains(first) && title.ends_with(last.as_str()),
        "{jump}"
    );
    // In the other direction, added operations are removed.
    let back = diff(&[last, first, "--format", "json"]).ended(0).stdout;
    let back: serde_json::Value = serde_json::from_str(&back).unwrap();
    assert!(back.to_string().contains("operation-removed"), "{back}");
    let pinned = names.join(", ");
    diff(&[first, "newton"]).ended(100).assert_says(&[&format!(
        "`newton` is not pinned; pinned versions: {pinned}"
    )]);
}
