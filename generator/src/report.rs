//! Reports of changes, for people and programs.

mod code;
mod json;
mod markdown;
mod review;
mod terminal;
mod tree;
mod words;

pub use code::code;
pub use json::{SCHEMA, json};
pub(crate) use markdown::effect;
pub use markdown::markdown;
pub use terminal::terminal;
pub use words::{Words, name};

use crate::{
    compare::{Change, Class, Direction, Finding, Impact, Kind},
    model::Release,
};

/// The changes of one version since its crate was generated, or between two versions.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// The release before.
    pub from: Release,
    /// The release after.
    pub to: Release,
    /// Every change, breaking ones first.
    pub changes: Vec<Change>,
    /// What a person should look at, if the version is new.
    pub review: Vec<Finding>,
}

impl Report {
    /// The changes of a class, in order.
    pub fn of(&self, class: Class) -> impl Iterator<Item = &Change> {
        self.changes
            .iter()
            .filter(move |change| change.class == class)
    }

    /// Whether a released version has breaking changes, which should not happen.
    pub fn breaks_a_release(&self) -> bool {
        self.from.version == self.to.version
            && self.from.status != PREVIEW
            && self.of(Class::Breaking).next().is_some()
    }

    /// Whether there is nothing to report.
    fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.review.is_empty()
    }

    /// The title of the report, in one line.
    fn title(&self) -> String {
        let Report { from, to, .. } = self;
        if from.version == to.version {
            let crates = if from.crate_version == to.crate_version {
                format!("{} {}", to.crate_name, to.crate_version)
            } else {
                format!(
                    "{} {} → {}",
                    to.crate_name, from.crate_version, to.crate_version
                )
            };
            format!("{} ({}) · {crates}", to.version, to.status)
        } else {
            format!(
                "{} → {} · {} → {}",
                from.version, to.version, from.crate_name, to.crate_name
            )
        }
    }

    /// The number of changes of each class.
    fn counts(&self) -> String {
        let count = |class| self.of(class).count();
        let (breaking, additive, texts) = (
            count(Class::Breaking),
            count(Class::Additive),
            count(Class::Documentation),
        );
        format!("{breaking} breaking, {additive} additive, {texts} documentation")
    }
}

/// The warning about a released version with breaking changes.
const BREAKS_A_RELEASE: &str = "A released version has breaking changes.";

/// A version that may still change.
pub const PREVIEW: &str = "preview";

/// How many names stand for all of them.
const NAMES: usize = 3;

/// Changes of texts as a count with the first few names, each spelled with `spell`.
pub(crate) fn reworded(texts: &[&Change], spell: fn(&str) -> String) -> String {
    let names = texts.iter().take(NAMES);
    let names: Vec<_> = names
        .map(|change| spell(&Words::of(change).subject))
        .collect();
    let more = match texts.len().saturating_sub(NAMES) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    format!("{} reworded: {}{more}", texts.len(), names.join(", "))
}

/// How a change affects users, in words.
fn consequences(change: &Change) -> String {
    let wire = match change.wire {
        Impact::None | Impact::Compatible if change.kind == Kind::FieldRemoved => {
            "read it as absent"
        }
        Impact::None | Impact::Compatible if change.kind.is_no_longer_received() => {
            "no longer receive it"
        }
        Impact::None | Impact::Compatible => "are unaffected",
        Impact::Breaking => "fail or misbehave",
    };
    let source = match change.source {
        Impact::None | Impact::Compatible => "compiles unchanged",
        Impact::Breaking if change.kind.is_silent() => "compiles but behaves differently",
        Impact::Breaking => "must change",
    };
    let way = match change.direction {
        Some(Direction::Request) => " · in requests",
        Some(Direction::Response) => " · in responses",
        Some(Direction::Both) => " · in requests and responses",
        None => "",
    };
    format!("deployed clients {wire} · code {source}{way}")
}
