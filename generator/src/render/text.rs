//! The files of a crate that are not Rust, from templates.

use super::docs;
use crate::{model::Api, source::visible, spelling};
use minijinja::{Environment, UndefinedBehavior, Value, context, syntax::SyntaxConfig};
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

/// Untrusted text as a string literal of one line.
pub fn json_string(text: &str) -> String {
    serde_json::Value::from(visible(text)).to_string()
}

/// Markdown as a cell of a table.
pub fn cell(markdown: &str) -> String {
    markdown.replace('|', "\\|")
}

/// Block tags stand on lines of their own, which vanish.
fn syntax() -> Result<SyntaxConfig, String> {
    let mut syntax = SyntaxConfig::builder();
    syntax
        .keep_trailing_newline(true)
        .trim_blocks(true)
        .lstrip_blocks(true);
    syntax.build().map_err(|error| error.to_string())
}

/// Fills one template.
pub fn fill(name: &str, template: &str, context: &Value) -> Result<String, String> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_syntax(syntax()?);
    environment
        .render_named_str(name, template, context)
        .map_err(|error| format!("templates/{name}.j2: {error:#}"))
}

/// Renders every template for `api`.
pub fn files(api: &Api) -> Result<BTreeMap<String, String>, String> {
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
                        summary => cell(&docs::markdown(&operation.summary).join(" ")),
                        availability => spelling::availability(&operation.availability),
                    }
                })
                .collect();
            context! { name => &resource.name, operations }
        })
        .collect();
    let context = context! {
        // A TOML string is written like a JSON string.
        description => json_string(&format!("Typed client of {}, version {}", api.title, api.release.version)),
        first_list => api.first_list().map(|(resource, operation)| operation.call(&resource.name)),
        crate_name => &api.release.crate_name,
        crate_ident => api.release.crate_name.replace('-', "_"),
        crate_version => &api.release.crate_version,
        version => &api.release.version.name,
        status => &api.release.status,
        title => docs::markdown(&api.title).join(" "),
        base_url => &api.base_url,
        env_prefix => &api.client.env_prefix,
        has_examples => api.hand_written.has_examples,
        has_filters => !api.filters.is_empty(),
        resources,
    };
    let mut files = BTreeMap::new();
    for (name, template) in TEMPLATES {
        files.insert(name.to_owned(), fill(name, template, &context)?);
    }
    Ok(files)
}
