//! Plan of a crate → its Rust files. No decisions are made here, only spelling.

mod client;
mod crate_root;
mod docs;
mod enums;
mod errors;
mod examples;
mod filters;
mod ids;
mod imports;
mod layout;
mod lifecycle;
mod long_calls;
mod moved;
mod operations;
mod parameters;
mod resources;
mod rules;
mod rust;
mod serde_attributes;
mod structs;
mod tags;
mod types;
mod unions;

pub use docs::markdown;
pub use rust::HEADER;
pub use tags::tag_enums;

use crate::plan::CratePlan;
use std::collections::BTreeMap;

/// Every Rust file of a crate, by path below the crate's folder.
pub fn render(plan: &CratePlan) -> Result<BTreeMap<String, String>, String> {
    let api = &plan.api;
    let by_hand = plan.hand_written.files.iter();
    let mut files: BTreeMap<_, _> = by_hand
        .map(|(path, file)| (path.clone(), format!("{}{}", rust::HEADER, file.code)))
        .collect();
    let mut add = |path: String, tokens| -> Result<(), String> {
        let code = rust::file(&path, tokens)?;
        files.insert(format!("src/{path}"), code);
        Ok(())
    };
    add("client.rs".into(), client::client(plan))?;
    add("operations.rs".into(), operations::constants(plan))?;
    if !api.ids.is_empty() {
        add("ids.rs".into(), ids::ids(api))?;
    }
    if let Some(errors) = &api.errors {
        add("error.rs".into(), errors::api_error(errors))?;
    }
    if !api.filters.is_empty() {
        add("filters.rs".into(), filters::filters(api))?;
    }
    if !plan.moved_calls.is_empty() {
        add("moved.rs".into(), moved::moved(plan))?;
    }
    add("api.rs".into(), resources::index(plan))?;
    for resource in &api.resources {
        add(
            format!("api/{}.rs", resource.name),
            resources::resource(plan, resource),
        )?;
    }
    add("types.rs".into(), types::index(api))?;
    for module in types::modules(api) {
        add(format!("types/{module}.rs"), types::module(plan, &module))?;
    }
    let is_generated = |module: &str| files.contains_key(&format!("src/{module}.rs"));
    let root = crate_root::root(plan, is_generated);
    files.insert("src/lib.rs".to_owned(), rust::file("lib.rs", root)?);
    Ok(files)
}
