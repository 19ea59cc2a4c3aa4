//! Untrusted text in words.

use crate::source::visible;

/// The text without characters that a terminal or a reader would not show.
pub fn harmless(text: &str) -> String {
    let lines: Vec<_> = text.lines().map(visible).collect();
    lines.join("\n")
}
