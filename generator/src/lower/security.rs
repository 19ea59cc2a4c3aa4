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
        if bearer && let Some(scope) = likely_scope(cx, at) {
            return Err(cx.report(
                at,
                Diagnostic::error("missing scope: the operation requires a token")
                    .help("add `x-scope` in the overlay")
                    .wants(at, settings::SCOPE, scope),
            ));
        }
        return Ok(None);
    };
    let Some(marker) = cx.settings.scopes.get(name).cloned() else {
        let message = format!("unknown scope `{name}`");
        let help = "add it to `x-scopes` in the overlay, with its marker trait in the runtime";
        return Err(cx.error(&at.child(settings::SCOPE), message, help));
    };
    let declared = Pointer::root().join([settings::SCOPES, name]);
    cx.extensions.mark_read(declared);
    Ok(Some(Scope {
        name: name.to_owned(),
        marker,
    }))
}

/// The first scope that grants to read, or to write, whichever the method of an operation does.
fn likely_scope(cx: &Context<'_>, at: &Pointer) -> Option<String> {
    let scopes = || cx.settings.scopes.iter();
    let reads = |(_, marker): &(_, &String)| (*marker == "CanRead") == (at.last() == "get");
    let likely = scopes().find(reads).or_else(|| scopes().next());
    likely.map(|(scope, _)| scope.clone())
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
        let problem = Diagnostic::error("unsupported combination of security schemes")
            .help("remove all but one with an overlay action");
        let unsupported = (1..requirements.len()).rev().map(|index| at.index(index));
        let problem = unsupported.fold(problem, |problem, at| problem.wants_without(&at));
        return Err(cx.report(&at, problem));
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
