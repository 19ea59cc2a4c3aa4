//! Text as code in Markdown.

use crate::source::visible;

/// Untrusted text as code: nothing in it is markup.
pub fn code(text: &str) -> String {
    let text = visible(&text.lines().collect::<Vec<_>>().join(" "));
    let longest = text
        .split(|c| c != '`')
        .map(str::len)
        .max()
        .unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    if text.starts_with('`') || text.ends_with('`') {
        format!("{fence} {text} {fence}")
    } else {
        format!("{fence}{text}{fence}")
    }
}
