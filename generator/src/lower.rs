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
mod effects;
mod enums;
mod errors;
mod extension_log;
mod extensions;
mod fields;
mod filters;
mod forms;
mod ids;
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
mod styles;
mod tags;
mod types;
mod unions;

pub use settings::{EXTENSIONS, VOCABULARY};

use crate::{
    model::{Api, Release, Skill},
    source::Severity,
    spec::{Diagnostic, Document, Pointer},
};
use context::Context;
use serde_json::json;
use std::collections::BTreeMap;

/// The result of lowering a document.
pub struct Lowered {
    /// The model.
    pub api: Api,
    /// Additional texts for agents.
    pub skill: Skill,
    /// What does not prevent generation.
    pub warnings: Vec<Diagnostic>,
    /// Whether each setting of the overlay has an effect, by its place there.
    pub effects: BTreeMap<Pointer, bool>,
}

/// Turns a checked document into the model of one version; all findings at once. `last` is the
/// model of the last generation, whose names stay.
pub fn lower(
    document: &Document,
    release: &Release,
    last: Option<&Api>,
) -> Result<Lowered, Vec<Diagnostic>> {
    let mut cx = Context::new(document, last);
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
    for at in cx.types.needlessly_distinct() {
        let at = at.child(settings::DISTINCT);
        cx.extensions.mark_without_effect(&at);
    }
    let effects = effects::effects(&cx);
    let Context {
        types: collected,
        mut diagnostics,
        settings,
        named_after_owner,
        ..
    } = cx;
    diagnostics.extend(types::finish(&mut api, collected, last, document));
    if let Some(last) = last {
        ids::keep(&mut api, last, &named_after_owner);
    }
    let is_error = |found: &Diagnostic| found.severity == Severity::Error;
    if diagnostics.iter().any(is_error) {
        diagnostics.retain(is_error);
        return Err(diagnostics);
    }
    Ok(Lowered {
        api,
        skill: settings.skill,
        warnings: diagnostics,
        effects,
    })
}

fn base_url(cx: &mut Context<'_>) -> String {
    let Some(server) = cx.document.openapi.servers.first() else {
        let root = Pointer::root();
        let servers = json!([{"url": last_url(cx)}]);
        let problem = Diagnostic::error("missing field `servers`")
            .help("add `servers` with the production URL with an overlay action")
            .wants(&root, "servers", servers);
        cx.report(&root, problem);
        return String::new();
    };
    let url = server.url.trim_end_matches('/').to_owned();
    if !client::is_server(&url) {
        let at = Pointer::root().child("servers").index(0);
        let problem = Diagnostic::error(format!("invalid server URL `{url}`"))
            .help(
                "set an absolute URL without variables with an overlay action, for example \
                 `https://api.example.com`",
            )
            .wants(&at, "url", last_url(cx));
        cx.report(&at.child("url"), problem);
    }
    url
}

/// The server URL of the last generation.
fn last_url(cx: &Context<'_>) -> String {
    let last = cx.last.map(|last| last.base_url.clone());
    last.unwrap_or_else(|| "https://api.example.com".to_owned())
}
