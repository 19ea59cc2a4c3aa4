//! Reports for programs.

use super::Report;
use crate::compare::{Change, Class};
use serde::Serialize;

/// The JSON Schema (2020-12) of what [`json()`] writes, for whoever reads it.
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
    changes: &'a [Change],
}

#[derive(Serialize)]
struct Counts {
    breaking: usize,
    additive: usize,
    documentation: usize,
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
            changes: &report.changes,
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
