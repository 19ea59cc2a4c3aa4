//! Reports for a pull request.

use super::{
    BREAKS_A_RELEASE, Report, Words, code, consequences,
    review::{Section, sections},
    reworded, tree,
};
use crate::{
    compare::{Change, Class, Kind},
    source::Place,
};

/// How many texts are shown with what they said before.
const DIFFS: usize = 10;

/// The reports as markdown; versions without changes are omitted.
pub fn markdown(reports: &[Report]) -> String {
    let changed = reports.iter().filter(|report| !report.is_empty());
    let blocks: Vec<String> = changed.map(block).collect();
    blocks.join("\n")
}

fn block(report: &Report) -> String {
    let mut lines = vec![
        format!("## {}", report.title()),
        String::new(),
        report.counts(),
    ];
    if report.breaks_a_release() {
        lines.push(String::new());
        lines.push("> [!WARNING]".to_owned());
        lines.push(format!("> {BREAKS_A_RELEASE}"));
    }
    let mut trees = Vec::new();
    for (class, title) in [(Class::Breaking, "Breaking"), (Class::Additive, "Additive")] {
        let mut changes = report.of(class).peekable();
        if changes.peek().is_some() {
            lines.extend([String::new(), format!("### {title}"), String::new()]);
            lines.extend(changes.flat_map(|change| entry(change, &mut trees)));
        }
    }
    lines.extend(folded(report));
    lines.extend(reviewed(report));
    lines.join("\n") + "\n"
}

fn entry<'c>(change: &'c Change, trees: &mut Vec<&'c Change>) -> Vec<String> {
    let words = Words::of(change);
    let mut lines = vec![format!("- **{}** {}", code(&words.subject), words.message)];
    let mut more = Vec::new();
    more.extend(effect(&words));
    if !change.types.is_empty() {
        let types: Vec<_> = change.types.iter().map(|ty| code(ty)).collect();
        more.push(format!("Types: {}", types.join(", ")));
    }
    more.extend(
        words
            .advice
            .iter()
            .map(|advice| format!("Action: {advice}")),
    );
    let mut facts = format!(
        "{} · {} {}",
        consequences(change),
        change.kind.code(),
        code(&change.fingerprint)
    );
    if let Some(place) = &change.place {
        facts.push_str(&format!(" · {}", at(place)));
    }
    more.push(facts);
    lines.extend(more.into_iter().map(|line| format!("  <br>{line}")));
    if !change.users.is_empty() {
        let same = |known: &&&Change| known.users == change.users;
        if let Some(known) = trees.iter().find(same) {
            let known = Words::of(known).subject;
            lines.push(format!("  <br>Same users as {} above", code(&known)));
        } else {
            trees.push(change);
            lines.extend(
                ["", "  <details><summary>Used by</summary>", "", "  ```text"].map(str::to_owned),
            );
            lines.extend(
                tree::lines(&change.users)
                    .into_iter()
                    .map(|line| format!("  {line}")),
            );
            lines.extend(["  ```", "", "  </details>"].map(str::to_owned));
        }
    }
    lines
}

/// What a person should look at.
fn reviewed(report: &Report) -> Vec<String> {
    let sections = sections(&report.review);
    if sections.is_empty() {
        return Vec::new();
    }
    let mut lines = ["", "### To review", ""].map(str::to_owned).to_vec();
    for Section { title, names } in sections {
        let names: Vec<_> = names.iter().map(|name| code(name)).collect();
        lines.push(format!("- [ ] {title}\n  <br>{}", names.join(", ")));
    }
    lines
}

fn at(place: &Place) -> String {
    code(&format!("{}:{}:{}", place.file, place.line, place.column))
}

/// The previous and the current value, as code.
pub fn effect(words: &Words) -> Option<String> {
    match (&words.before, &words.after) {
        (Some(before), Some(after)) => Some(format!("{} → {}", code(before), code(after))),
        (Some(before), None) => Some(format!("was {}", code(before))),
        (None, Some(after)) => Some(code(after)),
        (None, None) => None,
    }
}

fn folded(report: &Report) -> Vec<String> {
    let changes: Vec<&Change> = report.of(Class::Documentation).collect();
    if changes.is_empty() {
        return Vec::new();
    }
    let title = format!(
        "<details><summary>Documentation ({})</summary>",
        changes.len()
    );
    let mut lines = vec![String::new(), title, String::new()];
    let (texts, others): (Vec<&Change>, Vec<&Change>) = changes
        .into_iter()
        .partition(|change| change.kind == Kind::DocumentationChanged);
    if texts.len() > DIFFS {
        lines.push(format!("- {}; the first {DIFFS}:", reworded(&texts, code)));
    }
    for change in texts.into_iter().take(DIFFS).chain(others) {
        let words = Words::of(change);
        if change.kind == Kind::DocumentationChanged {
            lines.push(format!("- {}", code(&words.subject)));
            lines.extend([String::new(), "  ```diff".to_owned()]);
            for (mark, text) in [("-", &words.before), ("+", &words.after)] {
                let text = text.iter().flat_map(|text| text.lines());
                let text = text.map(|line| format!("  {mark} {}", line.replace("```", "'''")));
                lines.extend(text.map(|line| line.trim_end().to_owned()));
            }
            lines.push("  ```".to_owned());
        } else {
            let effect = effect(&words)
                .map(|effect| format!(": {effect}"))
                .unwrap_or_default();
            // The place is the only hint for a change that is not visible in the crate.
            let place = change.place.iter().filter(|_| !change.kind.is_shown());
            let place: String = place.map(|place| format!(" · {}", at(place))).collect();
            lines.push(format!(
                "- {} {}{effect}{place}",
                code(&words.subject),
                words.message
            ));
        }
    }
    lines.extend([String::new(), "</details>".to_owned()]);
    lines
}
