//! `CHANGELOG.md`: the changes of a crate.

use super::template::fill;
use crate::{
    compare::{Change, Class, Kind},
    plan::CratePlan,
    report::{Report, Words, code, effect, reworded},
};
use minijinja::context;

/// The file's name.
pub const CHANGELOG: &str = "CHANGELOG.md";

/// The changelog of a crate: a new entry in front of the existing ones.
pub fn changelog(plan: &CratePlan) -> Result<String, String> {
    let (release, history) = (&plan.release, &plan.history);
    let before = history.changelog.as_deref();
    let entries = before.and_then(|text| text.find("\n## ").map(|at| &text[at + 1..]));
    let is_shown = |report: &&Report| report.changes.iter().any(|change| change.kind.is_shown());
    let report = history.report.as_ref().filter(is_shown);
    let lines = |class| -> Vec<String> {
        let changes = report.into_iter().flat_map(|report| report.of(class));
        let shown = changes.filter(|change| change.kind.is_shown());
        let (texts, others): (Vec<&Change>, Vec<&Change>) =
            shown.partition(|change| change.kind == Kind::DocumentationChanged);
        let mut lines: Vec<_> = others.into_iter().map(line).collect();
        if !texts.is_empty() {
            lines.push(reworded(&texts, code));
        }
        lines
    };
    let context = context! {
        crate_name => &release.crate_name,
        crate_version => &release.crate_version,
        version => &release.version.name,
        today => &history.today,
        has_changes => report.is_some(),
        breaking => lines(Class::Breaking),
        additive => lines(Class::Additive),
        texts => lines(Class::Documentation),
        entries,
    };
    fill(
        CHANGELOG,
        include_str!("../../../templates/all/CHANGELOG.md.j2"),
        &context,
    )
}

/// A change in one line.
fn line(change: &Change) -> String {
    let words = Words::of(change);
    let mut line = format!("{} {}", code(&words.subject), words.message);
    if let Some(effect) = effect(&words) {
        line.push_str(&format!(": {effect}"));
    }
    if let Some(advice) = &words.advice {
        line.push_str(&format!(" ({advice})"));
    }
    line
}
