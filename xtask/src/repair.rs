//! `--fix`: repairs the overlay until the crates can be generated. And a look ahead: what is still
//! to do after the repairs and the suggested actions.

use crate::documents::OVERLAY;
use nomos_generator::{Diagnostic, Input, Output, Text, actions, generate, repaired, with_actions};
use similar::TextDiff;

/// What an overlay has before its actions.
pub const BEGINNING: &str =
    "overlay: 1.0.0\ninfo: {title: What the documents leave out, version: '1'}\nactions:\n";

/// More rounds than a repair can need: each of them is the first to see some problems.
const ROUNDS: usize = 8;

/// Why the crates could not be generated.
pub struct Stopped {
    /// The problems.
    pub found: Vec<Diagnostic>,
    /// What a run would find after these have been resolved as suggested.
    pub later: Vec<Diagnostic>,
}

impl Stopped {
    /// Stopped at these problems, after which nothing is known to come.
    pub fn at(found: Vec<Diagnostic>) -> Self {
        let later = Vec::new();
        Self { found, later }
    }
}

/// Generates the crates; with `fix`, repairs the overlay of `input` as long as that helps.
pub fn generate_with_repairs(input: &mut Input, fix: bool) -> Result<Output, Stopped> {
    for _ in 0..ROUNDS {
        let found = match generate(input) {
            Ok(output) => return Ok(output),
            Err(found) => found,
        };
        let repaired = with_repairs(input, &found).filter(|_| fix);
        match (&mut input.overlay, repaired) {
            (Some(overlay), Some(repaired)) => overlay.text = repaired,
            _ => {
                let later = later(input.clone(), &found);
                return Err(Stopped { found, later });
            }
        }
    }
    generate(input).map_err(Stopped::at)
}

/// The overlay after the mechanical repairs of these problems, if there are any.
fn with_repairs(input: &Input, found: &[Diagnostic]) -> Option<String> {
    let repairs: Vec<_> = found.iter().filter_map(|it| it.repair.as_deref()).collect();
    match repaired(&input.overlay.as_ref()?.text, &repairs) {
        (_, 0) => None,
        (repaired, _) => Some(repaired),
    }
}

/// The problems that appear only after those before them are resolved, and that need a person.
fn later(mut input: Input, found: &[Diagnostic]) -> Vec<Diagnostic> {
    let mut known = found.to_vec();
    let mut open = found.to_vec();
    for _ in 0..ROUNDS {
        let repaired = with_repairs(&input, &open);
        let actions = actions(&input, &open);
        let after = match &input.overlay {
            Some(overlay) => {
                let before = repaired.unwrap_or_else(|| overlay.text.clone());
                with_actions(&before, &actions).unwrap_or(before)
            }
            None if actions.is_empty() => break,
            None => format!("{BEGINNING}{actions}"),
        };
        let overlay = input.overlay.get_or_insert_with(|| Text {
            name: OVERLAY.to_owned(),
            text: String::new(),
        });
        if after == overlay.text {
            break;
        }
        overlay.text = after;
        let Err(more) = generate(&input) else { break };
        let new = more
            .iter()
            .filter(|it| !known.iter().any(|known| is_same(known, it)));
        let new: Vec<_> = new.cloned().collect();
        known.extend(new);
        open = more;
    }
    known
        .drain(found.len()..)
        .filter(|problem| problem.repair.is_none())
        .collect()
}

/// Whether two problems are one, wherever it is in the text by now.
fn is_same(one: &Diagnostic, other: &Diagnostic) -> bool {
    let pointer = |problem: &Diagnostic| problem.place.as_ref()?.pointer.clone();
    one.message == other.message && pointer(one) == pointer(other)
}

/// The repairs as a unified diff.
pub fn diff(file: &str, old: &str, new: &str) -> String {
    TextDiff::from_lines(old, new)
        .unified_diff()
        .context_radius(2)
        .header(file, file)
        .to_string()
}
