//! Operations, combined from their parts.

use super::{
    bodies,
    context::{Context, Lowering},
    declared::declared,
    filters, moves, names, parameters,
    request::Request,
    responses::{self, Documented},
    routes::{self, Route},
    rules, security,
};
use crate::{
    model::{Auth, Method, Operation, Output, Parameter, ParameterPlace},
    spec::Pointer,
};
use openapiv3::{PathItem, ReferenceOr};

/// An operation with the data needed to group it and to read its errors.
pub struct LoweredOperation<'d> {
    pub operation: Operation,
    pub resource: String,
    pub tag: Option<&'d str>,
    pub errors: Vec<Documented<'d>>,
}

/// Lowers every operation in document order; operations that cannot be lowered are reported and
/// left out.
pub fn lower<'d>(cx: &mut Context<'d>) -> Vec<LoweredOperation<'d>> {
    let mut lowered = Vec::new();
    let paths = Pointer::root().child("paths");
    for (path, item) in &cx.document.openapi.paths.paths {
        let at = paths.child(path);
        let ReferenceOr::Item(item) = item else {
            cx.error(
                &at,
                "unsupported `$ref` to a path item",
                "write the path item inline",
            );
            continue;
        };
        for (method, name, operation) in methods(item) {
            let at = at.child(name);
            let Some(method) = method else {
                cx.error(
                    &at,
                    format!("unsupported method `{name}`"),
                    "remove the operation with an overlay action",
                );
                continue;
            };
            // What could not be lowered has been reported.
            lowered.extend(lower_one(cx, path, item, method, operation, at));
        }
    }
    lowered
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
) -> Lowering<LoweredOperation<'d>> {
    let extensions = &operation.extensions;
    cx.extensions.see(extensions, &at);
    // All parts are lowered before the first problem is returned, so that one run reports all of
    // them.
    let responses = responses::responses(cx, operation, &at);
    let declared = declared(cx, item, operation, &at);
    let scope = security::scope(cx, operation, &at);
    let auth = security::auth(cx, operation, &at);
    let (responses, declared) = (responses?, declared?);
    let route = routes::route(cx, path, item, method, operation, &responses, &at)?;
    let type_prefix = route.type_prefix();
    let output = responses::output(cx, &responses, &declared, &type_prefix);
    let owner = parameters::Owner {
        path,
        route: &route,
        paged: matches!(output, Ok(Output::Page(_))),
        authenticates: !matches!(auth, Ok(Auth::None)),
        at: &at,
    };
    let parameters = parameters::lower(cx, &declared, &owner);
    let body = operation.request_body.as_ref();
    let body = body.map(|body| {
        let at = at.child("requestBody");
        bodies::lower(cx, body, method, &type_prefix, &at)
    });
    let (output, parameters, body) = (output?, parameters?, body.transpose()?);
    let parameters::Parameters {
        list: parameters,
        paging,
    } = parameters;
    let parameters = in_order(cx, path, method, parameters);
    let filter = filters::lower(cx, &declared, &output, &route)?;
    let request = Request {
        body: body.as_ref(),
        parameters: &parameters,
    };
    let rules = rules::rules(cx, extensions, &request, &at);
    let moved = moves::moved(cx, operation, &parameters, &at);
    let error_statuses: Vec<_> = responses.errors.iter().map(|error| error.status).collect();
    let operation = Operation {
        id: format!("{}.{}", route.resource, route.action),
        builder: builder(&route, &parameters),
        constant: names::const_name(&route.action),
        name: route.action,
        method,
        path: path.to_owned(),
        scope: scope?,
        auth: auth?,
        summary: operation.summary.clone().unwrap_or_default(),
        docs: operation.description.clone().unwrap_or_default(),
        parameters,
        paging,
        body,
        output,
        accept: responses::accept(&responses),
        filter,
        meanings: rules::meanings(cx, extensions, &error_statuses, &at),
        error_statuses,
        deprecated: operation.deprecated,
        moved,
        rules,
        at,
    };
    Ok(LoweredOperation {
        operation,
        resource: route.resource,
        tag: operation_tag(item, method),
        errors: responses.errors,
    })
}

/// Parameters of the path come first, as in the path. The others stay in the order of the last
/// generation, and new ones follow in document order.
fn in_order(
    cx: &Context<'_>,
    path: &str,
    method: Method,
    mut parameters: Vec<Parameter>,
) -> Vec<Parameter> {
    let last = cx
        .last
        .and_then(|api| api.operation_at(&format!("{} {path}", method.as_str())));
    let last = last.map(|(_, last)| last.parameters.as_slice());
    parameters.sort_by_key(|parameter| {
        let is_same = |last: &Parameter| last.is_same(parameter);
        let in_path = path.find(&format!("{{{}}}", parameter.wire_name));
        let in_path = in_path.filter(|_| parameter.place == ParameterPlace::Path);
        let before = last.and_then(|last| last.iter().position(is_same));
        (in_path.unwrap_or(usize::MAX), before.unwrap_or(usize::MAX))
    });
    parameters
}

/// The struct that collects optional parameters, if there are any.
fn builder(route: &Route, parameters: &[Parameter]) -> Option<String> {
    let has_options = parameters.iter().any(|parameter| !parameter.required);
    has_options.then(|| names::type_name(&format!("{}_{}", route.resource, route.action)))
}

fn operation_tag(item: &PathItem, method: Method) -> Option<&str> {
    let (.., operation) = methods(item).find(|(known, ..)| *known == Some(method))?;
    operation.tags.first().map(String::as_str)
}
