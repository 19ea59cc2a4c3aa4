//! The names of a crate in its hand-written files: `api_client`, `api-client`, `api-codename`.
//!
//! Only whole words are replaced. A word that merely looks like a placeholder is an error, so that
//! a typo does not end up in a crate.

use super::place::place;
use crate::{input::Text, model::Release, source::Diagnostic};

/// The crate's name in code, its name, and the codename of its version.
const PLACEHOLDERS: [&str; 3] = ["api_client", "api-client", "api-codename"];

/// Replaces every placeholder with its value in a crate.
pub fn fill(text: &str, release: &Release) -> String {
    let mut filled = String::with_capacity(text.len());
    for (_, piece) in pieces(text) {
        match value(piece, release) {
            Some(value) => filled.push_str(&value),
            None => filled.push_str(piece),
        }
    }
    filled
}

/// The column in `line`, a line of a template, of `column` in the same line with its placeholders
/// filled. Both are counted from one, in characters.
pub fn unfilled_column(line: &str, column: usize, release: &Release) -> usize {
    let (mut filled, mut unfilled) = (1, 1);
    for (_, piece) in pieces(line) {
        let width = piece.chars().count();
        let value = value(piece, release).map_or(width, |value| value.chars().count());
        if column < filled + value {
            return unfilled + (column - filled).min(width.saturating_sub(1));
        }
        filled += value;
        unfilled += width;
    }
    unfilled + (column - filled)
}

/// What replaces a word in a crate; `None` if it is not a placeholder.
fn value(word: &str, release: &Release) -> Option<String> {
    let index = PLACEHOLDERS.iter().position(|name| *name == word)?;
    let ident = release.crate_name.replace('-', "_");
    let own = [&ident, &release.crate_name, &release.version.codename];
    Some(own[index].clone())
}

/// Every word that looks like a placeholder but is not.
pub fn problems(text: &Text) -> Vec<Diagnostic> {
    let looks_like_one = |word: &str| {
        !PLACEHOLDERS.contains(&word)
            && (word.starts_with("api-") || PLACEHOLDERS.iter().any(|name| word.contains(name)))
    };
    let words = pieces(&text.text).filter(|(_, word)| looks_like_one(word));
    words
        .map(|(at, word)| {
            let before = &text.text[..at];
            let line = before.matches('\n').count() + 1;
            let start = before.rfind('\n').map_or(0, |end| end + 1);
            Diagnostic::error(format!("unknown placeholder `{word}`"))
                .help(format!(
                    "use {} as whole words, and rephrase any other text that looks like a \
                     placeholder",
                    PLACEHOLDERS.map(|name| format!("`{name}`")).join(", ")
                ))
                .at(place(text, line, before[start..].chars().count() + 1))
        })
        .collect()
}

/// The words of a text and what is between them, with their positions.
fn pieces(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = &text[at..];
        let word = is_word(rest.chars().next()?);
        let end = rest.find(|c| is_word(c) != word).unwrap_or(rest.len());
        let piece = (at, &rest[..end]);
        at += end;
        Some(piece)
    })
}
