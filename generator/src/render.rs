//! Model → files. No decisions are made here, only spelling.

mod bridges;
mod client;
mod docs;
mod enums;
mod errors;
mod examples;
mod filters;
mod history;
mod ids;
mod imports;
mod layout;
mod lifecycle;
mod moved;
mod operations;
mod resources;
mod rules;
mod rust;
mod serde_attributes;
mod skill;
mod structs;
mod surface;
mod tags;
mod text;
mod types;
mod unions;

pub use history::{CHANGELOG, History, guide};
pub use rust::HEADER;
pub use surface::surface;

use crate::{model::Api, stored};
use std::collections::BTreeMap;

/// Every file of the crate for `api`, by path below the crate's folder.
pub fn render(api: &Api, history: &History<'_>) -> Result<BTreeMap<String, String>, String> {
    let mut files = text::files(api)?;
    files.extend(history::files(api, history)?);
    files.insert(
        skill::SKILL.to_owned(),
        skill::skill(api, history.migration)?,
    );
    files.insert(stored::MODEL.to_owned(), stored::write(api)?);
    let mut add = |path: String, tokens| -> Result<(), String> {
        let code = rust::file(&path, tokens)?;
        files.insert(format!("src/{path}"), code);
        Ok(())
    };
    add("lib.rs".into(), client::root(api))?;
    add("client.rs".into(), client::client(api))?;
    add("operations.rs".into(), operations::constants(api))?;
    if !api.ids.is_empty() {
        add("ids.rs".into(), ids::ids(api))?;
    }
    if let Some(errors) = &api.errors {
        add("error.rs".into(), errors::api_error(errors))?;
    }
    if !api.filters.is_empty() {
        add("filters.rs".into(), filters::filters(api))?;
    }
    if !api.bridges.is_empty() {
        add("moved.rs".into(), moved::moved(api))?;
    }
    add("api.rs".into(), resources::index(api))?;
    for resource in &api.resources {
        add(
            format!("api/{}.rs", resource.name),
            resources::resource(api, resource),
        )?;
    }
    add("types.rs".into(), types::index(api))?;
    for module in types::modules(api) {
        add(format!("types/{module}.rs"), types::module(api, &module))?;
    }
    Ok(files)
}
