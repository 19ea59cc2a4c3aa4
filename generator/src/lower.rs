//! Document → model: every decision about names, types and calls is made here, one kind of decision
//! per file.

mod bodies;
mod candidates;
mod choices;
mod client;
mod collections;
mod context;
mod declared;
mod docs;
mod enums;
mod errors;
mod extension_log;
mod extensions;
mod fields;
mod filters;
mod forms;
mod lists;
mod media;
mod moves;
mod names;
mod objects;
mod operations;
mod parameters;
mod request;
mod resources;
mod responses;
mod routes;
mod rules;
mod scalars;
mod schema;
mod schemas;
mod security;
mod settings;
mod tags;
mod types;
mod unions;

pub use settings::{EXTENSIONS, VOCABULARY};

use crate::{
    model::{Api, Release, Skill},
    spec::{Diagnostic, Document, Pointer},
};
use context::Context;

/// The result of lowering a document.
pub struct Lowered {
    /// The model.
    pub api: Api,
    /// Additional texts for agents.
    pub skill: Skill,
}

/// Turns a checked document into the model of one version; all findings at once.
pub fn lower(document: &Document, release: &Release) -> Result<Lowered, Vec<Diagnostic>> {
    let mut cx = Context::new(document);
    let operations = operations::lower(&mut cx);
    // Anything that could not be lowered has been reported, so this function returns an error
    // below.
    let errors = errors::lower(&mut cx, &operations).ok().flatten();
    let resources = resources::group(&mut cx, operations);
    let base_url = base_url(&mut cx);
    let client = client::lower(&mut cx, release, &base_url);
    let mut api = Api {
        version: release.version.clone(),
        title: document.openapi.info.title.clone(),
        docs: document
            .openapi
            .info
            .description
            .clone()
            .unwrap_or_default(),
        base_url,
        client,
        resources,
        types: Vec::new(),
        ids: cx.ids(),
        errors,
        filters: std::mem::take(&mut cx.filters),
    };
    if cx.diagnostics.is_empty() {
        cx.report_unread_extensions();
    }
    let Context {
        types: collected,
        mut diagnostics,
        settings,
        ..
    } = cx;
    types::finish(&mut api, collected, document, &mut diagnostics);
    if diagnostics.is_empty() {
        Ok(Lowered {
            api,
            skill: settings.skill,
        })
    } else {
        Err(diagnostics)
    }
}

fn base_url(cx: &mut Context<'_>) -> String {
    let Some(server) = cx.document.openapi.servers.first() else {
        cx.error(
            &Pointer::root(),
            "missing field `servers`",
            "add `servers` with the production URL",
        );
        return String::new();
    };
    let url = server.url.trim_end_matches('/').to_owned();
    if !client::is_server(&url) {
        let at = Pointer::root().child("servers").index(0).child("url");
        cx.error(
            &at,
            format!("invalid server URL `{url}`"),
            "write an absolute URL without variables, for example `https://api.example.com`",
        );
    }
    url
}
