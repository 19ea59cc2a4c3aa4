//! Finds versions that are published but not pinned, from the index of the API's documentation.

use nomos_generator::model::Version;
use std::{collections::BTreeMap, fmt::Write as _};

/// A note for each version whose document `index` links and that is not in `pinned`.
pub fn notes(index: &str, pinned: &[Version]) -> String {
    let mut notes = String::new();
    for (codename, date) in published(index) {
        if pinned.iter().any(|version| version.codename == codename) {
            continue;
        }
        let _ = match date {
            Some(date) => writeln!(
                notes,
                "note: {date}.{codename} is published but not pinned; to add it, run `cargo xtask regen --add {date}.{codename}`"
            ),
            None => writeln!(
                notes,
                "note: {codename} is published but not pinned; to add it, run `cargo xtask regen --add <date>.{codename}`"
            ),
        };
    }
    notes
}

/// The codename of every linked document, with the date of its version if the index contains it.
fn published(index: &str) -> BTreeMap<&str, Option<&str>> {
    let mut found = BTreeMap::new();
    for (at, name) in index.match_indices("openapi.") {
        // The start of a file name, not the end of another word.
        let before = index[..at].chars().next_back();
        if before.is_none_or(|c| c != '/' && c != '(') {
            continue;
        }
        let rest = &index[at + name.len()..];
        let end = rest.find(|c: char| !is_file_name(c)).unwrap_or(rest.len());
        let file = &rest[..end];
        let Some(version) = file
            .strip_suffix(".json")
            .or_else(|| file.strip_suffix(".yaml"))
        else {
            continue;
        };
        let (date, codename) = match version.split_once('.') {
            Some((date, codename)) => (Some(date), codename),
            None => (None, version),
        };
        if date.is_some_and(|date| !is_date(date)) || !is_codename(codename) {
            continue;
        }
        let entry = found.entry(codename).or_insert(None);
        *entry = entry.or(date).or_else(|| date_of(index, codename));
    }
    found
}

/// The date of a version that is linked without it: the paths of its pages contain it.
fn date_of<'i>(index: &'i str, codename: &str) -> Option<&'i str> {
    index.match_indices(codename).find_map(|(at, _)| {
        let after = index[at + codename.len()..].chars().next();
        if after.is_some_and(|c| c.is_ascii_alphanumeric()) {
            return None;
        }
        let before = index[..at].strip_suffix(['-', '.'])?;
        let date = before.get(before.len().checked_sub(10)?..)?;
        is_date(date).then_some(date)
    })
}

fn is_file_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '.' || c == '-'
}

/// `2026-05-27`.
fn is_date(text: &str) -> bool {
    text.len() == 10
        && text.char_indices().all(|(at, c)| match at {
            4 | 7 => c == '-',
            _ => c.is_ascii_digit(),
        })
}

fn is_codename(text: &str) -> bool {
    Version::parse(&format!("2026-01-01.{text}")).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn notes(index: &str) -> String {
        let pinned = Version::parse("2026-01-01.alpha").unwrap();
        super::notes(index, &[pinned])
    }

    #[test]
    fn an_unpinned_version_is_reported_once() {
        let index = "\
            - [alpha](https://docs.shop.example/openapi.2026-01-01.alpha.json)\n\
            - [beta](https://docs.shop.example/openapi.2026-02-01.beta.json): the newest\n\
            - [beta](openapi.2026-02-01.beta.yaml)\n";
        assert_eq!(
            notes(index),
            "note: 2026-02-01.beta is published but not pinned; to add it, run `cargo xtask regen --add 2026-02-01.beta`\n"
        );
    }

    #[test]
    fn a_missing_date_is_taken_from_the_pages_of_the_version() {
        let index = "\
            - [List](https://docs.shop.example/api-reference-2026-02-01-beta/list.md)\n\
            - [beta](https://docs.shop.example/openapi/openapi.beta.json)\n\
            - [gamma](https://docs.shop.example/openapi/openapi.gamma.json)\n";
        assert_eq!(
            notes(index),
            "note: 2026-02-01.beta is published but not pinned; to add it, run `cargo xtask regen --add 2026-02-01.beta`\n\
             note: gamma is published but not pinned; to add it, run `cargo xtask regen --add <date>.gamma`\n"
        );
    }

    #[test]
    fn other_links_are_ignored() {
        for index in [
            "",
            "openapi.2026-02-01.beta.json in a sentence",
            "(/openapi.json) (/openapi.2026-02-01.beta.txt) (/openapi.26-2-1.beta.json) (/openapi.2026-02-01.Beta.json)",
            "(/my-openapi.2026-02-01.beta.json) (/openapi.2026-02-01..json) (/openapi.2026-0é.beta.json)",
        ] {
            assert_eq!(notes(index), "", "{index}");
        }
    }
}
