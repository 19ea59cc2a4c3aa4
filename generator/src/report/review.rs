//! What a person should look at, in words.

use super::words::name;
use crate::compare::{Concern, Finding};

/// The findings of one concern.
pub struct Section {
    /// What they have in common, how many there are, and where to settle it.
    pub title: String,
    /// What they are about.
    pub names: Vec<String>,
}

/// The findings by concern.
pub fn sections(findings: &[Finding]) -> Vec<Section> {
    let groups = findings.chunk_by(|one, other| one.concern == other.concern);
    let sections = groups.map(|group| {
        let (what, action) = words(group[0].concern);
        Section {
            title: format!("{what} ({}): {action}", group.len()),
            names: group.iter().map(|it| name(&it.subject)).collect(),
        }
    });
    sections.collect()
}

/// What the findings have in common, and what to do.
fn words(concern: Concern) -> (&'static str, &'static str) {
    match concern {
        Concern::ClassedElsewhere => (
            "plain texts with the name of an identifier or of personal data",
            "mark them with `x-id` or `x-sensitive`",
        ),
        Concern::UnclassedText => (
            "new texts",
            "list identifiers in `x-ids`, mark personal data with `x-sensitive`",
        ),
        Concern::LostAccessor => (
            "accessors that unions no longer have",
            "give the field the same type in every variant, for example with `x-id`",
        ),
        Concern::LeftOut => (
            "parts of the document that the overlay leaves out",
            "check the actions with `remove`",
        ),
        Concern::ContradictoryScope => (
            "scopes that `security` does not require",
            "remove `x-scope` from these operations",
        ),
        Concern::UnknownStage => (
            "new states that the lifecycle does not mention",
            "add them to `x-lifecycle`",
        ),
        Concern::OutdatedText => (
            "words in texts for agents that the document no longer has",
            "fix `x-skill`",
        ),
    }
}
