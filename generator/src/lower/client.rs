//! Conventions of every call, from the security schemes of the document and from `x-client`.

use super::{
    context::Context,
    settings::{CLIENT, ClientSettings, SCOPES},
};
use crate::{
    model::{Client, Release},
    spec::{Diagnostic, Pointer},
};
use openapiv3::{OAuth2Flows, ReferenceOr, SecurityScheme};
use std::collections::BTreeMap;

/// The conventions of the API at `base_url`.
pub fn lower(cx: &mut Context<'_>, release: &Release, base_url: &str) -> Client {
    let settings = std::mem::take(&mut cx.settings.client);
    check(cx, &settings);
    let declared = endpoints(cx, base_url);
    let scopes = ["CanRead", "CanWrite"].map(|marker| only_scope(&cx.settings.scopes, marker));
    for scope in scopes.iter().flatten() {
        // Requests to any path need it.
        let declared = Pointer::root().join([SCOPES, scope]);
        cx.extensions.mark_read(declared);
    }
    let [read_scope, write_scope] = scopes;
    let mut path = |key, of_document: Option<String>, of_overlay: Option<String>| {
        if of_document.is_some() && of_overlay.is_some() {
            cx.error(
                &Pointer::root().child(CLIENT).child(key),
                format!("`{key}` has no effect: a security scheme of the document defines it"),
                "remove it from the overlay",
            );
        }
        of_document.or(of_overlay)
    };
    Client {
        token_path: path("token-path", declared.token, settings.token_path),
        authorize_path: path(
            "authorize-path",
            declared.authorize,
            settings.authorize_path,
        ),
        env_prefix: settings.env_prefix.unwrap_or_else(|| env_prefix(release)),
        sandbox: settings.sandbox,
        version_header: settings.version_header,
        read_scope,
        write_scope,
        requests_per_second: settings.requests_per_second,
    }
}

/// The scope of a marker trait, if there is only one.
fn only_scope(scopes: &BTreeMap<String, String>, marker: &str) -> Option<String> {
    let mut scopes = scopes.iter().filter(|(_, of)| *of == marker);
    let (scope, _) = scopes.next()?;
    scopes.next().is_none().then(|| scope.clone())
}

/// The name of the crate without the version: `LIBRARY` for `library-alpha`.
fn env_prefix(release: &Release) -> String {
    let name = &release.crate_name;
    let suffix = format!("-{}", release.version.codename);
    let prefix = name.strip_suffix(&suffix).unwrap_or(name);
    prefix.replace('-', "_").to_ascii_uppercase()
}

fn check(cx: &mut Context<'_>, settings: &ClientSettings) {
    let is_prefix = |text: &str| {
        let part = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
        text.starts_with(|c: char| c.is_ascii_uppercase()) && text.chars().all(part)
    };
    let is_header = |text: &str| {
        let part = |c: char| c.is_ascii_alphanumeric() || c == '-';
        !text.is_empty() && text.chars().all(part)
    };
    let mut check = |key, value: &Option<String>, is_valid: &dyn Fn(&str) -> bool, expected| {
        if let Some(value) = value
            && !is_valid(value)
        {
            cx.error(
                &Pointer::root().child(CLIENT).child(key),
                format!("invalid `{key}`: `{value}`"),
                format!("use {expected}"),
            );
        }
    };
    check(
        "env-prefix",
        &settings.env_prefix,
        &is_prefix,
        "uppercase letters, digits and `_`, for example `LIBRARY`",
    );
    check(
        "sandbox",
        &settings.sandbox,
        &is_server,
        "a URL, for example `https://sandbox.example.com`",
    );
    check(
        "version-header",
        &settings.version_header,
        &is_header,
        "a header name, for example `X-Library-Version`",
    );
    check(
        "token-path",
        &settings.token_path,
        &is_path,
        "a path below the base URL, for example `/token`",
    );
    check(
        "authorize-path",
        &settings.authorize_path,
        &is_path,
        "a path below the base URL, for example `/authorize`",
    );
    if settings.requests_per_second == Some(0) {
        let at = Pointer::root().child(CLIENT).child("requests-per-second");
        let help = "omit it if there is no rate limit";
        cx.error(&at, "`requests-per-second` must be at least 1", help);
    }
}

/// Whether a text is the URL of a server.
pub fn is_server(url: &str) -> bool {
    let host = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"));
    host.is_some_and(|host| !host.is_empty() && host.chars().all(is_plain))
}

fn is_path(path: &str) -> bool {
    path.len() > 1 && path.starts_with('/') && path.chars().all(is_plain)
}

fn is_plain(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-._~:/[]%".contains(c)
}

/// The OAuth endpoints that security schemes declare, as paths below the base URL.
#[derive(Default)]
struct Endpoints {
    token: Option<String>,
    authorize: Option<String>,
}

fn endpoints(cx: &mut Context<'_>, base_url: &str) -> Endpoints {
    let mut endpoints = Endpoints::default();
    let Some(components) = &cx.document.openapi.components else {
        return endpoints;
    };
    for (name, scheme) in &components.security_schemes {
        let ReferenceOr::Item(SecurityScheme::OAuth2 { flows, .. }) = scheme else {
            continue;
        };
        let at = Pointer::root().child("components").child("securitySchemes");
        let at = at.child(name).child("flows");
        for (url, at, is_token) in urls(flows, &at) {
            let Some(path) = below(base_url, url) else {
                let message = format!("invalid URL `{url}`: not below the server URL `{base_url}`");
                let problem = Diagnostic::error(message)
                    .help("fix the URL with an overlay action")
                    .wants(&at.parent().unwrap_or_default(), &at.last(), path_of(url));
                cx.report(&at, problem);
                continue;
            };
            let found = if is_token {
                &mut endpoints.token
            } else {
                &mut endpoints.authorize
            };
            if found.as_ref().is_some_and(|other| *other != path) {
                let message = format!("conflicting URL `{url}`: another flow has a different one");
                cx.error(&at, message, "remove all but one with an overlay action");
            }
            *found = Some(path);
        }
    }
    endpoints
}

/// The URLs of flows, with their places and whether they belong to the token endpoint.
fn urls<'f>(flows: &'f OAuth2Flows, at: &Pointer) -> Vec<(&'f str, Pointer, bool)> {
    let mut urls = Vec::new();
    if let Some(flow) = &flows.client_credentials {
        let at = at.child("clientCredentials").child("tokenUrl");
        urls.push((flow.token_url.as_str(), at, true));
    }
    if let Some(flow) = &flows.authorization_code {
        let at = at.child("authorizationCode");
        urls.push((flow.token_url.as_str(), at.child("tokenUrl"), true));
        let authorize = flow.authorization_url.as_str();
        urls.push((authorize, at.child("authorizationUrl"), false));
    }
    urls
}

/// The path of a URL with a host.
fn path_of(url: &str) -> &str {
    let host = url.split_once("://").map_or(url, |(_, host)| host);
    host.find('/').map_or("/", |at| &host[at..])
}

/// The path of `url` below the base URL; a relative one is relative to that.
fn below(base_url: &str, url: &str) -> Option<String> {
    let path = match url.strip_prefix(base_url) {
        Some(path) => path.to_owned(),
        None if url.contains("://") => return None,
        None => format!("/{}", url.trim_start_matches('/')),
    };
    is_path(&path).then_some(path)
}
