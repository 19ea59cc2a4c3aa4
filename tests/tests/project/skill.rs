//! Compares the `SKILL.md` of each crate with its document, which is read here without the
//! generator.

use nomos_tests::sandbox::{Sandbox, read_document};
use serde_json::Value;
use std::collections::BTreeSet;

const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

/// A version's skill and its document.
struct Skill {
    version: String,
    text: String,
    document: Value,
}

impl Skill {
    fn all() -> impl Iterator<Item = Self> {
        let root = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
        let read = move |path: String| std::fs::read_to_string(format!("{root}/{path}")).unwrap();
        Sandbox::versions().into_iter().map(move |version| {
            let codename = version.split('.').next_back().unwrap();
            Self {
                text: read(format!("generated/nomos-{codename}/SKILL.md")),
                document: read_document(&read(format!("specs/{version}.yaml"))).unwrap(),
                version,
            }
        })
    }

    /// Every operation of the document: route and node.
    fn operations(&self) -> Vec<(String, &Value)> {
        let paths = self.document["paths"].as_object().unwrap();
        let operations = paths.iter().flat_map(|(path, item)| {
            METHODS.iter().filter_map(move |method| {
                let route = format!("{} {path}", method.to_uppercase());
                Some((route, item.get(*method)?))
            })
        });
        operations.collect()
    }

    /// The content below a heading.
    fn section(&self, heading: &str) -> &str {
        let (_, rest) = self.text.split_once(&format!("\n## {heading}\n")).unwrap();
        rest.split("\n## ").next().unwrap()
    }

    /// Everything before the section about the previous version.
    fn present(&self) -> &str {
        self.text.split("\n## Differences\n").next().unwrap()
    }
}

/// The first cell of every row in a table of operations.
fn routes(text: &str) -> impl Iterator<Item = &str> {
    let cells = text.lines().filter_map(|line| line.strip_prefix("| `"));
    let routes = cells.filter_map(|line| line.split('`').next());
    routes.filter(|cell| {
        METHODS
            .iter()
            .any(|method| cell.starts_with(&format!("{} /", method.to_uppercase())))
    })
}

#[test]
fn the_front_matter_is_valid() {
    for skill in Skill::all() {
        let (head, _) = skill
            .text
            .strip_prefix("---\n")
            .unwrap()
            .split_once("\n---\n")
            .unwrap();
        let head: Value = serde_yaml::from_str(head).unwrap();
        let (name, description) = (
            head["name"].as_str().unwrap(),
            head["description"].as_str().unwrap(),
        );
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        assert!(
            name.chars().all(plain) && (1..=64).contains(&name.len()),
            "{name}"
        );
        assert!(
            (1..=1024).contains(&description.chars().count()),
            "{description}"
        );
        assert!(description.contains(&skill.version), "{description}");
    }
}

#[test]
fn every_operation_is_listed_once_under_its_scope() {
    for skill in Skill::all() {
        for (route, operation) in skill.operations() {
            let mut security = operation["security"].as_array().into_iter().flatten();
            let needs_token = security.any(|scheme| scheme.get("Bearer").is_some());
            let heading = match &route {
                _ if !needs_token => "Operations: no scope",
                route if route.starts_with("GET ") => "Operations: scope `read:*`",
                _ => "Operations: scope `write:*`",
            };
            let under = routes(skill.section(heading))
                .filter(|found| *found == route)
                .count();
            let everywhere = skill.present().matches(&format!("`{route}`")).count();
            assert_eq!((under, everywhere), (1, 1), "{}: {route}", skill.version);
        }
        assert_eq!(routes(skill.present()).count(), skill.operations().len());
    }
}

#[test]
fn routes_of_other_versions_appear_only_in_the_differences() {
    let skills: Vec<Skill> = Skill::all().collect();
    let all: BTreeSet<String> = skills
        .iter()
        .flat_map(Skill::operations)
        .map(|(route, _)| route)
        .collect();
    for skill in &skills {
        let own: BTreeSet<String> = skill
            .operations()
            .into_iter()
            .map(|(route, _)| route)
            .collect();
        for route in all.difference(&own) {
            assert!(
                !skill.present().contains(&format!("`{route}`")),
                "{}: {route}",
                skill.version
            );
        }
    }
}

#[test]
fn the_differences_name_every_route_that_is_gone_or_new() {
    let skills: Vec<Skill> = Skill::all().collect();
    for pair in skills.windows(2) {
        let routes = |skill: &Skill| -> BTreeSet<String> {
            let operations = skill.operations().into_iter();
            operations.map(|(route, _)| route).collect()
        };
        let (old, new) = (routes(&pair[0]), routes(&pair[1]));
        for route in old.symmetric_difference(&new) {
            let differences = pair[1].section("Differences");
            assert!(differences.contains(&format!("`{route}`")), "{route}");
        }
    }
}

#[test]
fn filters_match_the_document() {
    for skill in Skill::all() {
        let mut documented = Vec::new();
        for (route, operation) in skill.operations() {
            let parameters = operation["parameters"].as_array().into_iter().flatten();
            for parameter in parameters.filter(|it| it["name"] == "filter[field][operator]") {
                let fields = parameter["description"].as_str().unwrap().lines();
                let fields =
                    fields.filter_map(|line| line.trim().strip_prefix("- `")?.split_once("` ("));
                let list = route.trim_start_matches("GET /").replace('-', "_");
                documented
                    .extend(fields.map(|(field, _)| format!("| `{list}().list()` | `{field}` |")));
            }
        }
        let rows = if documented.is_empty() {
            assert!(!skill.text.contains("\n## Filters\n"));
            Vec::new()
        } else {
            skill
                .section("Filters")
                .lines()
                .filter(|line| line.starts_with("| `"))
                .collect()
        };
        assert_eq!(rows.len(), documented.len(), "{}", skill.version);
        for row in documented {
            assert!(
                rows.iter().any(|found| found.starts_with(&row)),
                "{}: {row}",
                skill.version
            );
        }
    }
}

/// The schemas of error responses.
fn error_schemas(skill: &Skill) -> Vec<Value> {
    let mut schemas = Vec::new();
    for (_, operation) in skill.operations() {
        let responses = operation["responses"].as_object().unwrap().iter();
        let errors = responses.filter(|(status, _)| status.starts_with(['4', '5']));
        schemas.extend(errors.map(|(_, it)| it["content"]["application/json"]["schema"].clone()));
    }
    schemas
}

#[test]
fn errors_match_the_document() {
    for skill in Skill::all() {
        let errors = skill.section("Errors");
        let (mut codes, mut field_codes) = (BTreeSet::new(), BTreeSet::new());
        for schema in error_schemas(&skill) {
            let values = |at: &Value| -> Vec<String> {
                let values = at["enum"].as_array().into_iter().flatten();
                values
                    .map(|value| format!("`{}`", value.as_str().unwrap()))
                    .collect()
            };
            codes.extend(values(&schema["properties"]["code"]));
            field_codes.extend(values(
                &schema["properties"]["errors"]["items"]["properties"]["code"],
            ));
        }
        let listed = |start: &str| -> BTreeSet<String> {
            let line = errors.lines().find_map(|line| line.split_once(start));
            let list = line
                .map(|(_, list)| list.trim_end_matches('.'))
                .unwrap_or_default();
            list.split(", ")
                .filter(|code| !code.is_empty())
                .map(str::to_owned)
                .collect()
        };
        assert!(!codes.is_empty());
        assert_eq!(listed("Codes: "), codes, "{}", skill.version);
        assert_eq!(listed("Their codes: "), field_codes, "{}", skill.version);
    }
}

#[test]
fn version_header_and_paging_match_the_document() {
    for skill in Skill::all() {
        let header = format!("`X-API-Version: {}`", skill.version);
        assert!(skill.text.contains(&header), "{}", skill.version);
        let parameters = skill.operations().into_iter();
        let mut parameters = parameters
            .flat_map(|(_, operation)| operation["parameters"].as_array().into_iter().flatten());
        let paged = parameters.any(|parameter| parameter["name"] == "cursor");
        assert_eq!(
            skill.section("Conventions").contains("`next_page`"),
            paged,
            "{}",
            skill.version
        );
    }
}
