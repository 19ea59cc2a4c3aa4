//! Operations: every part of them put together.

use super::{
    bodies,
    context::{Context, Lowering},
    filters, moves, names, parameters, responses, routes, rules, security,
};
use crate::{
    model::{Method, Operation, Output},
    spec::Pointer,
};
use openapiv3::{PathItem, ReferenceOr, Response};

/// An operation with what is still needed to group it and to read its errors.
pub struct Found<'d> {
    pub operation: Operation,
    pub resource: String,
    pub tag: Option<&'d str>,
    pub pointer: Pointer,
    pub responses: Vec<(u16, &'d Response, Pointer)>,
}

/// Lowers every operation in document order; what cannot be lowered is left out after a diagnostic.
pub fn lower<'d>(cx: &mut Context<'d>) -> Vec<Found<'d>> {
    let mut found = Vec::new();
    let paths = Pointer::root().child("paths");
    for (path, item) in &cx.document.openapi.paths.paths {
        let at = paths.child(path);
        let ReferenceOr::Item(item) = item else {
            cx.error(
                &at,
                "references to path items are not supported",
                "write the path item here",
            );
            continue;
        };
        for (method, name, operation) in methods(item) {
            let at = at.child(name);
            let Some(method) = method else {
                cx.error(
                    &at,
                    format!("the method {name} is not supported"),
                    "remove the operation with the overlay",
                );
                continue;
            };
            // What could not be lowered has been reported.
            found.extend(lower_one(cx, path, item, method, operation, at));
        }
    }
    found
}

fn methods(
    item: &PathItem,
) -> impl Iterator<Item = (Option<Method>, &'static str, &openapiv3::Operation)> {
    [
        (Some(Method::Get), "get", &item.get),
        (Some(Method::Post), "post", &item.post),
        (Some(Method::Put), "put", &item.put),
        (Some(Method::Patch), "patch", &item.patch),
        (Some(Method::Delete), "delete", &item.delete),
        (None, "options", &item.options),
        (None, "head", &item.head),
        (None, "trace", &item.trace),
    ]
    .into_iter()
    .filter_map(|(method, name, operation)| Some((method, name, operation.as_ref()?)))
}

fn lower_one<'d>(
    cx: &mut Context<'d>,
    path: &'d str,
    item: &'d PathItem,
    method: Method,
    operation: &'d openapiv3::Operation,
    at: Pointer,
) -> Lowering<Found<'d>> {
    cx.see(&operation.extensions, &at);
    // Every part is tried before the first problem ends the operation: one run says everything.
    let responses = responses::responses(cx, operation, &at);
    let declared = parameters::declared(cx, item, operation, &at);
    let (scope, auth) = (
        security::scope(cx, operation, &at),
        security::auth(cx, operation, &at),
    );
    let (responses, declared) = (responses?, declared?);
    let route = routes::route(cx, path, item, method, operation, &responses, &at)?;
    let type_prefix = route.type_prefix();
    let output = responses::output(cx, &responses, &declared, &type_prefix, &at);
    let paged = matches!(output, Ok(Output::Page(_)));
    let parameters = parameters::lower(cx, path, &declared, paged, &route, &at);
    let body = match &operation.request_body {
        Some(body) => {
            bodies::lower(cx, body, method, &type_prefix, &at.child("requestBody")).map(Some)
        }
        None => Ok(None),
    };
    let (output, parameters, body) = (output?, parameters?, body?);
    let filter = filters::lower(cx, &declared, &output, &route)?;
    let has_options = parameters.iter().any(|parameter| !parameter.required);
    let mut error_statuses: Vec<u16> = responses
        .iter()
        .map(|(status, ..)| *status)
        .filter(|status| *status >= 400)
        .collect();
    error_statuses.sort_unstable();
    let moved = moves::moved(cx, operation, &parameters, &at);
    let operation = Operation {
        id: format!("{}.{}", route.resource, route.action),
        builder: has_options
            .then(|| names::type_name(&format!("{}_{}", route.resource, route.action))),
        constant: names::const_name(&route.action),
        name: route.action,
        method,
        path: path.to_owned(),
        scope: scope?,
        auth: auth?,
        summary: operation.summary.clone().unwrap_or_default(),
        docs: operation.description.clone().unwrap_or_default(),
        parameters,
        body,
        output,
        filter,
        error_statuses,
        deprecated: operation.deprecated,
        at: at.clone(),
        moved,
        rules: rules::rules(cx, &operation.extensions, &at),
        meanings: rules::meanings(cx, &operation.extensions, &at),
    };
    let tag = operation_tag(item, method);
    Ok(Found {
        operation,
        resource: route.resource,
        tag,
        pointer: at,
        responses,
    })
}

fn operation_tag(item: &PathItem, method: Method) -> Option<&str> {
    let (.., operation) = methods(item).find(|(known, ..)| *known == Some(method))?;
    operation.tags.first().map(String::as_str)
}
