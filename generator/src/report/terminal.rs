//! Reports for a terminal, with and without colour.

use super::{
    BREAKS_A_RELEASE, Report, Words, consequences,
    review::{Section, sections},
    reworded, tree,
};
use crate::compare::{Change, Class, Kind};
use anstyle::{AnsiColor, Style};
use std::fmt::Display;

/// The width that lists are folded to.
const WIDTH: usize = 100;
/// How many names of a concern are listed.
const SHOWN: usize = 12;
/// The width of the first column.
const INDENT: &str = "          ";

/// The reports as text; versions without changes are omitted.
pub fn terminal(reports: &[Report], color: bool) -> String {
    let paint = Paint { color };
    let changed = reports.iter().filter(|report| !report.is_empty());
    let blocks: Vec<String> = changed.map(|report| block(report, paint)).collect();
    blocks.join("\n")
}

/// Paints if colours are wanted.
#[derive(Clone, Copy)]
struct Paint {
    color: bool,
}

impl Paint {
    fn paint(self, style: Style, text: impl Display) -> String {
        if self.color {
            format!("{style}{text}{style:#}")
        } else {
            text.to_string()
        }
    }

    fn bold(self, text: impl Display) -> String {
        self.paint(Style::new().bold(), text)
    }

    fn dim(self, text: impl Display) -> String {
        self.paint(Style::new().dimmed(), text)
    }

    /// The first column of an entry.
    fn class(self, class: Class) -> String {
        let (color, name) = match class {
            Class::Breaking => (AnsiColor::Red, "breaking"),
            Class::Additive => (AnsiColor::Green, "additive"),
            Class::Documentation => (AnsiColor::Cyan, "docs"),
        };
        self.paint(color.on_default().bold(), format!("{name:<10}"))
    }
}

fn block(report: &Report, paint: Paint) -> String {
    let mut lines = vec![paint.bold(report.title()), report.counts()];
    if report.breaks_a_release() {
        lines.push(paint.paint(AnsiColor::Red.on_default(), BREAKS_A_RELEASE));
    }
    let mut trees = Vec::new();
    for change in report.of(Class::Breaking).chain(report.of(Class::Additive)) {
        lines.push(String::new());
        lines.extend(entry(change, &mut trees, paint));
    }
    lines.extend(folded(report, paint));
    lines.extend(reviewed(report, paint));
    lines.join("\n") + "\n"
}

/// One change: what changed, from what to what, the action to take, the place, and its users.
fn entry<'c>(change: &'c Change, trees: &mut Vec<&'c Change>, paint: Paint) -> Vec<String> {
    let words = Words::of(change);
    let mut lines = vec![format!(
        "{}{} {}  {}",
        paint.class(change.class),
        paint.bold(&words.subject),
        words.message,
        paint.dim(format!("{} {}", change.kind.code(), change.fingerprint)),
    )];
    let mut more = effect(&words);
    if !change.types.is_empty() {
        more.extend(fold("types:".to_owned(), &change.types));
    }
    more.extend(
        words
            .advice
            .iter()
            .map(|advice| format!("action: {advice}")),
    );
    more.push(consequences(change));
    more.extend(change.place.iter().map(|place| paint.dim(place)));
    more.extend(users(change, trees, paint));
    lines.extend(more.into_iter().map(|line| format!("{INDENT}{line}")));
    lines
}

/// The previous and the current value.
fn effect(words: &Words) -> Vec<String> {
    match (&words.before, &words.after) {
        (Some(before), Some(after)) if before.len() + after.len() > WIDTH => {
            vec![before.clone(), format!("→ {after}")]
        }
        (Some(before), Some(after)) => vec![format!("{before} → {after}")],
        (Some(before), None) => vec![format!("was {before}")],
        (None, Some(after)) => vec![after.clone()],
        (None, None) => Vec::new(),
    }
}

fn users<'c>(change: &'c Change, trees: &mut Vec<&'c Change>, paint: Paint) -> Vec<String> {
    if change.users.is_empty() {
        return Vec::new();
    }
    let same = |known: &&&Change| known.users == change.users;
    if let Some(known) = trees.iter().find(same) {
        let known = Words::of(known).subject;
        return vec![paint.dim(format!("same users as {known} above (*)"))];
    }
    trees.push(change);
    let mut lines = vec!["used by".to_owned()];
    lines.extend(tree::lines(&change.users));
    lines
}

/// Changes that require no action, one line or less each; other formats have the full texts.
fn folded(report: &Report, paint: Paint) -> Vec<String> {
    let (texts, notes): (Vec<&Change>, Vec<&Change>) = report
        .of(Class::Documentation)
        .partition(|change| change.kind == Kind::DocumentationChanged);
    let mut lines = Vec::new();
    for note in notes {
        let words = Words::of(note);
        let effect = effect(&words).join(" ");
        let line = format!(
            "{}{} {}: {effect}",
            paint.class(note.class),
            words.subject,
            words.message
        );
        lines.push(line.trim_end_matches(": ").to_owned());
        // The place is the only hint for a change that is not visible in the crate.
        let place = note.place.iter().filter(|_| !note.kind.is_shown());
        lines.extend(place.map(|place| format!("{INDENT}{}", paint.dim(place))));
    }
    if !texts.is_empty() {
        let texts = reworded(&texts, str::to_owned);
        lines.push(format!("{}{texts}", paint.class(Class::Documentation)));
    }
    if !lines.is_empty() {
        lines.insert(0, String::new());
    }
    lines
}

/// What a person should look at, with the first few names.
fn reviewed(report: &Report, paint: Paint) -> Vec<String> {
    let mut lines = Vec::new();
    for Section { title, mut names } in sections(&report.review) {
        let more = names.len().saturating_sub(SHOWN);
        names.truncate(SHOWN);
        if more > 0 {
            names.push(format!("and {more} more"));
        }
        let review = paint.paint(AnsiColor::Yellow.on_default().bold(), "review    ");
        lines.push(format!("{review}{title}"));
        let names = fold(String::new(), &names).into_iter();
        lines.extend(names.map(|line| format!("{INDENT}{}", line.trim_start())));
    }
    if !lines.is_empty() {
        lines.insert(0, String::new());
    }
    lines
}

/// A list as lines, its title in front.
fn fold(title: String, words: &[String]) -> Vec<String> {
    let mut lines = vec![title];
    for (index, word) in words.iter().enumerate() {
        let comma = if index + 1 < words.len() { "," } else { "" };
        match lines.last_mut() {
            Some(line) if line.chars().count() + word.chars().count() + 2 <= WIDTH => {
                line.push_str(&format!(" {word}{comma}"));
            }
            _ => lines.push(format!("  {word}{comma}")),
        }
    }
    lines
}
