//! Two changes at once: none hides behind the other.

use super::{REPORTS, library::Library, patches};
use nomos_generator::report::Report;
use std::collections::BTreeSet;

/// Patches of places that are close to each other, or of the same thing.
const PAIRS: [(&str, &str); 14] = [
    ("operation-deprecated", "not-modelled"),
    ("operation-deprecated", "body-media-type-changed"),
    ("operation-deprecated", "parameter-limits-tightened.paging"),
    ("authentication-changed.open", "not-modelled.labels"),
    ("type-renamed", "value-added.response"),
    ("type-renamed.format", "documentation-changed"),
    ("lifecycle-changed", "type-renamed.format"),
    ("field-removed.response", "field-deprecated.response"),
    ("field-renamed", "field-limits-tightened.response"),
    ("error-added", "operation-added"),
    ("rule-tightened", "field-limits-tightened.request"),
    ("item-removed", "operation-removed"),
    ("parameter-default-changed", "parameter-deprecated"),
    ("client-changed.rate-limit", "server-changed"),
];

#[test]
fn two_changes_at_once_are_told_like_each_alone() {
    let (base, patches) = (Library::base(), patches());
    let baseline = base.baseline();
    for (one, other) in PAIRS {
        let both = base.patched(&patches[one]).patched(&patches[other]);
        let both = both.report_against(&baseline);
        let alone = told(&REPORTS[one]).into_iter().chain(told(&REPORTS[other]));
        let alone: BTreeSet<_> = alone.collect();
        assert_eq!(told(&both), alone, "{one} and {other}");
    }
}

/// What each entry says, without the names that the other change of a pair can change.
fn told(report: &Report) -> BTreeSet<(&'static str, String)> {
    let changes = report.changes.iter();
    let told = changes.map(|change| {
        let values = format!("{:?} {:?}", change.before, change.after);
        (change.kind.code(), values)
    });
    told.collect()
}
