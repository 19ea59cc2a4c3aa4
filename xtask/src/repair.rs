//! `--fix`: repairs the overlay until the crates can be generated.

use nomos_generator::{Diagnostic, Input, Output, generate, repaired};
use similar::TextDiff;

/// More rounds than a repair can need: each of them is the first to see some problems.
const ROUNDS: usize = 8;

/// Generates the crates; with `fix`, repairs the overlay of `input` as long as that helps.
pub fn generate_with_repairs(input: &mut Input, fix: bool) -> Result<Output, Vec<Diagnostic>> {
    for _ in 0..ROUNDS {
        let found = match generate(input) {
            Ok(output) => return Ok(output),
            Err(found) => found,
        };
        let repairs: Vec<_> = found.iter().filter_map(|it| it.repair.as_deref()).collect();
        let text = input
            .overlay
            .as_mut()
            .filter(|_| fix)
            .map(|it| &mut it.text);
        let Some(text) = text else { return Err(found) };
        match repaired(text, &repairs) {
            (_, 0) => return Err(found),
            (repaired, _) => *text = repaired,
        }
    }
    generate(input)
}

/// The repairs as a unified diff.
pub fn diff(file: &str, old: &str, new: &str) -> String {
    TextDiff::from_lines(old, new)
        .unified_diff()
        .context_radius(2)
        .header(file, file)
        .to_string()
}
