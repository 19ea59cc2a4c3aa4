//! What a hand-written module of tests needs of a version.
//!
//! A module says so at the end of its documentation: `Every version with`, `The newest version with`
//! or the name of a crate `with` a list of operations (`GET /plans`), parameters (`GET
//! /plans?limit`), fields of filters (`GET /plans?filter[status]`) and files in the crate's `src`
//! (`feed_in.rs`). `no` before one of them excludes the versions that have it.

use super::version::{Version, list};

/// The versions that a module is for.
pub struct Needs {
    chosen: Chosen,
    /// What they have.
    pub needs: Vec<Need>,
}

/// Which of the versions that have what is needed.
enum Chosen {
    All,
    Newest,
    Crate(String),
}

/// Something that a version has or, if `is_absent`, has not.
pub struct Need {
    is_absent: bool,
    /// As the module says it, without `no`.
    pub text: String,
}

impl Needs {
    /// The needs of a module; `None` if it is not for versions.
    pub fn of(source: &str) -> Option<Self> {
        let docs = source.lines().map_while(|line| line.strip_prefix("//!"));
        let docs: Vec<_> = docs.map(str::trim).collect();
        let docs = docs.join(" ");
        let (before, needs) = docs.rsplit_once(" with ")?;
        let chosen = match before.rsplit(". ").next()?.trim() {
            "Every version" => Chosen::All,
            "The newest version" => Chosen::Newest,
            name if name.contains('_') && !name.contains(' ') => Chosen::Crate(name.to_owned()),
            _ => return None,
        };
        let needs = needs.trim_end_matches('.').split(", ").map(|need| {
            let without = need.strip_prefix("no ");
            Need {
                is_absent: without.is_some(),
                text: without.unwrap_or(need).to_owned(),
            }
        });
        Some(Self {
            chosen,
            needs: needs.collect(),
        })
    }

    /// Those of all `versions`, oldest first, that a module with these needs is for.
    pub fn choose<'v>(&self, versions: &'v [Version]) -> Vec<&'v Version> {
        let meets = |version: &&Version| {
            let mut needs = self.needs.iter();
            needs.all(|need| need.is_met(version) != need.is_absent)
        };
        let mut chosen: Vec<_> = versions.iter().filter(meets).collect();
        match &self.chosen {
            Chosen::All => {}
            Chosen::Newest => drop(chosen.drain(..chosen.len().saturating_sub(1))),
            Chosen::Crate(name) => chosen.retain(|version| version.krate() == *name),
        }
        chosen
    }
}

impl Need {
    /// Whether a version has it.
    pub fn is_met(&self, version: &Version) -> bool {
        let Some((method, path)) = self.text.split_once(' ') else {
            return version.has_module(&self.text);
        };
        let (path, parameter) = match path.split_once('?') {
            Some((path, parameter)) => (path, Some(parameter)),
            None => (path, None),
        };
        version.operations().any(|(_, operation)| {
            let is_method = operation["method"]
                .as_str()
                .is_some_and(|it| it.eq_ignore_ascii_case(method));
            is_method
                && operation["path"] == path
                && parameter.is_none_or(|parameter| has_parameter(version, operation, parameter))
        })
    }
}

fn has_parameter(version: &Version, operation: &serde_json::Value, name: &str) -> bool {
    if let Some(field) = name.strip_prefix("filter[") {
        let set = operation["filter"]
            .as_u64()
            .and_then(|at| usize::try_from(at).ok());
        let mut fields = set
            .into_iter()
            .flat_map(|at| list(&version.api["filters"][at]["fields"]));
        return fields.any(|it| it["wire_name"] == field.trim_end_matches(']'));
    }
    let mut parameters = list(&operation["parameters"]).chain(list(&operation["paging"]));
    parameters.any(|it| it["wire_name"] == name)
}
