//! What an operation requires of its caller: scopes and credentials.

use super::{
    context::{Context, Lowering},
    settings,
};
use crate::{
    model::{Auth, Scope},
    spec::{Diagnostic, Pointer},
};
use openapiv3::{ReferenceOr, SecurityScheme};

/// The scope of an operation; `None` for operations that require none.
pub fn scope(
    cx: &mut Context<'_>,
    operation: &openapiv3::Operation,
    at: &Pointer,
) -> Lowering<Option<Scope>> {
    let Some(name) = cx.text(&operation.extensions, settings::SCOPE, at) else {
        let bearer = auth(cx, operation, at)? == Auth::Bearer;
        if bearer && !cx.settings.scopes.is_empty() {
            return Err(cx.report(
                at,
                Diagnostic::error("missing scope: the operation requires a token")
                    .help("add `x-scope` in the overlay")
                    .wants(at.clone(), settings::SCOPE, "…"),
            ));
        }
        return Ok(None);
    };
    let Some(marker) = cx.settings.scopes.get(name).cloned() else {
        let message = format!("unknown scope `{name}`");
        let help = "add it to `x-scopes` in the overlay, with its marker trait in the runtime";
        return Err(cx.error(&at.child(settings::SCOPE), message, help));
    };
    Ok(Some(Scope {
        name: name.to_owned(),
        marker,
    }))
}

/// How an operation authenticates.
pub fn auth(
    cx: &mut Context<'_>,
    operation: &openapiv3::Operation,
    at: &Pointer,
) -> Lowering<Auth> {
    let requirements = match (&operation.security, &cx.document.openapi.security) {
        (Some(own), _) => own,
        (None, Some(general)) => general,
        (None, None) => return Ok(Auth::None),
    };
    let at = at.child("security");
    if requirements.len() > 1 || requirements.iter().any(|requirement| requirement.len() > 1) {
        let message = "unsupported combination of security schemes";
        return Err(cx.error(&at, message, "remove all but one with an overlay action"));
    }
    let Some(name) = requirements
        .first()
        .and_then(|requirement| requirement.keys().next())
    else {
        return Ok(Auth::None);
    };
    let schemes = cx
        .document
        .openapi
        .components
        .as_ref()
        .map(|components| &components.security_schemes);
    match schemes.and_then(|schemes| schemes.get(name)) {
        Some(ReferenceOr::Item(SecurityScheme::HTTP { scheme, .. }))
            if scheme.eq_ignore_ascii_case("bearer") =>
        {
            Ok(Auth::Bearer)
        }
        Some(ReferenceOr::Item(SecurityScheme::HTTP { scheme, .. }))
            if scheme.eq_ignore_ascii_case("basic") =>
        {
            Ok(Auth::Basic)
        }
        _ => Err(cx.error(
            &at,
            format!("unsupported security scheme `{name}`"),
            "use HTTP bearer or HTTP basic",
        )),
    }
}
