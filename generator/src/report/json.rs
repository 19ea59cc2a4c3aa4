//! Reports for programs.

use super::{
    Report, Words,
    words::{name, user},
};
use crate::{
    compare::{self, Class, Concern, Direction, Impact, Kind},
    source::{Place, Pointer},
};
use serde::Serialize;

/// The JSON Schema (2020-12) of the output of [`json()`].
pub const SCHEMA: &str = include_str!("schema.json");

#[derive(Serialize)]
struct File<'a> {
    /// Raised when a field changes its meaning.
    format: u32,
    versions: Vec<Version<'a>>,
}

#[derive(Serialize)]
struct Version<'a> {
    version: &'a str,
    #[serde(rename = "compared-with")]
    compared_with: &'a str,
    status: &'a str,
    #[serde(rename = "crate")]
    crate_name: &'a str,
    from: &'a str,
    to: &'a str,
    counts: Counts,
    changes: Vec<Change<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    review: Vec<Finding<'a>>,
}

/// Something to look at in a new version.
#[derive(Serialize)]
struct Finding<'a> {
    concern: Concern,
    subject: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<&'a Place>,
}

impl<'a> Finding<'a> {
    fn of(finding: &'a compare::Finding) -> Self {
        Self {
            concern: finding.concern,
            subject: name(&finding.subject),
            place: finding.place.as_ref(),
        }
    }
}

#[derive(Serialize)]
struct Counts {
    breaking: usize,
    additive: usize,
    documentation: usize,
}

#[derive(Serialize)]
struct Change<'a> {
    fingerprint: &'a str,
    kind: Kind,
    class: Class,
    wire: Impact,
    source: Impact,
    #[serde(skip_serializing_if = "Option::is_none")]
    direction: Option<Direction>,
    #[serde(flatten)]
    words: Words,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    types: &'a [String],
    pointer: &'a Pointer,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<&'a Place>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    users: Vec<User>,
}

impl<'a> Change<'a> {
    fn of(change: &'a compare::Change) -> Self {
        Self {
            fingerprint: &change.fingerprint,
            kind: change.kind,
            class: change.class,
            wire: change.wire,
            source: change.source,
            direction: change.direction,
            words: Words::of(change),
            types: &change.types,
            pointer: &change.pointer,
            place: change.place.as_ref(),
            users: change.users.iter().map(User::of).collect(),
        }
    }
}

#[derive(Serialize)]
struct User {
    name: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    users: Vec<Self>,
}

impl User {
    fn of(one: &compare::User) -> Self {
        let users = one.users().unwrap_or_default();
        Self {
            name: user(one),
            users: users.iter().map(Self::of).collect(),
        }
    }
}

/// The reports as JSON, of the form that [`SCHEMA`] describes.
///
/// # Errors
///
/// Never in practice: reports are plain data.
pub fn json(reports: &[Report]) -> Result<String, String> {
    let versions = reports.iter().map(|report| {
        let count = |class| report.of(class).count();
        Version {
            version: &report.to.version.name,
            compared_with: &report.from.version.name,
            status: &report.to.status,
            crate_name: &report.to.crate_name,
            from: &report.from.crate_version,
            to: &report.to.crate_version,
            counts: Counts {
                breaking: count(Class::Breaking),
                additive: count(Class::Additive),
                documentation: count(Class::Documentation),
            },
            changes: report.changes.iter().map(Change::of).collect(),
            review: report.review.iter().map(Finding::of).collect(),
        }
    });
    let file = File {
        format: 1,
        versions: versions.collect(),
    };
    serde_json::to_string_pretty(&file)
        .map(|text| text + "\n")
        .map_err(|error| error.to_string())
}
