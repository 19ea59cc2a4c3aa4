//! Text from servers, reduced to one line.

use std::fmt::{self, Write as _};

/// Untrusted text, limited to one line of reasonable length.
pub(crate) struct OneLine<'a>(pub(crate) &'a str);

impl fmt::Display for OneLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const LONGEST: usize = 300;
        for char in self.0.chars().take(LONGEST) {
            let breaks = char.is_control() || matches!(char, '\u{2028}' | '\u{2029}');
            f.write_char(if breaks { ' ' } else { char })?;
        }
        if self.0.chars().nth(LONGEST).is_some() {
            f.write_char('…')?;
        }
        Ok(())
    }
}
