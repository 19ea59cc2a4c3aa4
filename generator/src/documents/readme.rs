//! `README.md` and `Cargo.toml`.

use super::template::{cell, fill, json_string};
use crate::{plan::CratePlan, render::markdown, spelling};
use minijinja::context;
use std::collections::BTreeMap;

const TEMPLATES: [(&str, &str); 2] = [
    (
        "Cargo.toml",
        include_str!("../../../templates/all/Cargo.toml.j2"),
    ),
    (
        "README.md",
        include_str!("../../../templates/all/README.md.j2"),
    ),
];

/// The two files.
pub fn files(plan: &CratePlan) -> Result<BTreeMap<String, String>, String> {
    let (release, api) = (&plan.release, &plan.api);
    let resources: Vec<_> = api
        .resources
        .iter()
        .map(|resource| {
            let operations: Vec<_> = resource
                .operations
                .iter()
                .map(|operation| {
                    context! {
                        call => operation.call(&resource.name),
                        route => operation.route(),
                        scope => operation.scope.as_ref().map(|scope| &scope.name),
                        summary => cell(&markdown(&operation.summary).join(" ")),
                        availability => spelling::availability(plan.timeline.of_operation(operation)),
                    }
                })
                .collect();
            context! { name => &resource.name, operations }
        })
        .collect();
    let context = context! {
        // A TOML string is written like a JSON string.
        description => json_string(&format!("Typed client for the {}, version {}", api.title, release.version)),
        first_list => api.first_list().map(|(resource, operation)| operation.call(&resource.name)),
        crate_name => &release.crate_name,
        crate_ident => release.crate_name.replace('-', "_"),
        crate_version => &release.crate_version,
        version => &release.version.name,
        status => &release.status,
        title => markdown(&api.title).join(" "),
        base_url => &api.base_url,
        env_prefix => &api.client.env_prefix,
        has_examples => plan.hand_written.has_examples,
        has_filters => !api.filters.is_empty(),
        resources,
    };
    let mut files = BTreeMap::new();
    for (name, template) in TEMPLATES {
        files.insert(name.to_owned(), fill(name, template, &context)?);
    }
    Ok(files)
}
