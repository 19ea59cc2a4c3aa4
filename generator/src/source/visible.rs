//! Removes invisible characters from untrusted text.

/// The text without control and bidirectional characters, which must not get into generated files.
pub fn visible(text: &str) -> String {
    text.chars().filter_map(printable).collect()
}

fn printable(c: char) -> Option<char> {
    match c {
        '\t' => Some(' '),
        '\u{200e}'
        | '\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}'
        | '\u{feff}'
        | '\u{2028}'
        | '\u{2029}' => None,
        c if c.is_control() => None,
        c => Some(c),
    }
}
